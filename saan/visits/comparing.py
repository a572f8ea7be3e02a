"""Two parts of visits side by side, row by row."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saan.shared.thai import date_long, datetime_short
from saan.visits.models import Observation
from saan.visits.queries import Value


@dataclass(frozen=True)
class Row:
    label: Any
    left: str
    right: str

    @property
    def state(self):
        if not self.left or not self.right:
            return "alone"
        return "same" if self.left == self.right else "differs"


def sides(conflict):
    """(visitor, visit) of the left and of the right."""
    return [(part.recorded_by or part.visit.visitor, part.visit) for part in (conflict.left, conflict.right)]


def rows(conflict):
    left, right = (_said(part) for part in (conflict.left, conflict.right))
    return [
        Row(label, left.get(label, ""), right.get(label, ""))
        for label in {**left, **right}
        if left.get(label) or right.get(label)
    ]


def changes(older, newer):
    """Where two versions of one writing differ."""
    before, after = (_written(part) for part in (older, newer))
    pairs = [Row(label, before[label], after[label]) for label in before]
    return [row for row in pairs if row.left != row.right]


def _written(part):
    outcome = str(part.get_outcome_display()) if part.outcome else ""
    return {_("When"): date_long(part.occurred_at), _("How it went"): outcome, _("Note"): part.note}


def _said(part):
    """What one part says: label → words."""
    said = {
        _("When"): datetime_short(part.occurred_at),
        _("Arrived"): datetime_short(part.received_at),
        _("How it went"): str(part.get_outcome_display()) if part.outcome else "",
        _("Note"): part.note,
    }
    values = Observation.objects.filter(submission=part.submission_id, measure__is_shown=True)
    values = values.select_related("measure", "band").order_by("measure__position", "pk") if part.submission_id else []
    return said | {str(each.measure): f"{Value(each).shown} {each.measure.unit}".strip() for each in values}
