"""A small world of people seen from four sides: one's own area, its sibling, its parent, and somewhere foreign."""

from dataclasses import dataclass

from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.partners.models import DataGroup, Organisation
from saan.people.models import (
    Choice,
    Consent,
    Delivery,
    Household,
    KeyRing,
    MatchCase,
    MatchKey,
    Merge,
    Person,
    Proposal,
    SourceList,
)
from saan.people.models import SourceRecord as Record

OWN, SIBLING, PARENT, FOREIGN = "930501", "930502", "9305", "341501"
"""Two subdistricts of Khuan Khanun, the district itself, and a subdistrict of Ubon Ratchathani."""


@dataclass
class Side:
    """One area with an organisation, its list, and somebody who lives there with everything that hangs on them."""

    area: object
    organisation: Organisation
    person: Person
    record: Record
    household: Household
    rows: list  # of this side, one of each table that leads to a person


def organisation(code, area, kind="SUBDISTRICT_ADMINISTRATION"):
    made = Organisation.objects.create(code=code, name_th=f"องค์กร {area}", kind=kind, area=area)
    made.areas.add(area)
    return made


def build():
    """The four sides, keyed OWN, SIBLING, PARENT, FOREIGN."""
    writer = accounts.user(username="writer")
    return {code: _side(place(code), writer) for code in (OWN, SIBLING, PARENT, FOREIGN)}


def _side(area, writer):
    owner, now = organisation(f"O{area.code}", area), timezone.now()
    source = SourceList.objects.create(organisation=owner, name="ผู้สูงอายุ", area=area)
    delivery = Delivery.objects.create(source_list=source, as_of=now.date(), received_at=now)
    household = Household.objects.create(pk=area.key, area=area, area_key=area.key, house_no="1")
    person, twin, absorbed = (_person(area, owner, household, now) for _ in range(3))
    record = _record(delivery, owner, area, person)
    children = [
        MatchKey.objects.create(person=person, key=area.key),
        KeyRing.objects.create(person=person, keys=[area.key]),
        Choice.objects.create(person=person, field="phone", organisation=owner, chosen_at=now, chosen_by=writer),
        Consent.objects.create(
            person=person, purpose="เยี่ยมบ้าน", version="1", channel="PAPER", organisation=owner, given_on=now.date(),
            recorded_at=now, recorded_by=writer,
        ),
        MatchCase.objects.create(left=person, right=twin, area_key=area.key, probability=0.7, raised_at=now),
        Merge.objects.create(
            survivor=person, absorbed=absorbed, record_ids=[], choice_ids=[], merged_at=now, merged_by=writer
        ),
        Proposal.objects.create(record=record, delivery=delivery, organisation=owner, person=person),
    ]  # fmt: skip
    return Side(area, owner, person, record, household, [person, record, household, *children])


def _person(area, owner, household, now):
    return Person.objects.create(
        given_name="ทองคำ", family_name="สมมุติ", area=area, area_key=area.key, household=household,
        holder_ids=[owner.pk], created_at=now,
    )  # fmt: skip


def _record(delivery, owner, area, person):
    return Record.objects.create(
        delivery=delivery, source_list=delivery.source_list, organisation=owner, row=1, sheet_row=2, row_key=b"k" * 16,
        content_hash=b"h" * 16, raw_sealed=b"", area=area, area_key=area.key, standing="CURRENT", person=person,
    )  # fmt: skip


def all_groups():
    return [group.value for group in DataGroup]
