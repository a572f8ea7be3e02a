"""What forms hangs into the pages of the rooms around."""


def join():
    from saan.forms import trail

    trail.declare()
