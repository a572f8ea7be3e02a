"""What a phone hears of what it sent, and the pictures it may look at."""

from uuid import uuid4

import pytest
from django.utils import timezone

from saan.areas.testing import place
from saan.audit.models import Event
from saan.field.testing import Phone
from saan.forms import asides, landing
from saan.forms.models import Attachment
from saan.forms.openrosa import testing as openrosa
from saan.people import deliveries, testing
from saan.people.models import Person

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0" + bytes(200)


@pytest.fixture
def person():
    town = testing.organisation(place("930501"))
    delivery = testing.delivered(testing.source_list(town), testing.row("สมศรี ใจดี", area=place("930501")))
    deliveries.commit(delivery, by=None, at=timezone.now())
    return Person.objects.get()


@pytest.fixture
def collect(person):
    return openrosa.phone(person.records.get().organisation)


@pytest.fixture
def phone(collect):
    return Phone(collect.user)


def sent(collect, phone, answers, **more):
    """A filled form goes out with the key of this phone; its id."""
    instance_id = more.pop("instance_id", None) or openrosa.named()
    collect.plain = phone.key
    reply = collect.post(openrosa.instance(collect.version, answers, instance_id=instance_id), **more)
    assert reply.status_code in (201, 202), reply.content
    return instance_id


def outcome(phone, *ids):
    phone.sync(ask=ids) if ids else phone.sync()
    return phone.outcomes


def test_what_was_sent_waits_and_then_has_landed(collect, phone, person):
    instance_id = sent(collect, phone, f"<person>{person.uuid}</person>")
    assert outcome(phone)[instance_id] == {"state": "waiting"}
    landing.drain()

    assert outcome(phone)[instance_id] == {"state": "landed"}


def test_what_could_not_be_used_says_why_in_thai(collect, phone, person):
    instance_id = sent(collect, phone, f"<person>{uuid4()}</person>")
    landing.drain()

    told = outcome(phone)[instance_id]

    assert told["state"] == "aside"
    assert "แบบฟอร์มนี้" in told["error"]


def test_two_contents_of_one_name_are_a_conflict(collect, phone, person):
    instance_id = sent(collect, phone, f"<person>{person.uuid}</person><note>หนึ่ง</note>")
    landing.drain()
    sent(collect, phone, f"<person>{person.uuid}</person><note>สอง</note>", instance_id=instance_id)
    landing.drain()

    assert outcome(phone)[instance_id]["state"] == "conflict"


def test_what_never_arrived_is_unknown_when_asked_for(phone):
    assert outcome(phone, "uuid:lost") == {"uuid:lost": {"state": "unknown"}}


def test_nobody_hears_of_anothers_answers(collect, phone, person):
    instance_id = sent(collect, phone, f"<person>{person.uuid}</person>")
    stranger = openrosa.phone(collect.organisation)

    assert outcome(Phone(stranger.user), instance_id)[instance_id] == {"state": "unknown"}


def test_a_picture_is_shown_to_whoever_holds_the_person(collect, phone, person):
    sent(collect, phone, f"<person>{person.uuid}</person>", files={"face.jpg": JPEG})
    landing.drain()
    phone.sync()
    [held] = phone.people.values()

    reply = phone.client.get(f"/field/photo/{phone.key}/{held['pi']}")

    assert (reply["Content-Type"], b"".join(reply)) == ("image/jpeg", JPEG)
    assert Event.objects.get(verb="field.photo.read").subject_id == person.pk


def test_a_picture_of_somebody_beyond_is_not_found(collect, phone, person):
    sent(collect, phone, f"<person>{person.uuid}</person>", files={"face.jpg": JPEG})
    landing.drain()
    beyond = Phone(openrosa.phone(testing.organisation(place("930502"))).user)

    reply = beyond.client.get(f"/field/photo/{beyond.key}/{Attachment.objects.get().uuid}")

    assert reply.status_code == 404


def test_the_lists_name_the_forms_as_they_are_fetched(collect, phone):
    phone.sync()
    [form] = phone.lists["forms"]

    assert form["code"] == collect.version.form.code
    assert form["url"] == f"/openrosa/{phone.key}/forms/{form['code']}.xml"
    assert phone.client.get(form["url"]).status_code == 200


def test_what_came_under_its_id_to_another_organisation_before_is_told(collect, phone, person):
    other, told = openrosa.phone(testing.organisation(place("930502"))), f"<person>{person.uuid}</person>"
    name = openrosa.named()
    other.post(openrosa.instance(other.version, instance_id=name))
    landing.drain()

    sent(collect, phone, told, instance_id=name)
    landing.drain()

    assert outcome(phone, name)[name] == {"state": "aside", "error": str(asides.sentence("ELSEWHERE"))}
