"""What needs hangs into the pages of the rooms around."""

from saan.people import hooks as people


def join():
    people.FOLLOWERS.extend(["needs_need", "needs_careplan"])
