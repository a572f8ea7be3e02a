"""What the linking has learnt from the answers of humans: when there is more to learn, and how to forget it.

How it learns is in linking.calibrating. One calibration holds for the whole house, as a queue of one office would hold
too few answers.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people import beats
from saan.people.models import Calibration, CaseState, MatchCase
from saan.shared.access import system
from saan.shared.errors import Refused

FEWEST = 100  # answers before anything is learnt
FRESH = 50  # answers that are worth learning anew


def answered(calibration):
    """The questions answered about what the model that this calibrates said, since somebody last went back to it."""
    reset = Calibration.objects.filter(reset_by__isnull=False).order_by("-pk").first()
    found = MatchCase.objects.filter(
        state__in=(CaseState.SAME, CaseState.DIFFERENT), delivery__calibration__model=calibration.model
    )
    return found.filter(decided_at__gt=reset.made_at) if reset else found


def is_due():
    with system():
        newest = Calibration.objects.in_force()
        if newest is None:
            return False
        found = answered(newest)
        return found.filter(decided_at__gt=newest.made_at).count() >= FRESH and found.count() >= FEWEST


@transaction.atomic
def forget(*, by, at):
    """Go back to the model as it was shipped. Answers given so far do not count any more, later ones do."""
    with system():
        beats.alone()
        newest = Calibration.objects.in_force()
        if newest is None or newest.is_as_shipped:
            raise Refused(_("Nothing has been learnt, so there is nothing to forget."))
        made = Calibration.objects.create(model=newest.model, made_at=at, reset_by=by)
        beats.tick()
        audit.record("people.learning.forgotten", made, by=by, at=at)
