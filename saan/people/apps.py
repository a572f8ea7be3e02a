from django.apps import AppConfig
from django.utils.translation import ngettext

from saan.worklist.hooks import KINDS, Kind


def matches_wait(facts):
    return ngettext(
        "%(count)d possible match waits in %(place)s", "%(count)d possible matches wait in %(place)s", facts["count"]
    ) % {"count": facts["count"], "place": facts["place"]}


class PeopleConfig(AppConfig):
    name = "saan.people"
    label = "people"

    def ready(self):
        KINDS["people.match"] = Kind(sentence=matches_wait, icon="users")
