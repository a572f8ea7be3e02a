"""Care plans: what is to be done for somebody, by whom, by when."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.areas.place_page import crumbs
from saan.audit import actions as audit
from saan.needs import planning
from saan.needs.forms import ActivityForm, PlanForm
from saan.needs.models import CareActivity, CarePlan
from saan.needs.permissions import Permission
from saan.people.models import Person
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast


def _plans(request, permission):
    found = CarePlan.objects.visible_to(request.user, permission)
    return found.select_related("person__area", "organisation", "made_by", "closed_by")


def _own(request, plan):
    """Only the organisation that made a plan changes it."""
    if plan.organisation_id != request.user.acting_organisation_id:
        raise Refused(_("Another organisation made this plan; you may read it."), status=403)
    return plan


def _activity(request, uuid):
    plans = _plans(request, Permission.PLAN_EDIT)
    activity = get_object_or_404(CareActivity.objects.select_related("plan").filter(plan__in=plans), uuid=uuid)
    _own(request, activity.plan)
    return activity


@requires(Permission.NEED_READ)
def plan(request, pk):
    """One plan: what is to be done, what was done."""
    found = get_object_or_404(_plans(request, Permission.NEED_READ), pk=pk)
    audit.record_read("needs.plan.read", found.person, by=request.user, at=timezone.now(), plan=found.pk)
    activities = found.activities.select_related("responsible", "done_by", "need__kind", "cancelled_by")
    activities = list(activities.order_by("due_on", "pk"))
    return render(request, "needs/plan.html", {
        "plan": found,
        "person": found.person,
        "crumbs": [*crumbs(found.person.area, request.user.reach(Permission.NEED_READ)), (str(found.person), "")],
        "waiting": [each for each in activities if not each.done_at and not each.cancelled_at],
        "over": [each for each in reversed(activities) if each.done_at or each.cancelled_at],
        "may_edit": _may_edit(request, found),
        "today": timezone.localdate(),
    })  # fmt: skip


def _may_edit(request, found):
    reach = request.user.reach(Permission.PLAN_EDIT)
    ours = found.organisation_id == request.user.acting_organisation_id
    return ours and bool(reach) and reach.covers(found.area_key)


@requires(Permission.PLAN_EDIT)
def plan_add(request, pk):
    """A new plan for this person."""
    persons = Person.objects.select_related("area").visible_to(request.user, Permission.PLAN_EDIT)
    person = get_object_or_404(persons, pk=pk)
    initial = {"starts_on": timezone.localdate()}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusal_on(form):
            made = planning.make_plan(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("The plan is made. Now add what is to be done."))
            return redirect("needs:plan", pk=made.pk)
    return _form_page(request, form, person, _("Make a care plan"))


@requires(Permission.PLAN_EDIT)
def activity_add(request, pk):
    """One more thing to do."""
    found = _own(request, get_object_or_404(_plans(request, Permission.PLAN_EDIT), pk=pk))
    form = ActivityForm(request.POST if request.method == "POST" else None, user=request.user, plan=found)
    if form.is_valid():
        with refusal_on(form):
            planning.add_activity(plan=found, by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("It is in the plan."))
            return redirect("needs:plan", pk=pk)
    return _form_page(request, form, found.person, _("Add something to do"))


def _form_page(request, form, person, title):
    context = {"form": form, "person": person, "title": title, "verb": _("Save")}
    return render(request, "needs/form.html", context)


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_close(request, pk):
    """Nothing of it is to be done any more."""
    found = _own(request, get_object_or_404(_plans(request, Permission.PLAN_EDIT), pk=pk))
    planning.close_plan(plan=found, by=request.user, at=timezone.now())
    toast(request, _("The plan is closed."), undo=reverse("needs:plan_reopen", args=[pk]))
    return redirect("needs:plan", pk=pk)


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_reopen(request, pk):
    """It goes on."""
    found = _own(request, get_object_or_404(_plans(request, Permission.PLAN_EDIT), pk=pk))
    planning.reopen_plan(plan=found, by=request.user, at=timezone.now())
    toast(request, _("The plan goes on."))
    return redirect("needs:plan", pk=pk)


@requires(Permission.PLAN_EDIT)
@require_POST
def activity_done(request, uuid):
    """It is done."""
    activity = _activity(request, uuid)
    note = request.POST.get("note", "").strip()[:500]
    planning.do(activity=activity, note=note, by=request.user, at=timezone.now())
    toast(request, _("Done: %(what)s") % {"what": activity.what}, undo=_undo_url(activity))
    return redirect("needs:plan", pk=activity.plan_id)


@requires(Permission.PLAN_EDIT)
@require_POST
def activity_cancel(request, uuid):
    """It will not be done."""
    activity = _activity(request, uuid)
    planning.cancel(activity=activity, by=request.user, at=timezone.now())
    toast(request, _("Taken off: %(what)s") % {"what": activity.what}, undo=_undo_url(activity))
    return redirect("needs:plan", pk=activity.plan_id)


@requires(Permission.PLAN_EDIT)
@require_POST
def activity_undo(request, uuid):
    """It is still to be done."""
    activity = _activity(request, uuid)
    planning.undo(activity=activity, by=request.user, at=timezone.now())
    toast(request, _("It is to be done again."))
    return redirect("needs:plan", pk=activity.plan_id)


def _undo_url(activity):
    return reverse("needs:activity_undo", args=[activity.uuid])
