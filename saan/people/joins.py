"""What people hangs into the pages of the rooms around: navigation, search, places, My Work, the trail."""

from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saan.areas import hooks as areas
from saan.audit import hooks as audit
from saan.audit.actions import record_read
from saan.people.evidence import CID, COMPARED
from saan.people.models import Person
from saan.people.permissions import Permission
from saan.people.place_figures import FIGURES, PANELS, of_my_place
from saan.people.recording import RAW
from saan.people.searching import suggest
from saan.shared import resealing, searching, start
from saan.shared.navigation import Room, register
from saan.shared.panels import Panel
from saan.shared.thai import age_text, person_name
from saan.worklist.hooks import KINDS, Kind

VERBS = {
    "people.person.read": _("looked at a person"),
    "people.person.compared": _("compared a person with another"),
    "people.household.read": _("looked at a household"),
    "people.list.read": _("read a list of people through the interface for machines"),
    "people.list.looked": _("looked at a list of people, %(shown)s shown %(filter)s"),
    "people.list.searched": _("was shown %(found)s people while searching"),
    "people.known.asked": _("asked whether a person is known"),
    "people.list.exported": _("exported a list of people (%(kind)s: %(filter)s)"),
    "people.cid.revealed": _("looked at the citizen ID"),
    "people.person.merged": _("joined two records into one person"),
    "people.person.unmerged": _("took a joined person apart again"),
    "people.person.registered": _("added a person"),
    "people.value.chosen": _("decided on a value (%(reason)s)"),
    "people.choice.undone": _("took back a decision on a value"),
    "people.case.decided": _("answered whether two are one person"),
    "people.case.reopened": _("took back an answer about two persons"),
    "people.consent.given": _("recorded a consent: %(purpose_allowed)s"),
    "people.consent.withdrawn": _("recorded that a consent was withdrawn"),
    "people.learning.learnt": _("learnt from %(reviews)s answers about who is one person"),
    "people.learning.forgotten": _("went back to the linking as it was delivered, without what it had learnt"),
    "people.delivery.committed": _("let a delivery of a list take effect"),
    "people.delivery.undone": _("took back a delivery of a list"),
}

SEALED = {
    ("people_person", "cid_sealed"): CID,
    ("people_sourcerecord", "cid_sealed"): CID,
    ("people_sourcerecord", "raw_sealed"): RAW,
    ("people_choice", "sealed"): CID,
    ("people_keyring", "compared_sealed"): COMPARED,
}


def join():
    areas.FIGURES.extend(FIGURES)
    areas.PANELS.extend(PANELS)
    start.PANELS.append(Panel("people/_start_panel.html", of_my_place, order=10))
    audit.VERBS |= VERBS
    audit.SUBJECTS["people.person"] = named
    resealing.COLUMNS |= SEALED
    resealing.OF_ANOTHER["people_keyring"] = "person_id"
    KINDS["people.match"] = Kind(title=_("Possible matches"), sentence=matches_wait, icon="users")
    searching.register(
        searching.Searcher(
            key="people",
            label=_("People"),
            icon="users",
            order=10,
            permission=Permission.PERSON_READ,
            find=hits,
            more=lambda text: f"{reverse('people:person_list')}?q={quote(text)}",
        )
    )
    start.add_shortcut(
        start.Shortcut(
            label=_("Add a person"),
            url_name="people:person_add",
            icon="user-plus",
            permission=Permission.PERSON_EDIT,
            order=30,
        )
    )
    register(Room(label=_("People"), url_name="people:person_list", icon="users", order=20, may=_may_read))
    register(
        Room(label=_("Possible matches"), url_name="people:match_list", icon="git-compare", order=52, may=_may_review)
    )
    register(
        Room(
            label=_("What linking has learnt"), url_name="people:learning", icon="arrows-diff", order=92, may=_may_keep
        )
    )


def _may_keep(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.LINKING_KEEP))


def _may_read(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.PERSON_READ))


def _may_review(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.PERSON_REVIEW))


def matches_wait(facts):
    return ngettext(
        "%(count)d possible match from your lists waits in %(place)s",
        "%(count)d possible matches from your lists wait in %(place)s",
        facts["count"],
    ) % {"count": facts["count"], "place": facts["place"]}


def hits(user, text, limit):
    """Persons for the search over everything."""
    found = suggest(text, user.reach(Permission.PERSON_READ), limit=limit)
    if found:
        persons = [person.pk for person in found]
        record_read("people.list.searched", by=user, at=timezone.now(), found=len(found), persons=persons)
    return [searching.Hit(_name(each), reverse("people:person", args=[each.pk]), _detail(each)) for each in found]


def _name(person):
    return person_name(person.prefix, person.given_name, person.family_name)


def _detail(person):
    age = age_text(person.birth_date, person.birth_precision) if person.birth_date else ""
    return " · ".join(part for part in (age, person.area.full_name) if part)


def named(pks):
    """id → Named, for the trail; the page behind the link asks for the right to see more."""
    persons = Person.objects.filter(pk__in=pks)
    return {person.pk: audit.Named(_name(person), reverse("people:person", args=[person.pk])) for person in persons}
