"""What field hangs into the pages of the rooms around."""


def join():
    pass
