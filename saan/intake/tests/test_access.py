"""Who may see and do what: every address of the room, seen by everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.audit.models import Event
from saan.intake import testing, urls
from saan.intake.models import Batch, BatchState

pytestmark = pytest.mark.django_db

GET = ("batch", "columns", "problem_book", "progress")
POST = ("headings", "mend", "unmend", "back", "commit", "undo", "retry", "discard")


@pytest.fixture
def batch():
    return testing.checked()


def ask(client, name, batch):
    address = reverse(f"intake:{name}", args=[batch.pk])
    return client.post(address) if name in POST else client.get(address)


def test_every_address_is_asked_here():
    assert {pattern.name for pattern in urls.urlpatterns} == {*GET, *POST, "lists", "bring_in"}


def answers(client, batch):
    """Address → status, for every address of a batch."""
    return {name: ask(client, name, batch).status_code for name in (*GET, *POST)}


def everywhere(status):
    return dict.fromkeys((*GET, *POST), status)


def test_only_the_organisation_with_the_right_and_the_area_gets_in(batch):
    ours = batch.source_list.organisation
    without_the_right = user("VOLUNTEER", ours)
    of_another_organisation = testing.officer(testing.organisation("OTHER"))
    of_another_area = user("DATA_OFFICER", ours, place("930502"))

    assert answers(Client(), batch) == everywhere(302)
    assert answers(signed_in_client(without_the_right), batch) == everywhere(403)
    assert answers(signed_in_client(of_another_organisation), batch) == everywhere(404)
    assert answers(signed_in_client(of_another_area), batch) == everywhere(404)
    assert Batch.objects.get().state == BatchState.READY


def test_an_executive_looks_and_does_not_touch(batch):
    executive = signed_in_client(user("EXECUTIVE", batch.source_list.organisation))

    assert ask(executive, "batch", batch).status_code == 200
    assert ask(executive, "commit", batch).status_code == 403
    assert "bring-in" not in executive.get(reverse("intake:lists")).content.decode()


def test_an_officer_sees_and_does_what_the_state_allows(batch):
    client = signed_in_client(batch.created_by)

    assert ask(client, "batch", batch).status_code == 200
    assert ask(client, "problem_book", batch).status_code == 200
    assert ask(client, "undo", batch).status_code == 409
    assert ask(client, "columns", batch).status_code == 302
    assert client.get(reverse("intake:lists")).status_code == 200
    assert client.get(reverse("intake:bring_in")).status_code == 200


def test_a_deed_needs_a_post_from_our_own_pages(batch):
    client = signed_in_client(batch.created_by)
    strict = signed_in_client(batch.created_by, enforce_csrf_checks=True)
    address = reverse("intake:commit", args=[batch.pk])

    assert client.get(address).status_code == 405
    assert strict.post(address).status_code == 403
    assert strict.post(reverse("intake:bring_in"), {"files": testing.upload(b"a,b")}).status_code == 403


def test_looking_at_rows_of_persons_is_written_down(batch):
    client = signed_in_client(batch.created_by)

    client.get(batch.get_absolute_url(), {"show": "added"})

    event = Event.objects.filter(verb="intake.batch.rows_read").get()
    assert (event.is_read, event.actor_id, event.detail["shown"]) == (True, batch.created_by_id, 4)


def test_a_wrong_question_is_no_fault_of_ours(batch):
    client = signed_in_client(batch.created_by)
    wrong = [
        {"show": "nothing"},
        {"show": "bad", "code": "NO"},
        {"show": "bad", "code": "CID_LENGTH", "field": "\U0001f600"},
        {"show": "added", "at": "!!"},
    ]

    answered = [client.get(batch.get_absolute_url(), query).status_code for query in wrong]

    assert answered == [404, 404, 200, 200]
