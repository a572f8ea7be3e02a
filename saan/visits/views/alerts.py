"""Alerts: what waits for an answer, one at a time, the next one at once; every answer can be taken back."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saan.areas.choosing import place_choice
from saan.areas.place_page import crumbs
from saan.audit import actions as audit
from saan.forms.models import Severity
from saan.people.contacts import contacts_of
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.chips import Chips, Listed, address
from saan.shared.toasts import toast
from saan.visits import alerts, queries
from saan.visits.forms import AnswerForm
from saan.visits.models import Alert
from saan.visits.permissions import Permission
from saan.visits.views.visits import chosen_place

STATES = {"open": gettext_lazy("Waiting for an answer"), "answered": gettext_lazy("Answered")}
CHIPS = [
    Chips("state", STATES, lambda value: Q(answered_at=None) if value == "open" else ~Q(answered_at=None)),
    Chips("severity", {
        Severity.TODAY.value: Severity.TODAY.label, Severity.ALERT.value: Severity.ALERT.label,
    }, lambda value: Q(severity=value)),
    Chips("late", {"1": gettext_lazy("Past its time")}, lambda value: Q(answered_at=None, due_at__lt=timezone.now())),
]  # fmt: skip


def _seen(request, permission):
    about = ("person__area__parent", "observation__measure", "observation__band", "observation__visit", "before")
    return Alert.objects.visible_to(request.user, permission).select_related(*about, "answered_by", "organisation")


@requires(Permission.VISIT_READ)
def alert_list(request):
    """What waits for an answer, the most pressing first; and what was answered."""
    query = request.GET.copy()
    query.setdefault("state", "open")
    seen, place = _seen(request, Permission.VISIT_READ), chosen_place(request)
    if place:
        seen = seen.filter(area_key__range=(place.key, place.key_end))
    listed = Listed(seen, CHIPS, query)
    order = ("due_at", "pk") if listed.chosen.get("state") == "open" else ("-raised_at", "-pk")
    return render(request, "visits/alert_list.html", {
        "place": place,
        "without_place": address(query, area=None),
        "choice": place_choice(request.user, Permission.VISIT_READ, query),
        "listed": listed,
        "page": paging.page_of(listed.rows.order_by(*order), request.GET.get("at")),
        "total": listed.rows.order_by().count(),
        "now": timezone.now(),
    })  # fmt: skip


@requires(Permission.VISIT_READ)
def alert(request, uuid):
    """What alarms, how it was before, and what can be said to have been done."""
    found = get_object_or_404(_seen(request, Permission.VISIT_READ), uuid=uuid)
    return _page(request, found, AnswerForm())


def _page(request, found, form):
    reach = request.user.reach(Permission.VISIT_READ)
    audit.record_read("visits.values.read", found.person, by=request.user, at=timezone.now(), alert=found.pk)
    trends = queries.trends_of(found.person, reach)
    return render(request, "visits/alert.html", {
        "alert": found,
        "value": queries.Value(found.observation),
        "before": queries.Value(found.before) if found.before else None,
        "person": found.person,
        "phone": contacts_of([found.person], reach)[found.person_id].phone,
        "crumbs": [*crumbs(found.person.area, reach), (str(found.person), "")],
        "trend": next((each for each in trends if each.measure == found.observation.measure), None),
        "form": form,
        "may_answer": _may_answer(request, found),
        "now": timezone.now(),
    })  # fmt: skip


def _may_answer(request, found):
    reach = request.user.reach(Permission.ALERT_ANSWER)
    return bool(reach) and reach.covers(found.area_key)


@requires(Permission.ALERT_ANSWER)
@require_POST
def alert_answer(request, uuid):
    """Say what was done, and go on to the next one."""
    found = get_object_or_404(_seen(request, Permission.ALERT_ANSWER), uuid=uuid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    alerts.answer(alert=found, by=request.user, at=timezone.now(), **form.cleaned_data)
    toast(request, _("Answered. Thank you."), undo=reverse("visits:alert_reopen", args=[found.uuid]))
    following = _seen(request, Permission.ALERT_ANSWER).filter(answered_at=None).order_by("due_at", "pk").first()
    return redirect("visits:alert", uuid=following.uuid) if following else redirect("visits:alert_list")


@requires(Permission.ALERT_ANSWER)
@require_POST
def alert_reopen(request, uuid):
    """The answer is taken back."""
    found = get_object_or_404(_seen(request, Permission.ALERT_ANSWER), uuid=uuid)
    alerts.reopen(alert=found, by=request.user, at=timezone.now())
    toast(request, _("The answer was taken back."))
    return redirect("visits:alert", uuid=found.uuid)
