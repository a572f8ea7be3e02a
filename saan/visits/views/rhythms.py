"""How often who is to be visited: as one's own organisation has it, group by group."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.people.filters import GROUP_WORDS
from saan.shared.access import requires
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast
from saan.visits import rhythms
from saan.visits.forms import RhythmForm
from saan.visits.models import Rhythm
from saan.visits.permissions import Permission


@requires(Permission.VISIT_READ)
def rhythm_list(request):
    """Every group with its rhythm, the most frequent first, and the groups that have none."""
    found = rhythms.standing(request.user.acting_organisation_id)
    rows = sorted((each for each in found.values() if each.every_days), key=lambda each: (each.every_days, each.group))
    known = {each.group for each in rows}
    return render(request, "visits/rhythm_list.html", {
        "rows": [(each, GROUP_WORDS[each.group]) for each in rows],
        "ended": [(each, GROUP_WORDS[each.group]) for each in found.values() if not each.every_days],
        "without": [(group, words) for group, words in GROUP_WORDS.items() if group not in known],
        "may_set": bool(request.user.reach(Permission.VISIT_ASSIGN)),
        "organisation": request.user.acting_organisation,
    })  # fmt: skip


@requires(Permission.VISIT_ASSIGN)
def rhythm_set(request):
    """Add a rhythm, or change one (?group=)."""
    group = request.GET.get("group", "")
    known = rhythms.days_of(request.user.acting_organisation_id)
    initial = {"group": group, "every_days": known.get(group)}
    form = RhythmForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusal_on(form):
            before = rhythms.set_days(by=request.user, at=timezone.now(), **form.cleaned_data)
            toast(request, _("Saved. The homes to visit follow it at once."), undo=_undo(before))
            return redirect("visits:rhythm_list")
    return render(request, "visits/form.html", {
        "form": form, "title": _("How often to visit"), "verb": _("Save"), "back": reverse("visits:rhythm_list"),
        "sentence": request.user.acting_organisation,
    })  # fmt: skip


@requires(Permission.VISIT_ASSIGN)
@require_POST
def rhythm_end(request):
    """The group in `group` is visited in no rhythm any more."""
    before = rhythms.end(group=request.POST.get("group", ""), by=request.user, at=timezone.now())
    toast(request, _("Ended. Whoever is in no other group is not asked for any more."), undo=_undo(before))
    return redirect("visits:rhythm_list")


@requires(Permission.VISIT_ASSIGN)
@require_POST
def rhythm_restore(request, pk):
    """An earlier rhythm of one's own organisation, or Saan's proposal, holds again."""
    ours = Rhythm.objects.filter(Q(organisation=None) | Q(organisation=request.user.acting_organisation_id))
    rhythms.restore(rhythm=get_object_or_404(ours, pk=pk), by=request.user, at=timezone.now())
    toast(request, _("It is as it was before."))
    return redirect("visits:rhythm_list")


def _undo(before):
    return reverse("visits:rhythm_restore", args=[before.pk]) if before else ""
