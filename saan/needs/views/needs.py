"""Needs: who lacks what and where; one of them; one more by hand; and how it ended."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saan.areas.choosing import place_choice
from saan.areas.models import Area
from saan.areas.place_page import crumbs
from saan.audit import actions as audit
from saan.needs import actions
from saan.needs.forms import NeedForm
from saan.needs.models import Need, NeedState, Urgency, Whose
from saan.needs.permissions import Permission
from saan.partners.models import NeedKind
from saan.people.models import Person
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.chips import Chips, Listed, address
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast

PAGE = 25  # a page of it is a few thumbs long on a phone
STATES = {
    "OPEN": gettext_lazy("Open"),
    "MET": gettext_lazy("Has been met"),
    "WITHDRAWN": gettext_lazy("No longer needed"),
}


def chips():
    kinds = {kind.code: kind.name for kind in NeedKind.objects.all()}
    return [
        Chips("state", STATES, lambda value: Q(state=value)),
        Chips("urgency", dict(reversed(Urgency.choices)), lambda value: Q(urgency=value)),
        Chips("kind", kinds, lambda value: Q(kind__code=value)),
        Chips("whose", dict(Whose.choices), lambda value: Q(whose=value)),
    ]


def _seen(request, permission):
    about = ("person__area__parent", "kind", "organisation", "recorded_by", "ended_by")
    return Need.objects.visible_to(request.user, permission).select_related(*about)


@requires(Permission.NEED_READ)
def need_list(request):
    """Who lacks what, by kind and place; the newest first."""
    query = request.GET.copy()
    query.setdefault("state", "OPEN")
    seen, place = _seen(request, Permission.NEED_READ), _place(request)
    if place:
        seen = seen.filter(area_key__range=(place.key, place.key_end))
    listed = Listed(seen, chips(), query)
    return render(request, "needs/need_list.html", {
        "place": place,
        "without_place": address(query, area=None),
        "choice": place_choice(request.user, Permission.NEED_READ, query),
        "listed": listed,
        "page": paging.page_of(listed.rows.order_by("-recorded_at", "-pk"), request.GET.get("at"), size=PAGE),
        "total": listed.rows.order_by().count(),
    })  # fmt: skip


def _place(request):
    return Area.objects.filter(code=request.GET.get("area", "")[:12]).first()


@requires(Permission.NEED_READ)
def need(request, uuid):
    """One need: whose, how urgent, since when, and every time it was said."""
    found = get_object_or_404(_seen(request, Permission.NEED_READ), uuid=uuid)
    audit.record_read("needs.need.read", found.person, by=request.user, at=timezone.now(), kind=found.kind.code)
    reach = request.user.reach(Permission.NEED_READ)
    return render(request, "needs/need.html", {
        "need": found,
        "person": found.person,
        "crumbs": [*crumbs(found.person.area, reach), (str(found.person), "")],
        "mentions": found.mentions.select_related("said_by", "submission__part__visit").order_by("-said_at", "-pk"),
        "may_end": _may_record(request, found),
    })  # fmt: skip


def _may_record(request, found):
    reach = request.user.reach(Permission.NEED_RECORD)
    return bool(reach) and reach.covers(found.area_key)


@requires(Permission.NEED_RECORD)
def need_add(request, pk):
    """A need written down by hand."""
    persons = Person.objects.select_related("area").visible_to(request.user, Permission.NEED_RECORD)
    person = get_object_or_404(persons, pk=pk)
    form = NeedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_on(form):
            made = actions.record(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("Recorded: %(kind)s") % {"kind": made.kind})
            return redirect("people:person", pk=person.pk)
    return render(request, "needs/form.html", {
        "form": form, "person": person, "title": _("Record a need"), "verb": _("Save"),
    })  # fmt: skip


@requires(Permission.NEED_RECORD)
@require_POST
def need_end(request, uuid):
    """It is met, or no longer there."""
    found = get_object_or_404(_seen(request, Permission.NEED_RECORD), uuid=uuid)
    state, note = request.POST.get("state", ""), request.POST.get("note", "").strip()[:500]
    actions.end(need=found, state=state, note=note, by=request.user, at=timezone.now())
    said = _("Good: it is met.") if state == NeedState.MET else _("Closed: no longer needed.")
    toast(request, said, undo=reverse("needs:need_reopen", args=[found.uuid]))
    return redirect("needs:need", uuid=found.uuid)


@requires(Permission.NEED_RECORD)
@require_POST
def need_reopen(request, uuid):
    """It is still there."""
    found = get_object_or_404(_seen(request, Permission.NEED_RECORD), uuid=uuid)
    actions.reopen(need=found, by=request.user, at=timezone.now())
    toast(request, _("The need is open again."))
    return redirect("needs:need", uuid=found.uuid)
