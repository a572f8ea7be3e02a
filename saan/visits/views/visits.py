"""Home visits: the list of them, one of them, one more by hand; and all the values of one person."""

from datetime import timedelta

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.areas.choosing import place_choice
from saan.areas.models import Area
from saan.areas.place_page import crumbs
from saan.audit import actions as audit
from saan.forms.permissions import Permission as Forms
from saan.people.models import Person
from saan.people.permissions import Permission as People
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.chips import Chips, Listed, address
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast
from saan.visits import actions, parts, queries
from saan.visits.forms import VisitForm
from saan.visits.models import Departure, Outcome
from saan.visits.permissions import Permission

PAGE = 25  # a page of it is a few thumbs long on a phone
DAYS = {
    "7": gettext_lazy("In the last 7 days"),
    "30": gettext_lazy("In the last 30 days"),
    "90": gettext_lazy("In the last 90 days"),
}


def _since(days):
    return Q(occurred_at__gte=timezone.now() - timedelta(days=int(days)))


def chips(user):
    alarming = Q(observations__is_current=True, observations__band__severity__in=["ALERT", "TODAY"])
    return [
        Chips("when", DAYS, _since),
        Chips("outcome", dict(Outcome.choices), lambda value: Q(outcome=value)),
        Chips("whose", {"mine": gettext_lazy("My own visits")}, lambda value: Q(visitor=user) | _in_my_pair(user)),
        Chips("look", {
            "alarming": gettext_lazy("With a value to answer"),
            "doubtful": gettext_lazy("The phone's clock was wrong"),
        }, lambda value: Q(pk__in=_visits().filter(alarming).values("pk")) if value == "alarming"
            else Q(is_clock_doubtful=True)),
    ]  # fmt: skip


def _visits():
    return queries.Visit.objects.order_by()


def _in_my_pair(user):
    return Q(pair__adult=user) | Q(pair__youth=user)


def chosen_place(request):
    """The place a list is asked for, or None for everything within reach."""
    return Area.objects.filter(code=request.GET.get("area", "")[:12]).first()


@requires(Permission.VISIT_READ)
def visit_list(request):
    """Who was visited, where, when and by whom."""
    seen = queries.seen_visits(request.user, Permission.VISIT_READ)
    if request.GET.get("outcome") != Outcome.VOID:
        seen = seen.standing()
    place = chosen_place(request)
    if place:
        seen = seen.filter(area_key__range=(place.key, place.key_end))
    listed = Listed(seen, chips(request.user), request.GET)
    page = paging.page_of(
        queries.with_findings(listed.rows).order_by("-occurred_at", "-pk"), request.GET.get("at"), size=PAGE
    )
    return render(request, "visits/visit_list.html", {
        "place": place,
        "without_place": address(request.GET, area=None),
        "choice": place_choice(request.user, Permission.VISIT_READ, request.GET),
        "listed": listed,
        "page": page,
        "total": listed.rows.order_by().count(),
        "may_export": bool(request.user.reach(Permission.VISIT_EXPORT)),
    })  # fmt: skip


@requires(Permission.VISIT_READ)
def visit(request, uuid):
    """One visit: what was found, by which forms, where, and what it led to."""
    found = get_object_or_404(queries.seen_visits(request.user, Permission.VISIT_READ), uuid=uuid)
    audit.record_read("visits.visit.read", found.person, by=request.user, at=timezone.now(), visit=found.pk)
    reach = request.user.reach(Permission.VISIT_READ)
    said = parts.of(found)
    return render(request, "visits/visit.html", {
        "visit": found,
        "person": found.person,
        "crumbs": [*crumbs(found.person.area, reach), (str(found.person), "")],
        "parts": [each for each in said if each.part.is_current],
        "past": [each for each in said if not each.part.is_current],
        "may_write": _covers(request, Permission.VISIT_RECORD, found),
        "may_decide": _covers(request, Forms.SUBMISSION_DECIDE, found),
        "may_read_forms": bool(request.user.reach(Forms.SUBMISSION_READ)),
        "departure": _departure(request, found),
        "values": queries.values_of(found),
        "photos": queries.photos_of(found, request.user),
        "needs": queries.needs_of(found),
        "alerts": found.person.alerts.filter(observation__visit=found).select_related("answered_by"),
        "place": _spot(found),
    })  # fmt: skip


def _covers(request, permission, visit):
    """Whether one may do that to a visit of one's own organisation."""
    reach = request.user.reach(permission)
    return bool(reach) and reach.covers(visit.area_key) and visit.organisation_id == reach.organisation_id


def _departure(request, visit):
    reach = request.user.reach(People.PERSON_EDIT)
    found = Departure.objects.within(reach) if reach else Departure.objects.none()
    return found.filter(visit=visit, answered_at=None).select_related("visit").first()


def _spot(visit):
    """The visit as the one dot on a map; nothing where no spot is known."""
    if visit.latitude is None:
        return []
    spot = {"name": str(visit.person), "latitude": visit.latitude, "longitude": visit.longitude}
    return [{**spot, "count": None, "people": None, "url": ""}]


def seen_person(request, pk, permission):
    """The person within the reach of this permission, or 404."""
    return get_object_or_404(Person.objects.select_related("area").visible_to(request.user, permission), pk=pk)


@requires(Permission.VISIT_RECORD)
def visit_add(request, pk):
    """A visit written down by hand: when, how it went, what to know."""
    person = seen_person(request, pk, Permission.VISIT_RECORD)
    form = VisitForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusal_on(form):
            made = actions.record_visit(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("The visit is recorded."))
            return redirect("visits:visit", uuid=made.uuid)
    return render(request, "visits/form.html", {
        "form": form, "person": person, "title": _("Record a visit"), "verb": _("Save"),
    })  # fmt: skip


@requires(Permission.VISIT_READ)
def person_values(request, pk):
    """Everything that was ever measured of one person: a chart and a table each."""
    person = seen_person(request, pk, Permission.VISIT_READ)
    audit.record_read("visits.values.read", person, by=request.user, at=timezone.now())
    reach = request.user.reach(Permission.VISIT_READ)
    return render(request, "visits/person_values.html", {
        "person": person,
        "crumbs": [*crumbs(person.area, reach), (str(person), "")],
        "trends": queries.trends_of(person, reach),
    })  # fmt: skip
