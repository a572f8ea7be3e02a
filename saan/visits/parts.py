"""What was said of one visit, as it came: form by form, and what somebody wrote by hand, version by version."""

from dataclasses import dataclass, field

from saan.visits import comparing
from saan.visits.queries import Value


@dataclass
class Part:
    """One form of a visit with its values, or what somebody wrote by hand with what they wrote before."""

    part: object
    values: list[Value]
    changed: list = field(default_factory=list)
    counts: object = None

    @property
    def is_by_hand(self):
        return self.part.submission_id is None


def of(visit):
    """What was said of a visit as it came, newest last; what was corrected or withdrawn too."""
    about = ("submission__version__form", "recorded_by", "withdrawn_by", "chosen_by")
    parts = visit.parts.select_related(*about).order_by("received_at", "pk")
    values = {}
    observations = visit.observations.select_related("measure", "band")
    for each in observations.order_by("measure__position", "measure__code", "pk"):
        values.setdefault(each.submission_id, []).append(Value(each))
    found = [Part(part, values.get(part.submission_id, []) if part.submission_id else []) for part in parts]
    _compare_versions(found)
    return found


def _compare_versions(found):
    """Each version of a writing that does not count gets what it says otherwise than the one that does."""
    roots = {}
    for one in found:  # the older come first
        roots[one.part.pk] = roots.get(one.part.replaces_id, one.part.pk)
    heads = {roots[one.part.pk]: one.part for one in found if one.part.is_current}
    for one in found:
        one.counts = heads.get(roots[one.part.pk])
        if one.is_by_hand and one.counts and one.counts != one.part:
            one.changed = comparing.changes(one.part, one.counts)
