"""A small world of people seen from four sides: one's own area, its sibling, its parent, and somewhere foreign."""

from dataclasses import dataclass

from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.forms.models import Form, FormVersion, Measure, Submission
from saan.needs.models import CareActivity, CarePlan, Need, NeedMention
from saan.partners.models import DataGroup, NeedKind, Organisation
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
from saan.visits.models import Alert, Charge, Conflict, Departure, Observation, Visit, VisitPart

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
    rows = [person, record, household, *children, *_visited(person, owner, writer, now)]
    return Side(area, owner, person, record, household, rows)


def _visited(person, owner, writer, now):
    """What the rooms above know of the person: a form, a visit with what it found, a need, a plan, a charge."""
    about = {"person": person, "area_key": person.area_key, "organisation": owner}
    submission = Submission.objects.create(
        **about,
        instance_id=f"uuid:{person.uuid}",
        version=_form_version(now),
        area=person.area,
        answers={},
        received_at=now,
    )
    visit = Visit.objects.create(**about, place_key=person.area_key, occurred_at=now, received_at=now)
    part = VisitPart.objects.create(visit=visit, submission=submission, occurred_at=now, received_at=now)
    other = VisitPart.objects.create(visit=visit, occurred_at=now, received_at=now)
    measure, _made = Measure.objects.get_or_create(code="WALL", defaults={"name_th": "กำแพง", "name_en": "Wall"})
    value = Observation.objects.create(**about, visit=visit, measure=measure, value=1, effective_at=now)
    need = Need.objects.create(**about, kind=NeedKind.objects.first(), since=now.date(), recorded_at=now)
    plan = CarePlan.objects.create(**about, goal="เดินได้", starts_on=now.date(), made_at=now, made_by=writer)
    return [
        submission, visit, part, value, need, plan,
        NeedMention.objects.create(need=need, urgency="URGENT", since=now.date(), said_at=now),
        CareActivity.objects.create(plan=plan, what="ฝึกเดิน", due_on=now.date()),
        Alert.objects.create(
            **about, observation=value, measure=measure, raised_for=about["person"].pk, severity="ALERT",
            raised_at=now, due_at=now,
        ),
        Departure.objects.create(**about, visit=visit, outcome="DIED", raised_at=now),
        Conflict.objects.create(**about, question="OUTCOME", left=part, right=other, raised_at=now),
        Charge.objects.create(**about, visitor=writer, given_at=now, given_by=writer),
    ]  # fmt: skip


def _form_version(now):
    form, _made = Form.objects.get_or_create(code="wall", defaults={"title_th": "กำแพง", "created_at": now})
    version, _made = FormVersion.objects.get_or_create(
        form=form, version="1",
        defaults={"workbook": b"", "workbook_name": "wall.xlsx", "xform": "", "md5": "", "definition": {},
                  "uploaded_at": now},
    )  # fmt: skip
    return version


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
