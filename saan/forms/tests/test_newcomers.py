"""A person met for the first time: known to the registry, new to it, or in doubt; told by the house's own columns."""

from uuid import uuid4

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.forms import testing
from saan.forms.models import Receipt, Submission
from saan.people import deliveries
from saan.people.models import MatchCase, Person
from saan.people.testing import citizen_id, delivered, organisation, row, source_list

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
