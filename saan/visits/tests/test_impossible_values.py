"""What a phone sends and cannot be so is kept as it came, is no observation, and is put to a human."""

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.forms import landing, testing
from saan.forms.library.loading import load_measures
from saan.forms.models import Submission
from saan.forms.openrosa.testing import instance, named, phone
from saan.needs.models import NeedMention
from saan.visits.models import Alert, Observation
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db

FOREIGN = """
| survey |
| | type | name | label::ไทย (th) | bind::saan:measure | bind::saan:role |
| | hidden | visit | | | visit |
| | text | person | คน | | person |
| | dateTime | at | เมื่อไร | | occurred_at |
| | integer | sbp | ความดันตัวบน | SBP | |
| | integer | dbp | ความดันตัวล่าง | DBP | |
| | integer | adl | เอดีแอล | ADL | |
| | select_multiple kinds | needs | ต้องการอะไร | | need_kinds |
| | date | since | ตั้งแต่เมื่อไร | | need_since |
| choices |
| | list_name | name | label::ไทย (th) |
| | kinds | BED | เตียง |
| settings |
| | form_title | form_id | version | default_language | namespaces |
| | ของที่อื่น | foreign | 1 | ไทย (th) | saan="https://saan.in.th/xforms" |
"""


@pytest.fixture
def collect(organisation):
    load_measures(print)
    collect = phone(organisation)
    collect.version = testing.published(organisation, FOREIGN.encode())
    testing.offered(collect.version, organisation)
    return collect


def sent(collect, person, answers, **more):
    name = named()
    said = f"<person>{person.uuid}</person>{answers}"
    assert collect.post(instance(collect.version, said, instance_id=name, **more)).status_code == 201
    landing.drain()
    return Submission.objects.get(instance_id=name)


def measured():
    return dict(Observation.objects.values_list("measure__code", "value"))


def waiting():
    return Item.objects.filter(kind="forms.receipt", done_at=None).count()


@pytest.mark.parametrize(
    "answers",
    ["<sbp>1000000000</sbp>", "<sbp>1e13</sbp>", "<sbp>-4</sbp>", "<sbp>INF</sbp>", "<adl>99</adl>"],
)
def test_an_impossible_value_is_kept_and_no_observation(collect, person, answers):
    filled = sent(collect, person, f"{answers}<dbp>80</dbp>")

    assert measured() == {"DBP": 80}
    assert not Alert.objects.exists()
    assert any(f">{value}<" in answers for value in filled.answers.values())
    assert (filled.receipt.state, filled.receipt.error_code) == ("LANDED", "DOUBTFUL")
    assert waiting() == 1


def test_what_can_just_be_is_measured_and_asks_nobody(collect, person):
    filled = sent(collect, person, "<sbp>300</sbp><adl>20</adl>")

    assert measured() == {"SBP": 300, "ADL": 20}
    assert (filled.receipt.error_code, waiting()) == ("", 0)


def test_a_day_that_cannot_be_dates_neither_visit_nor_need(collect, person):
    filled = sent(collect, person, "<at>9999-12-31T23:00:00.000+07:00</at><needs>BED</needs><since>9999-12-31</since>")

    assert [one["path"] for one in filled.receipt.error_facts["doubts"]] == ["at", "since"]
    assert NeedMention.objects.get().since == timezone.localdate()
    assert waiting() == 1


def test_a_human_finds_it_among_the_odd_answers_and_notes_it(collect, person):
    filled = sent(collect, person, "<sbp>1000000000</sbp><dbp>80</dbp>")
    officer = signed_in_client(user("DATA_OFFICER", collect.organisation))
    address = reverse("forms:receipt", args=[filled.receipt_id])

    listed = officer.get(reverse("forms:receipt_list")).content.decode()
    page = officer.get(address).content.decode()
    answer = officer.get(reverse("forms:answer", args=[filled.uuid])).content.decode()
    officer.post(reverse("forms:receipt_decide", args=[filled.receipt_id]), {"deed": "note"})

    assert address in listed
    assert all("1000000000" in said and "50" in said and "300" in said for said in (page, answer))
    assert waiting() == 0
    assert address not in officer.get(reverse("forms:receipt_list")).content.decode()
    again = officer.post(reverse("forms:receipt_decide", args=[filled.receipt_id]), {"deed": "note"})
    assert again.status_code == 409


def test_a_correction_answers_the_doubt(collect, person):
    first = sent(collect, person, "<sbp>1000000000</sbp>")

    sent(collect, person, "<sbp>140</sbp>", deprecated=first.instance_id)

    assert measured() == {"SBP": 140}
    assert waiting() == 0
