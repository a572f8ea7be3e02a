"""Measures and bands as scoring and forms read them, and how they first come into the tables."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from saan.forms.models import Band, Measure
from saan.forms.scoring import Cut, Scale, cuts_in_force

# An open end as a number, for a form compares numbers only.
OPEN = 1_000_000_000
BANDS_FILE = "bands.csv"
COLUMNS = ["name", "measure", "code", "low", "high", "severity", "label_th", "label_en"]


def scales() -> dict[str, Scale]:
    """Every measure with its formula and bands: two queries."""
    cuts = defaultdict(list)
    for band in Band.objects.order_by("low"):
        cuts[band.measure_id].append(_cut(band))
    return {
        one.code: Scale(one.code, one.decimals, one.lowest, one.highest, one.formula, tuple(cuts[one.pk]))
        for one in Measure.objects.all()
    }


def bands_text(scales: Mapping[str, Scale], on: date) -> str:
    """The file `bands.csv` beside a form: the bands in force on that day, `name` = MEASURE.BAND."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for code, scale in scales.items():
        writer.writerows(_line(code, cut) for cut in cuts_in_force(scale.cuts, on))
    return file.getvalue()


@transaction.atomic
def add_measures(measures, bands) -> tuple[int, int]:
    """Add what is not there yet. What is there stays as it is: somebody may have corrected it on screen.

    Bands come as a whole set: where a measure has any band from that day, the set was there, in part or changed.
    """
    known = set(Measure.objects.values_list("code", flat=True))
    Measure.objects.bulk_create([Measure(**row) for row in measures if row["code"] not in known])
    by_code = Measure.objects.in_bulk(field_name="code")
    sets = set(Band.objects.values_list("measure__code", "valid_from"))
    new = [row for row in bands if (row["measure"], row["valid_from"]) not in sets]
    Band.objects.bulk_create([Band(**{**row, "measure": by_code[row["measure"]]}) for row in new])
    return len(by_code) - len(known), len(new)


def _cut(band):
    return Cut(
        code=band.code, low=band.low, high=band.high, severity=band.severity, valid_from=band.valid_from,
        valid_to=band.valid_to, id=band.pk, label_th=band.label_th, label_en=band.label_en,
    )  # fmt: skip


def _line(measure, cut):
    low, high = _end(cut.low, -OPEN), _end(cut.high, OPEN)
    return [f"{measure}.{cut.code}", measure, cut.code, low, high, cut.severity, cut.label_th, cut.label_en]


def _end(end, otherwise):
    number = otherwise if end is None else end
    return int(number) if number == int(number) else number
