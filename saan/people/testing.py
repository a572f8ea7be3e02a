"""Makers for tests: lists and deliveries, brought in by the real actions."""

from datetime import date
from itertools import count

from django.utils import timezone

from saan.areas.testing import place
from saan.partners.models import Organisation
from saan.people.models import Delivery, Household, MatchCase, MatchKey, Person, SourceList, SourceRecord
from saan.people.recording import Row, lay
from saan.people.rules import cid_holds

_numbers = count(1)


def organisation(area=None, kind="MUNICIPALITY"):
    number = next(_numbers)
    area = area or place()
    made = Organisation.objects.create(code=f"T{number}", name_th=f"เทศบาลทดสอบ {number}", kind=kind, area=area)
    made.areas.add(area)
    return made


def source_list(owner=None, *, groups=(), is_complete=True, area=None):
    owner = owner or organisation()
    return SourceList.objects.create(
        organisation=owner,
        name=f"บัญชีทดสอบ {next(_numbers)}",
        area=area or owner.area,
        groups=list(groups),
        is_complete=is_complete,
    )


def row(name=None, *, cid="", area=None, key=None, **values):
    """One row: `name` is "given family"; `key` names the row in its list (its ID or name when not said)."""
    if name:
        values["given_name"], _, values["family_name"] = name.partition(" ")
    return Row(
        area or place(), key or cid or f"{name}|{values.get('birth_date')}|{values.get('house_no')}", values, cid
    )


def delivered(of_list, *rows, as_of=date(2026, 1, 1)):
    """A delivery of these rows, staged."""
    delivery = Delivery.objects.create(source_list=of_list, as_of=as_of, received_at=timezone.now())
    lay(delivery, rows)
    return delivery


def citizen_id(number=None):
    """A citizen ID that passes its check and begins like nobody's: invented."""
    digits = f"0{next(_numbers) if number is None else number:011d}"
    return next(cid for last in range(10) if cid_holds(cid := f"{digits}{last}"))


def registry():
    """The registry, row for row, as far as it counts: equal before a deed and after its undoing."""
    keys = MatchKey.objects.order_by("key", "person_id").values_list("key", "person_id")
    records = SourceRecord.objects.exclude(standing__in=["STAGED", "UNDONE", "ASIDE"])
    return {
        "persons": list(Person.objects.order_by("pk").values()),
        "households": list(Household.objects.order_by("pk").values()),
        "keys": list(keys),
        "records": list(records.order_by("pk").values("pk", "standing", "person_id", "ended_by_id")),
        "cases": list(MatchCase.objects.order_by("left_id", "right_id").values("left_id", "right_id", "state")),
    }
