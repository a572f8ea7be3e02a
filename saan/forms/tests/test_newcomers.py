"""A person met for the first time: known to the registry, new to it, or in doubt; told by the house's own columns or
by the form's entity."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place, village
from saan.forms import landing, receiving, testing, versions
from saan.forms.models import Receipt, Submission
from saan.forms.openrosa.testing import instance, named
from saan.people import deliveries, merging
from saan.people.models import MatchCase, Person, SourceRecord
from saan.people.recording import RAW
from saan.people.testing import citizen_id, delivered, organisation, row, source_list
from saan.shared.crypto import unseal

pytestmark = pytest.mark.django_db

ROLES = """
| survey |
| | type | name | label::ไทย (th) | bind::saan:role |
| | hidden | visit | | visit |
| | hidden | person | | person |
| | text | new_given_name | ชื่อ | new_given_name |
| | text | new_family_name | นามสกุล | new_family_name |
| | text | new_cid | เลขประจำตัวประชาชน | new_cid |
| | text | new_birth_year_be | ปีเกิด | new_birth_year_be |
| | text | new_house_no | บ้านเลขที่ | new_house_no |
| | text | note | บันทึก | visit_note |
| settings |
| | form_title | form_id | version | default_language | namespaces |
| | พบครั้งแรก | met_roles | 1 | ไทย (th) | saan="https://saan.in.th/xforms" |
"""
ENTITY = """
| survey |
| | type | name | label::ไทย (th) | save_to |
| | text | given | ชื่อ | given_name |
| | text | family | นามสกุล | family_name |
| entities |
| | list_name | label |
| | persons | concat(${given}, " ", ${family}) |
| settings |
| | form_title | form_id | version | default_language |
| | พบครั้งแรก | met_entity | 1 | ไทย (th) |
"""


@pytest.fixture
def volunteer():
    return accounts.user("VOLUNTEER", organisation(place("930501")))


@pytest.fixture
def form(volunteer):
    return testing.published(volunteer.acting_organisation, ROLES.encode())


def told(person="", **new):
    person = f"<person>{person}</person>" if person else ""
    return person + "".join(f"<new_{name}>{value}</new_{name}>" for name, value in new.items())


def registered(volunteer, name, **values):
    owner = volunteer.acting_organisation
    list_of_people = delivered(source_list(owner), row(name, area=owner.area, **values))
    deliveries.commit(list_of_people, by="system", at=timezone.now())
    return Person.objects.get()


def test_somebody_unknown_becomes_a_person_under_the_name_that_the_phone_gave(form, volunteer):
    uuid = uuid4()

    landed = testing.answered(
        form, volunteer, told(uuid, given_name="มาลี", family_name="แก้วใส", birth_year_be="2490", house_no="12/3")
    )

    person = Person.objects.get()
    assert landed.person == person
    assert (person.uuid, person.given_name, person.family_name, person.house_no) == (uuid, "มาลี", "แก้วใส", "12/3")
    assert (person.birth_date.year, person.birth_precision) == (1947, "YEAR")


def test_somebody_whom_the_registry_knows_is_that_person(form, volunteer):
    cid, uuid = citizen_id(), uuid4()
    known = registered(volunteer, "มาลี แก้วใส", cid=cid, birth_date="1947-01-01")

    landed = testing.answered(form, volunteer, told(uuid, given_name="มาลี", family_name="แก้วใส", cid=cid))
    later = testing.answered(form, volunteer, told(uuid) + "<note>มาอีกครั้ง</note>")

    assert landed.person == later.person == known
    assert Person.objects.count() == 1


def test_somebody_in_doubt_is_a_person_of_their_own_until_a_human_has_looked(form, volunteer):
    known = registered(volunteer, "มาลี แก้วใส", birth_date="1947-01-01", birth_precision="YEAR")

    landed = testing.answered(form, volunteer, told(given_name="มาลี", family_name="แก้วใส", birth_year_be="2499"))

    assert landed.person != known
    case = MatchCase.objects.get()
    assert {case.left_id, case.right_id} == {known.pk, landed.person_id}


def test_a_citizen_id_told_on_the_phone_stands_in_no_answer(form, volunteer):
    cid = citizen_id()

    landed = testing.answered(form, volunteer, told(given_name="มาลี", family_name="แก้วใส", cid=cid))

    assert cid not in str(landed.answers)
    assert landed.person.cid_index


def test_what_is_said_of_a_newcomer_before_they_are_told_waits_and_lands(form, volunteer):
    uuid = uuid4()

    early = testing.answered(form, volunteer, told(uuid) + "<note>ก่อน</note>")
    testing.answered(form, volunteer, told(uuid, given_name="มาลี", family_name="แก้วใส"))

    assert early is None
    assert set(Submission.objects.values_list("person__uuid", flat=True)) == {uuid}
    assert not Receipt.objects.exclude(state="LANDED").exists()


@pytest.mark.parametrize("has_name", [True, False])
def test_a_newcomer_whose_form_is_corrected_twice_is_one_person(form, volunteer, has_name):
    uuid, names = uuid4() if has_name else "", [named() for _ in range(3)]
    for name, before, given in zip(names, ["", *names], ["มาลื", "มาล", "มาลี"], strict=False):
        answers = told(uuid, given_name=given, family_name="แก้วใส", birth_year_be="2490")
        testing.answered(form, volunteer, answers, instance_id=name, deprecated=before)

    person = Person.objects.get()
    assert person.given_name == "มาลี"
    assert set(Submission.objects.values_list("person", flat=True)) == {person.pk}


@pytest.fixture
def met(form, volunteer):
    """Tells of somebody under one name of the phone: the first time anew, then as a correction of the time before."""
    uuid, names = uuid4(), [""]

    def tell(by=volunteer, of=-1, **new):
        before = names[of]
        names.append(named())
        return testing.answered(form, by, told(uuid, **new), instance_id=names[-1], deprecated=before)

    return tell


def told_in_list(person):
    return [
        one.values["given_name"]
        for one in person.records.filter(source_list__name="คนที่พบระหว่างเยี่ยมบ้าน", standing="CURRENT")
    ]


def test_a_newcomer_corrected_beyond_recognition_is_the_same_person(met):
    first = met(given_name="มาลี", family_name="แก้วใส", birth_year_be="2490", house_no="12/3")

    corrected = met(given_name="ประเสริฐ", family_name="ทองคำ", birth_year_be="2531", house_no="9")

    person = Person.objects.get()
    assert first.person == corrected.person == person
    assert (person.given_name, person.family_name, person.house_no) == ("ประเสริฐ", "ทองคำ", "9")
    assert not Receipt.objects.exclude(state="LANDED").exists()


def test_a_correction_after_the_newcomer_was_joined_with_somebody_known_goes_to_that_one(met, volunteer):
    known = registered(volunteer, "มาลี แก้วใส", birth_date="1947-01-01")
    newcomer = met(given_name="สมหญิง", family_name="ใจงาม").person
    merging.merge(known, newcomer, by=volunteer, at=timezone.now())

    landed = [met(given_name=given, family_name="ใจงาม") for given in ("สมหญิ่ง", "บุญมา")]

    assert [one.person for one in landed] == [known, known]
    assert Person.objects.present().get() == known
    assert told_in_list(known) == ["บุญมา"]
    assert not Receipt.objects.exclude(state="LANDED").exists()


def test_taking_the_two_apart_again_gives_the_newcomer_as_corrected(met, volunteer):
    known = registered(volunteer, "มาลี แก้วใส", birth_date="1947-01-01")
    newcomer = met(given_name="สมหญิง", family_name="ใจงาม").person
    merge = merging.merge(known, newcomer, by=volunteer, at=timezone.now())
    met(given_name="บุญมา", family_name="ใจงาม")

    merging.unmerge(merge, by=volunteer, at=timezone.now())

    assert set(Person.objects.present().values_list("pk", "given_name")) == {(known.pk, "มาลี"), (newcomer.pk, "บุญมา")}


def test_a_wrong_citizen_id_that_was_somebody_elses_is_put_right_by_a_correction(met, volunteer):
    cid, their_own = citizen_id(12345678901), citizen_id(98760543210)  # no digit mistyped of the other
    known = registered(volunteer, "มาลี แก้วใส", cid=cid, birth_date="1947-01-01")
    mistaken = met(given_name="มาลี", family_name="แก้วใส", cid=cid)

    corrected = met(given_name="ประเสริฐ", family_name="ทองคำ", birth_year_be="2531", cid=their_own)

    assert mistaken.person == known
    assert corrected.person != known
    assert {one.given_name for one in Person.objects.all()} == {"มาลี", "ประเสริฐ"}


def test_a_colleagues_correction_beside_ones_own_does_not_rename_the_newcomer(met, volunteer):
    colleague = accounts.user("VOLUNTEER", volunteer.acting_organisation)
    met(given_name="มาลื", family_name="แก้วใส")
    met(given_name="มาลี", family_name="แก้วใส")

    beside = met(by=colleague, of=1, given_name="มาลา", family_name="แก้วใส")

    person = Person.objects.get()
    assert (beside.is_current, beside.person, person.given_name) == (False, person, "มาลี")


def test_the_version_that_a_human_lets_count_names_the_newcomer(met, volunteer):
    colleague = accounts.user("VOLUNTEER", volunteer.acting_organisation)
    first = met(given_name="มาลื", family_name="แก้วใส")
    met(given_name="มาลี", family_name="แก้วใส")
    beside = met(by=colleague, of=1, given_name="ประเสริฐ", family_name="ทองคำ")

    versions.let_count(submission=beside, by=volunteer, at=timezone.now())
    chosen = Person.objects.get().given_name
    versions.let_count(submission=first, by=volunteer, at=timezone.now())

    person = Person.objects.get()
    assert (chosen, person.given_name) == ("ประเสริฐ", "มาลื")
    assert told_in_list(person) == ["มาลื"]
    assert set(Submission.objects.values_list("person", flat=True)) == {person.pk}


def test_choosing_a_version_leaves_a_newcomer_joined_with_somebody_known_with_them(met, volunteer):
    known = registered(volunteer, "มาลี แก้วใส", birth_date="1947-01-01")
    first = met(given_name="สมหญิง", family_name="ใจงาม")
    merging.merge(known, first.person, by=volunteer, at=timezone.now())
    met(given_name="บุญมา", family_name="ใจงาม")

    versions.let_count(submission=first, by=volunteer, at=timezone.now())

    assert Person.objects.present().get() == known
    assert told_in_list(known) == ["สมหญิง"]


def test_the_citizen_id_of_a_carer_in_the_same_answers_is_not_the_newcomers(volunteer):
    sheet = ROLES.replace(
        "| | text | new_given_name", "| | text | carer | เลขประจำตัวผู้ดูแล | |\n| | text | new_given_name", 1
    )
    form = testing.published(volunteer.acting_organisation, sheet.encode())
    carers, own = citizen_id(12345678901), citizen_id(98760543210)
    registered(volunteer, "บุญมา แก้วใส", cid=carers, birth_date="1990-01-01")

    landed = testing.answered(
        form, volunteer, f"<carer>{carers}</carer>" + told(given_name="มาลี", family_name="แก้วใส", cid=own)
    )

    assert landed.person.given_name == "มาลี"
    assert Person.objects.count() == 2


def test_a_newcomer_lives_in_the_village_of_the_moo_that_was_told(volunteer):
    form = testing.published(
        volunteer.acting_organisation,
        ROLES.replace("| | text | note", "| | text | new_moo | หมู่ | new_moo |\n| | text | note").encode(),
    )
    fifth = village(place("930501"), 5, "บ้านทดสอบ")

    there = testing.answered(form, volunteer, told(uuid4(), given_name="มาลี", family_name="แก้วใส", moo="5"))
    nowhere = testing.answered(form, volunteer, told(uuid4(), given_name="สมชาย", family_name="ใจดี", moo="88"))

    assert there.person.area == fifth
    assert nowhere.person.area == place("930501")


def test_a_form_about_somebody_of_the_registry_never_renames_them(form, volunteer):
    known = registered(volunteer, "มาลี แก้วใส")
    name = named()
    testing.answered(form, volunteer, told(known.uuid) + "<note>ก</note>", instance_id=name)

    corrected = testing.answered(form, volunteer, told(known.uuid, given_name="มาลา"), deprecated=name)

    assert corrected.person == Person.objects.get() == known
    assert Person.objects.get().given_name == "มาลี"


def test_two_newcomers_of_one_batch_are_two_persons(form, volunteer):
    for given in ("มาลี", "สมชาย"):
        document = instance(form, told(uuid4(), given_name=given, family_name="แก้วใส"))
        receiving.receive(
            document.encode(), user=volunteer, organisation=volunteer.acting_organisation, at=timezone.now()
        )
    landing.drain()

    assert set(Person.objects.values_list("given_name", flat=True)) == {"มาลี", "สมชาย"}


def test_a_form_that_creates_an_entity_tells_of_a_person(volunteer):
    form, uuid = testing.published(volunteer.acting_organisation, ENTITY.encode()), uuid4()
    document = instance(form, "<given>มาลี</given><family>แก้วใส</family>").replace(
        "<orx:meta>", f'<orx:meta><entity dataset="persons" id="{uuid}" create="1"><label>มาลี แก้วใส</label></entity>'
    )

    receiving.receive(document.encode(), user=volunteer, organisation=volunteer.acting_organisation, at=timezone.now())
    landing.drain()

    person = Person.objects.get()
    assert (person.uuid, person.given_name, person.family_name) == (uuid, "มาลี", "แก้วใส")
    assert Submission.objects.get().person == person


@pytest.mark.parametrize(
    ("dataset", "create", "makes"), [("trees", "1", False), ("persons", "", False), ("persons", "true", True)]
)
def test_only_an_entity_of_the_persons_list_that_is_made_tells_of_a_person(volunteer, dataset, create, makes):
    version = testing.published(volunteer.acting_organisation, ENTITY.encode())
    entity = f'<entity dataset="{dataset}" id="{uuid4()}" create="{create}"><label>มะม่วง</label></entity>'
    document = instance(version, "<given>มะม่วง</given>").replace("<orx:meta>", f"<orx:meta>{entity}")

    receiving.receive(document.encode(), user=volunteer, organisation=volunteer.acting_organisation, at=timezone.now())
    landing.drain()

    assert Submission.objects.exists()
    assert Person.objects.exists() == makes


IN_FULL = ROLES.replace(
    "| | text | new_birth_year_be |",
    "| | text | new_sex | เพศ | new_sex |\n| | text | new_birth_date | เกิด | new_birth_date |\n"
    "| | text | new_birth_year_be |",
).replace("met_roles", "met_in_full")


@pytest.fixture
def full(volunteer):
    return testing.published(volunteer.acting_organisation, IN_FULL.encode())


@pytest.mark.parametrize(
    ("field", "said", "code"),
    [
        ("sex", "X", "SEX_UNREADABLE"),
        ("sex", "9", "SEX_UNREADABLE"),
        ("birth_date", "2099-01-01", "DATE_FUTURE"),
        ("birth_date", "9999-12-31", "DATE_FUTURE"),
        ("birth_date", "1650-05-01", "DATE_TOO_OLD"),
        ("birth_date", "ไม่รู้", "DATE_UNREADABLE"),
        ("birth_year_be", "2699", "DATE_FUTURE"),
        ("birth_year_be", "1700", "DATE_TOO_OLD"),
    ],
)
def test_what_cannot_be_of_a_newcomer_is_kept_beside_and_told(full, volunteer, field, said, code):
    landed = testing.answered(full, volunteer, told(given_name="มาลี", family_name="แก้วใส", **{field: said}))

    person, record = Person.objects.get(), SourceRecord.objects.get()
    assert (person.sex, person.birth_date) == ("", None)
    assert (person.given_name, record.values.get("sex"), record.values.get("birth_date")) == ("มาลี", None, None)
    assert json.loads(unseal(record.raw_sealed, RAW))[field] == said
    assert [problem["code"] for problem in record.problems] == [code]
    doubt = {"path": f"new_{field}", "instance": [], "why": code, "text": said}
    assert landed.receipt.error_facts == {"doubts": [doubt]}
    assert landed.answers[f"new_{field}"] == said


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ({"sex": "F", "birth_date": "1947-01-01"}, ("F", "1947-01-01", "DAY")),
        ({"sex": "หญิง", "birth_date": "1/2/2490"}, ("F", "1947-02-01", "DAY")),
        ({"sex": "1", "birth_year_be": "2490"}, ("M", "1947-01-01", "YEAR")),
        ({"sex": "M", "birth_date": "2099-01-01", "birth_year_be": "2490"}, ("M", "1947-01-01", "YEAR")),
    ],
)
def test_sex_and_birth_are_read_as_those_of_any_list(full, volunteer, said, born):
    testing.answered(full, volunteer, told(given_name="มาลี", family_name="แก้วใส", **said))

    person = Person.objects.get()
    assert (person.sex, person.birth_date.isoformat(), person.birth_precision) == born


def test_what_an_entity_says_of_a_newcomer_is_no_better_known(volunteer):
    with_birth = ENTITY.replace("| | text | family |", "| | date | born | เกิด | birth_date |\n| | text | family |")
    form = testing.published(volunteer.acting_organisation, with_birth.encode())
    document = instance(form, "<given>มาลี</given><family>แก้วใส</family><born>2099-01-01</born>")
    entity = f'<entity dataset="persons" id="{uuid4()}" create="1"/>'
    receiving.receive(
        document.replace("</orx:meta>", f"{entity}</orx:meta>").encode(), user=volunteer, at=timezone.now(),
        organisation=volunteer.acting_organisation,
    )  # fmt: skip
    landing.drain()

    assert Person.objects.get().birth_date is None
    assert [one["path"] for one in Receipt.objects.get().error_facts["doubts"]] == ["born"]
