"""Caseloads: one's own homes, who visits whom, and how much of a place was visited in time."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.areas.choosing import place_choice
from saan.areas.place_page import areas_of, children_of, crumbs
from saan.people.models import Person
from saan.shared.access import requires
from saan.shared.chips import address
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast
from saan.visits import caseloads, coverage, due, homes
from saan.visits.forms import ChargeForm, PairForm
from saan.visits.models import Charge, Pair
from saan.visits.permissions import Permission
from saan.visits.views.visits import chosen_place


def _homes_page(request, template, persons, reach, only_in_rhythm=True, **context):
    today = timezone.localdate()
    listed = homes.homes_of(persons, reach, today, request.GET, only_in_rhythm)
    return render(request, template, {
        "listed": listed, "page": listed.page, "total": listed.total, "today": today, **context,
    })  # fmt: skip


@requires(Permission.VISIT_RECORD)
def my_homes(request):
    """The homes one is charged with, those that are due first."""
    reach = request.user.reach(Permission.VISIT_RECORD)
    mine = caseloads.homes_of(caseloads.charges_of(request.user), reach)
    return _homes_page(request, "visits/my_homes.html", mine, reach, only_in_rhythm=False)


@requires(Permission.VISIT_READ)
def due_list(request):
    """Everybody of a place who is to be visited, those that are due first."""
    reach, place = request.user.reach(Permission.VISIT_READ), chosen_place(request)
    people = due.living(reach)
    if place:
        people = people.filter(area_key__range=(place.key, place.key_end))
    return _homes_page(
        request, "visits/due_list.html", people, reach, place=place, without_place=address(request.GET, area=None),
        choice=place_choice(request.user, Permission.VISIT_READ, request.GET),
    )  # fmt: skip


@requires(Permission.VISIT_READ)
def place_coverage(request):
    """How much of a place was visited in time: by what lies below it, and by pair and visitor."""
    reach = request.user.reach(Permission.VISIT_READ)
    place = chosen_place(request) or areas_of(request.user, Permission.VISIT_READ).first()
    today = timezone.localdate()
    rows = coverage.by_place(place, list(children_of(place)), reach, today)
    return render(request, "visits/coverage.html", {
        "place": place,
        "crumbs": crumbs(place, reach),
        "total": coverage.of(place, reach, today),
        "rows": rows,
        "shapes": coverage.shapes(rows),
        "teams": coverage.by_team(place, reach, today),
    })  # fmt: skip


@requires(Permission.VISIT_ASSIGN)
def caseload_list(request):
    """Pairs and visitors with what they are charged with."""
    charges = _charges(request).filter(ended_at=None)
    pairs = Pair.objects.standing().visible_to(request.user, Permission.VISIT_ASSIGN)
    pairs = list(pairs.select_related("area", "adult", "youth").order_by("name", "pk"))
    by_pair, by_visitor = {pair.pk: [] for pair in pairs}, {}
    for charge in charges.order_by("visitor__full_name", "pk"):
        if charge.visitor_id:
            by_visitor.setdefault(charge.visitor, []).append(charge)
        else:
            by_pair.setdefault(charge.pair_id, []).append(charge)
    return render(request, "visits/caseload_list.html", {
        "pairs": [(pair, by_pair[pair.pk]) for pair in pairs],
        "visitors": list(by_visitor.items()),
    })  # fmt: skip


def _charges(request):
    about = ("visitor", "pair", "person__area", "area__parent")
    return Charge.objects.visible_to(request.user, Permission.VISIT_ASSIGN).select_related(*about)


@requires(Permission.VISIT_ASSIGN)
def pair_add(request):
    """Two who visit together."""
    form = PairForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        with refusal_on(form):
            pair = caseloads.make_pair(by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("%(name)s can be charged with homes now.") % {"name": pair.name})
            return redirect("visits:caseload_list")
    return _form_page(request, form, _("Make a pair"), _("Save"))


@requires(Permission.VISIT_ASSIGN)
@require_POST
def pair_end(request, pk):
    """They do not visit together any more."""
    pair = get_object_or_404(Pair.objects.visible_to(request.user, Permission.VISIT_ASSIGN), pk=pk)
    caseloads.end_pair(pair=pair, by=request.user, at=timezone.now())
    toast(request, _("The pair has ended."), undo=reverse("visits:pair_restore", args=[pk]))
    return redirect("visits:caseload_list")


@requires(Permission.VISIT_ASSIGN)
@require_POST
def pair_restore(request, pk):
    """They go on together."""
    pair = get_object_or_404(Pair.objects.visible_to(request.user, Permission.VISIT_ASSIGN), pk=pk)
    caseloads.restore_pair(pair=pair, by=request.user, at=timezone.now())
    toast(request, _("The pair visits together again."))
    return redirect("visits:caseload_list")


@requires(Permission.VISIT_ASSIGN)
def charge_add(request):
    """Charge a visitor or a pair with a place."""
    return _give(request, None)


@requires(Permission.VISIT_ASSIGN)
def charge_add_person(request, pk):
    """Charge a visitor or a pair with one person."""
    return _give(request, get_object_or_404(Person.objects.visible_to(request.user, Permission.VISIT_ASSIGN), pk=pk))


def _give(request, person):
    form = ChargeForm(request.POST if request.method == "POST" else None, user=request.user, person=person)
    if form.is_valid():
        with refusal_on(form):
            charge = caseloads.give(by=request.user, at=timezone.now(), **form.charge())
            toast(request, _("Saved."), undo=reverse("visits:charge_end", args=[charge.pk]))
            return redirect("people:person", pk=person.pk) if person else redirect("visits:caseload_list")
    return _form_page(request, form, _("Who visits whom"), _("Save"), person)


@requires(Permission.VISIT_ASSIGN)
@require_POST
def charge_end(request, pk):
    """Somebody else visits from now on, or nobody."""
    charge = get_object_or_404(_charges(request), pk=pk)
    caseloads.end(charge=charge, by=request.user, at=timezone.now())
    toast(request, _("Ended."), undo=reverse("visits:charge_restore", args=[pk]))
    return redirect("visits:caseload_list")


@requires(Permission.VISIT_ASSIGN)
@require_POST
def charge_restore(request, pk):
    """It goes on as before."""
    caseloads.restore(charge=get_object_or_404(_charges(request), pk=pk), by=request.user, at=timezone.now())
    toast(request, _("It stands again."))
    return redirect("visits:caseload_list")


def _form_page(request, form, title, verb, person=None):
    back = reverse("people:person", args=[person.pk]) if person else reverse("visits:caseload_list")
    context = {"form": form, "title": title, "verb": verb, "person": person, "back": back}
    return render(request, "visits/form.html", context)
