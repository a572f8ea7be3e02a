"""Cut-offs on show: a set of bands holds from a day until the next set of the same measure takes its place."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from saan.audit.actions import record
from saan.forms.models import Band, Measure
from saan.shared.errors import Refused

ASCENDING = (F("low").asc(nulls_first=True), "pk")


def in_force(on):
    """{measure: its bands on that day}"""
    found = defaultdict(list)
    for band in Band.objects.filter(valid_from__lte=on).exclude(valid_to__lt=on).order_by(*ASCENDING):
        found[band.measure_id].append(band)
    return found


def sets_of(measure):
    """[(valid_from, valid_to, bands)], newest first."""
    sets = defaultdict(list)
    for band in measure.bands.order_by(*ASCENDING):
        sets[band.valid_from].append(band)
    return [(day, bands[0].valid_to, bands) for day, bands in sorted(sets.items(), reverse=True)]


@transaction.atomic
def change(*, measure, bands, valid_from, source, by, at):
    """A new set of bands from a day on; the set before it holds until the day before.

    `bands`: [{code, label_th, label_en, low, high, severity}]. What was judged by the older set stays as it was judged.
    """
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    newest = measure.bands.order_by("-valid_from").values_list("valid_from", flat=True).first()
    if newest and valid_from <= newest:
        raise Refused(_("A newer set of cut-offs is there already. Choose a later day."))
    _check(bands)
    measure.bands.filter(valid_to=None).update(valid_to=valid_from - timedelta(days=1))
    Band.objects.bulk_create([Band(measure=measure, valid_from=valid_from, source=source, **band) for band in bands])
    record("forms.cutoffs.changed", measure, by=by, at=at, measure=measure.code, day=str(valid_from))


def _check(bands):
    """In order and without overlap: each value means one thing."""
    if not bands:
        raise Refused(_("Leave at least one range."))
    if len({band["code"] for band in bands}) < len(bands):
        raise Refused(_("Two ranges have the same code. Give each its own."))
    ends = sorted((_low(band["low"]), _high(band["high"])) for band in bands)
    if any(low > high for low, high in ends):
        raise Refused(_("In one of the ranges the lower end is above the upper end."))
    if any(after[0] <= before[1] for before, after in pairwise(ends)):
        raise Refused(_("Two ranges overlap, so that a value would mean two things."))


def _low(value):
    return float("-inf") if value is None else value


def _high(value):
    return float("inf") if value is None else value
