"""Tables of the visits: what was found at homes, what of it waits for a human, and whose homes they are."""

from .caseloads import Charge, ChargeQuerySet, Pair, PairQuerySet, Rhythm
from .questions import Alert, Answer, Conflict, ConflictQuerySet, Deed, Departure, Fate, Question
from .visits import SAYABLE, Observation, Outcome, Visit, VisitPart, VisitQuerySet

__all__ = [
    "SAYABLE",
    "Alert",
    "Answer",
    "Charge",
    "ChargeQuerySet",
    "Conflict",
    "ConflictQuerySet",
    "Deed",
    "Departure",
    "Fate",
    "Observation",
    "Outcome",
    "Pair",
    "PairQuerySet",
    "Question",
    "Rhythm",
    "Visit",
    "VisitPart",
    "VisitQuerySet",
]
