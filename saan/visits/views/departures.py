"""Who has died or moved away, as visitors say: shown to whoever keeps the registry, with the way to record it."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.areas.place_page import crumbs
from saan.audit import actions as audit
from saan.people.contacts import contacts_of
from saan.people.permissions import Permission as People
from saan.shared.access import requires
from saan.shared.thai import date_long
from saan.shared.toasts import toast
from saan.visits import departures
from saan.visits.models import Departure


def _seen(request):
    about = ("person__area__parent", "visit__visitor", "organisation", "answered_by")
    return Departure.objects.visible_to(request.user, People.PERSON_EDIT).select_related(*about)


@requires(People.PERSON_EDIT)
def departure(request, pk):
    """What the visitors said, and one button to where it is recorded."""
    found = get_object_or_404(_seen(request), pk=pk)
    audit.record_read("visits.visit.read", found.person, by=request.user, at=timezone.now(), departure=found.pk)
    reach = request.user.reach(People.PERSON_EDIT)
    return render(request, "visits/departure.html", {
        "departure": found,
        "person": found.person,
        "phone": contacts_of([found.person], reach)[found.person_id].phone,
        "visit": found.visit,
        "crumbs": [*crumbs(found.person.area, reach), (str(found.person), "")],
        "record_url": record_url(found),
    })  # fmt: skip


def record_url(departure):
    """The form that records it, with the day and the source already there."""
    visit = departure.visit
    on = timezone.localdate(visit.occurred_at)
    facts = {"day": date_long(on), "visitor": str(visit.visitor or visit.organisation)}
    if departure.outcome == "MOVED":
        said = {"reason": _("Told at the home visit on %(day)s, by %(visitor)s") % facts}
        return f"{reverse('people:person_move', args=[departure.person_id])}?{urlencode(said)}"
    said = {"died_on": on.isoformat(), "reason": _("Told at the home visit on %(day)s, by %(visitor)s") % facts}
    return f"{reverse('people:person_death', args=[departure.person_id])}?{urlencode(said)}"


@requires(People.PERSON_EDIT)
@require_POST
def departure_deny(request, pk):
    """Somebody asked: it is not so."""
    found = get_object_or_404(_seen(request), pk=pk)
    departures.deny(departure=found, by=request.user, at=timezone.now())
    toast(request, _("Noted: it is not so."), undo=reverse("visits:departure_reopen", args=[pk]))
    return redirect("people:person", pk=found.person_id)


@requires(People.PERSON_EDIT)
@require_POST
def departure_reopen(request, pk):
    """The answer is taken back."""
    found = get_object_or_404(_seen(request), pk=pk)
    departures.reopen(departure=found, by=request.user, at=timezone.now())
    toast(request, _("The answer was taken back."))
    return redirect("visits:departure", pk=pk)
