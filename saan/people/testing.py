"""Makers for tests: lists and deliveries, brought in by the real actions."""

from datetime import date
from itertools import count

from django.utils import timezone

from saan.areas.testing import place
from saan.partners.models import Organisation
from saan.people import deliveries, editing, merging
from saan.people.evidence import COMPARED
from saan.people.models import Delivery, Household, KeyRing, MatchCase, MatchKey, Person, SourceList, SourceRecord
from saan.people.recording import Row, lay
from saan.shared.crypto import unseal
from saan.shared.thai import cid_holds

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
    rings = KeyRing.objects.order_by("pk")
    keys = MatchKey.objects.order_by("key", "person_id").values_list("key", "person_id")
    records = SourceRecord.objects.exclude(standing__in=["STAGED", "UNDONE", "ASIDE"])
    return {
        "persons": list(Person.objects.order_by("pk").values()),
        "households": list(Household.objects.order_by("pk").values()),
        "keys": list(keys),
        "rings": [(ring.pk, sorted(ring.keys), unseal(ring.compared_sealed, COMPARED)) for ring in rings],
        "records": list(records.order_by("pk").values("pk", "standing", "person_id", "ended_by_id")),
        "cases": list(MatchCase.objects.order_by("left_id", "right_id").values("left_id", "right_id", "state")),
    }


def examples(side):
    """One person of everything: listed twice with a doubt between them, merged, corrected, with consent and a house."""
    from saan.accounts.testing import user

    by, now = user("COORDINATOR", side.organisation, side.area), timezone.now()
    home = source_list(side.organisation, area=side.area)
    family = side.mark
    # Each with an ID of their own, or the sides of the world would be linked with each other.
    delivery = delivered(
        home,
        row(
            f"สมศรี {family}",
            area=side.area,
            cid=side.cid,
            birth_date="1950-03-01",
            house_no=side.house_no,
            phone=side.phone,
        ),
        row(f"มานะ {family}", area=side.area, cid=citizen_id(), birth_date="1948-07-12", house_no=side.house_no),
        row(f"วิชัย {family}", area=side.area, cid=citizen_id(), birth_date="1931-01-09"),
        row(f"ประนอม {family}", area=side.area, cid=citizen_id(), birth_date="1962-11-30"),
    )
    deliveries.commit(delivery, by=by, at=now)
    one, other, third, fourth = Person.objects.filter(records__delivery=delivery).order_by("pk")
    case, _made = MatchCase.objects.get_or_create(
        left=one, right=other, defaults={"area_key": one.area_key, "probability": 0.5, "raised_at": now}
    )
    merge = merging.merge(third, fourth, by=by, at=now)
    choice = editing.choose(one, "given_name", "สมศรี", by=by, at=now)
    consent = editing.give_consent(
        one, purpose=f"ทดสอบ {side.mark}", version="1", channel="PAPER", given_on=date(2026, 1, 2), by=by, at=now
    )
    person = {"pk": one.pk}
    return {
        **{f"people:{name}": person for name in OF_A_PERSON},
        **{f"people:{name}": {"pk": case.pk} for name in ("match", "match_decide", "match_undo")},
        "people:person_export": {"kind": "csv"},
        "people:unmerge": {"pk": merge.pk},
        "people:household": {"pk": one.household_id},
        "people:choice_undo": {"pk": choice.pk},
        "people:consent_withdraw": {"pk": consent.pk},
    }


OF_A_PERSON = (
    *("person", "person_reveal", "person_edit", "value_pick", "person_move", "person_death", "consent_add"),
    "person_merge",
)
OPEN = {"people:person_export": "a kind of file is no secret; what is in it is asked of every side"}
