"""What the person's page says of visits: alerts, values with their trends, the visits; and steps of the thread."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.people.permissions import Permission as People
from saan.people.queries import Step
from saan.shared.panels import Panel
from saan.visits import due, queries
from saan.visits.models import Alert, Charge, Departure, Visit
from saan.visits.permissions import Permission

CHARTS = 3
VISITS = 5


def alerts_of(request, person):
    """What waits for an answer."""
    reach = request.user.reach(Permission.VISIT_READ)
    if not reach:
        return None
    found = Alert.objects.within(reach).filter(person=person, answered_at=None)
    found = list(found.select_related("observation__measure", "observation__band", "before").order_by("due_at", "pk"))
    return {"alerts": found} if found else None


def departure_of(request, person):
    """What visitors say and the registry does not yet."""
    reach = request.user.reach(People.PERSON_EDIT)
    found = (
        Departure.objects.within(reach).filter(person=person, answered_at=None) if reach else Departure.objects.none()
    )
    departure = found.select_related("visit").order_by("-raised_at").first()
    return {"departure": departure} if departure else None


def values_of(request, person):
    """The newest value of every measure, and what became of the first few."""
    reach = request.user.reach(Permission.VISIT_READ)
    trends = queries.trends_of(person, reach) if reach else []
    if not trends:
        return None
    followed = [trend for trend in trends if trend.is_followed]
    return {"trends": trends, "charts": followed[:CHARTS], "more": len(followed) - CHARTS, "person": person}


def visits_of(request, person):
    """The last visits, and the way to record one."""
    reach = request.user.reach(Permission.VISIT_READ)
    if not reach:
        return None
    seen = Visit.objects.within(reach).standing().filter(person=person)
    visits = list(seen.select_related("visitor", "organisation").order_by("-occurred_at", "-pk")[:VISITS])
    charges = _charges_of(person, reach)
    record, assign = (request.user.reach(each) for each in (Permission.VISIT_RECORD, Permission.VISIT_ASSIGN))
    return {
        "person": person,
        "visits": visits,
        "total": seen.count() if len(visits) == VISITS else len(visits),
        "may_record": bool(record) and record.covers(person.area_key),
        "home": due.home_of(person, charges, reach, timezone.localdate()),
        "charges": [charge for charge in charges if charge.pair is None or charge.pair.ended_at is None],
        "may_assign": bool(assign) and assign.covers(person.area_key),
        "today": timezone.localdate(),
    }


def _charges_of(person, reach):
    """The charges that hold for this home, by name or because it lies in their place."""
    theirs = Q(person=person) | Q(area__key__lte=person.area_key, area__key_end__gte=person.area_key)
    standing = Charge.objects.standing().filter(theirs, organisation_id=reach.organisation_id)
    return list(standing.select_related("visitor", "pair").order_by("pk"))


def steps(person_ids, reach):
    """Visits for the thread of what happened."""
    seen = Visit.objects.standing().filter(person__in=person_ids, organisation_id__in=reach.sources("HEALTH"))
    for visit in seen.select_related("visitor", "organisation").order_by("-occurred_at")[:100]:
        yield Step(
            visit.occurred_at,
            "visits.visit",
            str(visit.visitor or ""),
            str(visit.organisation),
            {},
            text=_("was visited at home: %(outcome)s") % {"outcome": visit.get_outcome_display()},
            icon="home-heart",
            url=reverse("visits:visit", args=[visit.uuid]),
        )


PANELS = [
    Panel("visits/_person_departure.html", departure_of, order=4),
    Panel("visits/_person_alerts.html", alerts_of, order=5),
    Panel("visits/_person_values.html", values_of, order=10),
    Panel("visits/_person_visits.html", visits_of, order=30, aside=True),
]
