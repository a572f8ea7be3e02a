"""Two who change one person at the same moment: what each of them said is in the golden record."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.people import deliveries, deriving, editing, evidence, testing
from saan.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
WAITS_AT_MOST = 1.0  # for somebody who must wait for us, and is not to be waited for


def test_a_value_chosen_while_a_list_is_derived_is_in_the_golden_record(monkeypatch):
    officer = accounts.user("DATA_OFFICER", testing.organisation())
    delivery = testing.delivered(testing.source_list(officer.acting_organisation), testing.row("สมชาย ใจดี"))
    deliveries.commit(delivery, by="system", at=timezone.now())
    person, has_read, has_chosen = Person.objects.get(), Event(), Event()

    def slow(ids, decisions=evidence.decisions):
        found = decisions(ids)
        if not has_read.is_set():
            has_read.set()
            has_chosen.wait(WAITS_AT_MOST)
        return found

    def derive():
        with transaction.atomic():
            deriving.derive([person.pk])
        connection.close()

    monkeypatch.setattr(evidence, "decisions", slow)
    deriver = Thread(target=derive)
    deriver.start()
    has_read.wait()
    editing.choose(person, "given_name", "สมชัย", by=officer, at=timezone.now())
    has_chosen.set()
    deriver.join()

    person.refresh_from_db()
    assert person.given_name == "สมชัย"
