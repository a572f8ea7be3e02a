"""The model as corrected by the answers of humans: applied to what is linked next, and learnt anew from new answers."""

from dataclasses import replace

import numpy as np
from django.db import transaction
from django.utils import timezone

from linkage.calibration import Calibration as Correction
from linkage.calibration import log_odds
from linkage.model import shipped_name
from linkage.reviews import learnt
from saan.audit import actions as audit
from saan.people import beats, bulk, learning
from saan.people.linking import frames
from saan.people.models import Calibration, CaseState
from saan.shared.access import system

ASKED_ANYWAY = 10  # of so many pairs that only learning would merge, one is asked about
IN_FORCE = "SELECT model, unlikely, likely FROM people_calibration ORDER BY id DESC LIMIT 1"


def standing():
    """The Calibration in force; a new one where the program has brought another model since."""
    newest = Calibration.objects.in_force()
    if newest is None or newest.model != shipped_name():
        newest = Calibration.objects.create(model=shipped_name(), made_at=timezone.now())
    return newest


def model():
    """The model with what has been learnt."""
    return corrected(bulk.fetch(IN_FORCE))


def corrected(in_force):
    """The same, when IN_FORCE has been asked already."""
    if not in_force or in_force[0][0] != shipped_name():
        return frames.model()
    return replace(frames.model(), calibration=Correction(*in_force[0][1:]))


def with_some_asked(asked, probability, one, other):
    """The probabilities that the model `asked` gave, but of the pairs that it would merge only for what it has learnt,
    some below: their answers tell whether that still holds. `one`, `other`: the records, so that it is always the same
    pairs."""
    shipped = asked.calibration.uncorrected(log_odds(probability))
    learnt_only = (probability >= asked.merge_at) & (shipped < log_odds(asked.merge_at))
    below = np.minimum(probability, asked.merge_at - 1e-4)
    return np.where(learnt_only & ((one + other) % ASKED_ANYWAY == 0), below, probability)


@transaction.atomic
def learn(*, at):
    """Learn from all answers that count; the Calibration made of them, or None while there are too few."""
    with system():
        beats.alone()
        newest = standing()
        if not learning.is_due():
            return None
        odds, same = _answers(newest)
        if len(odds) < learning.FEWEST:
            return None
        found = learnt(odds, same)
        made = Calibration.objects.create(
            model=newest.model,
            unlikely=found.calibration.unlikely,
            likely=found.calibration.likely,
            reviews=len(odds),
            same=int(same.sum()),
            wrong=found.wrong,
            made_at=at,
        )
        beats.tick()
        audit.record("people.learning.learnt", made, by="system", at=at, reviews=made.reviews)
        return made


def _answers(newest):
    """What the shipped model said of each pair that was answered (log-odds), and whether it is one person.

    Pairs that were not asked for their probability (surely one person, but for two different IDs) are no sample of
    those that are as probable.
    """
    rows = list(
        learning.answered(newest)
        .filter(probability__lt=frames.model().merge_at)
        .values_list("probability", "state", "delivery__calibration__unlikely", "delivery__calibration__likely")
    )
    said = [float(Correction(*by).uncorrected(log_odds(probability))) for probability, _state, *by in rows]
    return np.array(said), np.array([state == CaseState.SAME for _probability, state, *_by in rows], bool)
