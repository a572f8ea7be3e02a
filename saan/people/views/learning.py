"""What the linking has learnt from the answers in the review queue, and the way back."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saan.people import learning as learnt
from saan.people import linking
from saan.people.models import Calibration, CaseState
from saan.people.permissions import Permission
from saan.shared.access import requires, system
from saan.shared.toasts import toast

SHOWN = 20


@requires(Permission.LINKING_KEEP)
def learning(request):
    """How many answers there are, what has changed for them, and what held before."""
    made = list(Calibration.objects.order_by("-pk").select_related("reset_by")[:SHOWN])
    newest = made[0] if made else None
    with system():  # counts of the whole house: whoever keeps the linking may see no person
        states = list(learnt.answered(newest).values_list("state", flat=True)) if newest else []
    context = {
        "title": _("What linking has learnt"),
        "rows": [(each, *thresholds(each)) for each in made],
        "newest": newest,
        "now": thresholds(newest) if newest else None,
        "shipped": thresholds(Calibration()),
        "same": states.count(CaseState.SAME),
        "different": states.count(CaseState.DIFFERENT),
        "fewest": learnt.FEWEST,
    }
    return render(request, "people/learning.html", context)


@requires(Permission.LINKING_KEEP)
@require_POST
def learning_forget(request):
    """Back to the linking as it was delivered."""
    learnt.forget(by=request.user, at=timezone.now())
    toast(request, _("Lists are linked as at the beginning again. New answers count from now on."))
    return redirect("people:learning")


def thresholds(calibration):
    """From how many in a thousand, as the shipped model counts them, two rows are joined without asking, and asked
    about."""
    from linkage.calibration import Calibration as Correction
    from linkage.calibration import chance, log_odds

    model, correction = linking.model(), Correction(calibration.unlikely, calibration.likely)
    return [round(1000 * float(chance(correction.uncorrected(log_odds(at))))) for at in (model.merge_at, model.ask_at)]
