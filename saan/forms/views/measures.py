"""What is measured, and what its values mean: cut-offs on show, kept by the platform's own."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.forms import cutoffs
from saan.forms.forms import BandForms, CutoffForm
from saan.forms.models import Measure
from saan.forms.permissions import Permission
from saan.shared.access import requires
from saan.shared.forms import refusal_on
from saan.shared.toasts import toast


@requires(Permission.FORM_READ)
def measure_list(request):
    bands = cutoffs.in_force(timezone.localdate())
    measures = list(Measure.objects.filter(is_shown=True))
    return render(request, "forms/measure_list.html", {
        "with_bands": [(one, bands[one.pk]) for one in measures if one.pk in bands],
        "without": [one for one in measures if one.pk not in bands],
    })  # fmt: skip


@requires(Permission.FORM_READ)
def measure(request, code):
    found = get_object_or_404(Measure, code=code)
    return render(request, "forms/measure.html", {
        "measure": found, "sets": cutoffs.sets_of(found), "today": timezone.localdate(),
        "parts": Measure.objects.filter(code__in=_parts(found.formula)),
        "may_edit": Permission.MEASURE_EDIT in request.user.permissions(),
    })  # fmt: skip


def _parts(formula):
    """Codes of the measures that a formula is made of, however deep they stand in it."""
    if isinstance(formula, str):
        return {formula}
    inside = formula.values() if isinstance(formula, dict) else formula if isinstance(formula, list) else ()
    return {code for each in inside for code in _parts(each)}


@requires(Permission.MEASURE_EDIT)
def cutoffs_change(request, code):
    """A new set from a day on; the history stays."""
    found = get_object_or_404(Measure, code=code)
    now_in_force = cutoffs.in_force(timezone.localdate())[found.pk]
    form = CutoffForm(request.POST or None)
    bands = BandForms(request.POST or None, initial=[_initial(band) for band in now_in_force])
    if form.is_valid() and bands.is_valid():
        with refusal_on(form):
            cutoffs.change(measure=found, bands=bands.kept(), by=request.user, at=now(), **form.cleaned_data)
            toast(request, _("From that day the new cut-offs hold. The older ones stay in the history."))
            return redirect("forms:measure", found.code)
    return render(request, "forms/cutoffs.html", {"measure": found, "form": form, "bands": bands})


def _initial(band):
    return {name: getattr(band, name) for name in ("code", "label_th", "label_en", "low", "high", "severity")}
