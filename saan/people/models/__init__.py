"""Tables of the registry, in its three layers: what was sent, what was decided, and what follows."""

from .decisions import CaseState, Change, Choice, Consent, Finding, MatchCase, Merge, Proposal, Verdict
from .learning import Calibration
from .persons import Household, KeyEdition, KeyRing, MatchKey, Person, PersonQuerySet, Precision, Sex, VitalStatus
from .records import Delivery, LinkedHow, PersonGroup, SourceList, SourceRecord, SourceRecordQuerySet, Standing

__all__ = [
    "Calibration",
    "CaseState",
    "Change",
    "Choice",
    "Consent",
    "Delivery",
    "Finding",
    "Household",
    "KeyEdition",
    "KeyRing",
    "LinkedHow",
    "MatchCase",
    "MatchKey",
    "Merge",
    "Person",
    "PersonGroup",
    "PersonQuerySet",
    "Precision",
    "Proposal",
    "Sex",
    "SourceList",
    "SourceRecord",
    "SourceRecordQuerySet",
    "Standing",
    "Verdict",
    "VitalStatus",
]
