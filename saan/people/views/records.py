"""Read one person, or one household: facts with their sources, and the thread of what happened."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saan.areas import place_page
from saan.audit import actions as audit
from saan.partners.models import DataGroup
from saan.people import hooks, identity, queries
from saan.people.contacts import contacts_of
from saan.people.facts import facts_of, of_groups
from saan.people.models import CaseState, Household, MatchCase, Merge, Person
from saan.people.permissions import Permission
from saan.people.showing import full_path
from saan.people.thread import steps_of
from saan.shared import thai
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.panels import panels_for

ABOUT = (DataGroup.REGISTRY, DataGroup.IDENTIFIER, DataGroup.CONTACT)
CARE = (DataGroup.DISABILITY, DataGroup.HEALTH, DataGroup.WELFARE)
PURPOSES = [
    gettext_lazy("To compare with the citizen card"),
    gettext_lazy("To apply for a right or benefit"),
    gettext_lazy("To write an official paper"),
]
# Said together with other fields, or of no use to a reader.
NOT_ALONE = {"prefix", "subdistrict", "district", "province", "area_code", "latitude", "longitude", "groups"}


def seen_person(request, pk, permission=Permission.PERSON_READ):
    """The person within the reader's reach, or 404."""
    persons = Person.objects.select_related("area__parent__parent", "household")
    return get_object_or_404(persons.visible_to(request.user, permission), pk=pk)


def back_to_person(pk):
    """To their page; to the list where nothing speaks for them any more, so that they went."""
    is_here = Person.objects.filter(pk=pk).exists()
    return redirect("people:person", pk=pk) if is_here else redirect("people:person_list")


@requires(Permission.PERSON_READ)
def person(request, pk):
    """Everything the reader may see of one person."""
    found = seen_person(request, pk)
    if found.merged_into_id:
        return redirect("people:person", pk=found.merged_into_id)
    reach = request.user.reach(Permission.PERSON_READ)
    audit.record_read("people.person.read", found, by=request.user, at=timezone.now())
    view = queries.person_view(found, reach)
    [facts] = facts_of([view])
    context = {
        "title": thai.person_name(found.prefix, found.given_name, found.family_name),
        "initials": thai.initials(found.given_name, found.family_name),
        "person": found,
        "view": view,
        "crumbs": _crumbs(found.area, reach, str(found)),
        "facts": facts,
        "about": [one for one in of_groups(facts, *ABOUT) if one.field.name not in NOT_ALONE],
        "care": [one for one in of_groups(facts, *CARE) if one.field.name not in NOT_ALONE],
        "disputes": [one for one in facts.values() if one.is_disputed],
        "place": full_path(found.area),
        "thread": steps_of(queries.thread(found, reach)),
        "panels": panels_for(request, found, hooks.PANELS),
        "merges": Merge.objects.filter(survivor=found, undone_at=None).select_related("absorbed", "merged_by"),
        "members": _house_mates(request, found),
        "cases": _waiting_cases(request, found),
        "consents": queries.consents(found, reach),
        "may_edit": reach_covers(request, Permission.PERSON_EDIT, found),
        "may_review": reach_covers(request, Permission.PERSON_REVIEW, found),
        "may_reveal": reach_covers(request, Permission.PERSON_REVEAL, found),
        "may_consent": reach_covers(request, Permission.CONSENT_RECORD, found),
        "purposes": PURPOSES,
        "today": timezone.localdate(),
    }
    return render(request, "people/person.html", context)


def reach_covers(request, permission, found):
    reach = request.user.reach(permission)
    return bool(reach) and reach.covers(found.area_key)


def _crumbs(area, reach, name):
    return [*place_page.crumbs(area, reach), (name, "")]


def _house_mates(request, found):
    """The others of the house whom the reader may see."""
    home = _members(request, found.household_id) if found.household_id else []
    return [member for member in home if member != found] if found in home else []


def _members(request, household_id):
    """Those of a house of whom the reader may see that they live there."""
    seen = Person.objects.listed().visible_to(request.user, Permission.PERSON_READ).filter(household_id=household_id)
    seen = list(seen.select_related("area").order_by("birth_date", "pk"))
    contacts = contacts_of(seen, request.user.reach(Permission.PERSON_READ))
    return [member for member in seen if contacts[member.pk].is_home_of(member)]


def _waiting_cases(request, found):
    if not reach_covers(request, Permission.PERSON_REVIEW, found):
        return []
    cases = MatchCase.objects.filter(state__in=[CaseState.OPEN, CaseState.LATER]).select_related("left", "right")
    about = cases.filter(Q(left=found) | Q(right=found)).order_by("-probability", "pk")
    return [(case, case.right if case.left_id == found.pk else case.left) for case in about]


@requires(Permission.PERSON_REVEAL)
@require_POST
def person_reveal(request, pk):
    """The whole citizen ID, once, and written down that it was asked for."""
    found = seen_person(request, pk, Permission.PERSON_REVEAL)
    view = queries.person_view(found, request.user.reach(Permission.PERSON_REVEAL))
    if view["cid"] is None:
        raise Refused(_("There is no citizen ID here that your organisation may see."))
    purpose = request.POST.get("purpose", "")[:300]
    return HttpResponse(identity.reveal(found, view["cid"].sealed, by=request.user, at=timezone.now(), purpose=purpose))


@requires(Permission.PERSON_READ)
def household(request, pk):
    """Who lives in one house, as far as the reader may see them."""
    reach = request.user.reach(Permission.PERSON_READ)
    found = get_object_or_404(Household.objects.select_related("area").filter(reach.area_q()), pk=pk)
    members = _members(request, found.pk)
    if not members:
        raise Http404
    for member in members:
        audit.record_read("people.household.read", member, by=request.user, at=timezone.now())
    context = {
        "title": _("House %(number)s") % {"number": found.house_no},
        "household": found,
        "members": members,
        "place": full_path(found.area),
        "crumbs": _crumbs(found.area, reach, found.house_no),
    }
    return render(request, "people/household.html", context)
