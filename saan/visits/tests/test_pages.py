"""The pages of visits, alerts and needs, as their readers open them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client
from saan.audit.models import Event
from saan.forms.models import Attachment, Receipt
from saan.needs.models import Need
from saan.people import editing
from saan.visits import testing
from saan.visits.models import Alert, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(visitor):
    return signed_in_client(visitor)


@pytest.fixture
def visit(person, visitor):
    testing.measure("SBP", ("FINE", None, 139, "FINE"), ("HIGH", 140, None, "ALERT"), name_th="ความดันตัวบน")
    needs = [{"kind": "BED", "urgency": "VERY_URGENT"}]
    said = {"roles": {"visit_note": "นอนติดเตียง"}, "needs": needs, "values": {"SBP": 172}}
    return testing.visit(person, visitor, latitude=7.7, longitude=100.1, **said)


def page(client, name, **kwargs):
    response = client.get(reverse(name, kwargs=kwargs))
    assert response.status_code == 200
    return response.content.decode()


def test_a_visit_shows_what_was_found_and_that_somebody_looked_is_written_down(client, visit):
    text = page(client, "visits:visit", uuid=visit.uuid)

    assert all(words in text for words in ("172", "นอนติดเตียง", "เตียงผู้ป่วย", "data-map"))
    assert Event.objects.filter(verb="visits.visit.read", subject_id=visit.person_id).exists()


def test_the_list_of_visits_is_filtered_by_words(client, visit, person, visitor):
    testing.visit(person, visitor, roles={"outcome": "NOT_HOME"})

    response = client.get(reverse("visits:visit_list"), {"outcome": "NOT_HOME"})

    assert [row.outcome for row in response.context["page"].rows] == ["NOT_HOME"]
    assert response.context["total"] == 1


def test_the_persons_page_shows_values_needs_alerts_and_visits(client, visit, person):
    text = page(client, "people:person", pk=person.pk)

    for url in (
        reverse("visits:visit", args=[visit.uuid]),
        reverse("visits:alert", args=[Alert.objects.get().uuid]),
        reverse("needs:need", args=[Need.objects.get().uuid]),
        reverse("visits:visit_add", args=[person.pk]),
    ):
        assert url in text
    assert "ความดันตัวบน" in text


def test_two_values_are_a_trend_with_its_table(client, visit, person, visitor):
    testing.landed(person, visitor, values={"SBP": 130}, said=timezone.now() - timezone.timedelta(days=30))

    text = page(client, "visits:person_values", pk=person.pk)

    assert 'data-chart="line"' in text
    assert 'data-value="130' in text


def test_an_alert_is_answered_and_the_answer_taken_back(client, visit):
    alert = Alert.objects.get()
    client.post(reverse("visits:alert_answer", args=[alert.uuid]), {"deed": "CALLED", "answer": "นัดหมอแล้ว"})
    alert.refresh_from_db()
    assert (alert.deed, alert.answer) == ("CALLED", "นัดหมอแล้ว")

    client.post(reverse("visits:alert_reopen", args=[alert.uuid]))
    alert.refresh_from_db()
    assert alert.answered_at is None


def test_from_an_alert_one_can_call_the_person_and_open_their_page(client, visit, person, officer):
    editing.choose(person, "phone", "0812345678", by=officer, at=timezone.now())

    text = page(client, "visits:alert", uuid=Alert.objects.get().uuid)

    assert 'href="tel:0812345678"' in text
    assert f'class="btn btn-plain" href="{reverse("people:person", args=[person.pk])}"' in text


def test_an_answer_without_a_deed_is_asked_again(client, visit):
    response = client.post(reverse("visits:alert_answer", args=[Alert.objects.get().uuid]), {"answer": "x"})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_visit_by_hand_says_more_about_the_visit_of_that_day(client, visit, person):
    today = timezone.localdate().isoformat()
    client.post(reverse("visits:visit_add", args=[person.pk]), {"on": today, "outcome": "MET", "note": "ลูกสาวดูแล"})

    visit.refresh_from_db()
    assert Visit.objects.count() == 1
    assert visit.note == "นอนติดเตียง\nลูกสาวดูแล"


def test_a_visit_of_tomorrow_is_refused_kindly(client, person):
    response = client.post(reverse("visits:visit_add", args=[person.pk]), {"on": "2599-01-01", "outcome": "MET"})

    assert response.context["form"].errors["on"]
    assert not Visit.objects.exists()


def test_a_need_by_hand_is_recorded_closed_and_opened_again(client, person):
    client.post(
        reverse("needs:need_add", args=[person.pk]),
        {"kind": "WHEELCHAIR", "whose": "PATIENT", "urgency": "URGENT", "since": "1/11/2568", "note": ""},
    )
    need = Need.objects.get()
    assert (need.urgency, need.since.isoformat()) == ("URGENT", "2025-11-01")

    client.post(reverse("needs:need_end", args=[need.uuid]), {"state": "MET", "note": "กองทุนให้ยืมแล้ว"})
    need.refresh_from_db()
    assert (need.state, need.end_note) == ("MET", "กองทุนให้ยืมแล้ว")

    client.post(reverse("needs:need_reopen", args=[need.uuid]))
    need.refresh_from_db()
    assert need.state == "OPEN"


def test_needs_are_counted_by_kind_on_the_page_of_the_place(client, visit, organisation):
    text = page(client, "areas:area", code=organisation.area.code)

    assert f"{reverse('needs:need_list')}?area={organisation.area.code}&amp;kind=BED" in text


def test_nobody_of_another_organisation_sees_the_visit(visit, organisation):
    from saan.accounts import testing as accounts
    from saan.people import testing as people

    stranger = accounts.user("COORDINATOR", people.organisation(organisation.area))

    response = signed_in_client(stranger).get(reverse("visits:visit", args=[visit.uuid]))

    assert response.status_code == 404


def test_photos_of_a_visit_are_shown_by_their_id_to_those_who_may_read_the_forms(client, visit, other_visitor):
    submission = visit.parts.get().submission
    about = {"instance_id": submission.instance_id, "organisation": visit.organisation, "received_at": timezone.now()}
    submission.receipt = Receipt.objects.create(**about, sha256=b"2" * 32, size=0, state="LANDED")
    submission.save(update_fields=["receipt"])
    photo = Attachment.objects.create(
        **about,
        name="wound.jpg",
        sha256=b"1" * 32,
        size=3,
        media_type="image/jpeg",
        path="kept",
    )
    url = reverse("forms:attachment", args=[photo.uuid])

    assert url in page(client, "visits:visit", uuid=visit.uuid)
    assert url not in page(signed_in_client(other_visitor), "visits:visit", uuid=visit.uuid)


def test_a_state_that_no_alert_has_shows_them_all(client, visit):
    response = client.get(reverse("visits:alert_list"), {"state": "asleep"})

    assert response.status_code == 200
