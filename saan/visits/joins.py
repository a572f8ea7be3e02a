"""What visits hangs into the pages of the rooms around."""

from saan.people import hooks as people


def join():
    people.FOLLOWERS.extend(["visits_visit", "visits_observation", "visits_alert", "visits_charge"])
