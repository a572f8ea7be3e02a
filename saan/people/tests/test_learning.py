"""Answers of the review queue correct what later lists are linked with."""

from dataclasses import replace

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from invented import PRESETS
from invented.agencies import Agency
from invented.people import Households
from invented.worlds import drawn
from linkage.calibration import Calibration as Correction
from saan.accounts import testing as accounts
from saan.audit.models import Event
from saan.people import deliveries, learning, linking, reviews, testing
from saan.people.linking import calibrating, frames
from saan.people.models import Calibration, MatchCase, Proposal
from saan.people.tasks import learn
from saan.people.tests.test_knowing import clean
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_are_enough(monkeypatch):
    monkeypatch.setattr(learning, "FEWEST", 12)
    monkeypatch.setattr(learning, "FRESH", 12)
    monkeypatch.setattr("linkage.reviews.FEWEST", 8)


@pytest.fixture
def officer():
    return accounts.user("DATA_OFFICER", testing.organisation())


@pytest.fixture
def lists(officer):
    """Three lists of one place, full of twins and without IDs: two in the registry, one on its way in."""
    damage = replace(PRESETS["hard"], cid_missing=1.0, name_slip=0.25, birth_missing=0.5, address_missing=0.5)
    agencies = [Agency(name, 0.9) for name in ("หนึ่ง", "สอง", "สาม")]
    made = []
    for of_list in drawn(np.random.default_rng(6), 160, agencies, damage, Households(twins=0.3)):
        rows = [testing.row(key=str(n), cid=cid, **values) for n, (values, cid) in enumerate(clean(of_list.raw))]
        made.append(testing.delivered(testing.source_list(officer.acting_organisation), *rows))
    for delivery in made[:2]:
        deliveries.commit(delivery, by="system", at=timezone.now())
    return made


def answer(officer, verdict, count=None):
    for case in MatchCase.objects.filter(state="OPEN").order_by("pk")[:count]:
        reviews.decide(case, verdict, by=officer, at=timezone.now())


def proposed(delivery):
    """What a delivery would do: how many doubts it would raise, and whom each row is found to be."""
    found = proposals(delivery)
    return sum(len(one.doubts) for one in found), {one.record_id: one.person_id for one in found if one.person_id}


def proposals(delivery):
    linking.propose(delivery)
    return Proposal.objects.filter(delivery=delivery).order_by("record_id")


def test_after_enough_answers_the_next_list_asks_less_and_joins_nobody_for_them(officer, lists, few_are_enough):
    asked_before, known_before = proposed(lists[2])
    doubted = {one.record_id: [doubt.get("person") for doubt in one.doubts] for one in proposals(lists[2])}
    answer(officer, reviews.DIFFERENT)

    learn(0)

    asked, known = proposed(lists[2])
    assert Calibration.objects.in_force().reviews >= 12
    assert asked < asked_before
    # Whoever is joined only now was held back by a rival as sure of the row, whom the answers made less sure.
    for record, person in known.items() - known_before.items():
        assert doubted[record][0] == person
        assert len(doubted[record]) > 1
    lists[2].refresh_from_db()
    assert lists[2].calibration == Calibration.objects.in_force()


def test_going_back_links_as_at_the_beginning_and_older_answers_stop_counting(officer, lists, few_are_enough):
    answer(officer, reviews.DIFFERENT)
    before = linking_without_learning(lists[2])
    learn(0)
    assert proposed(lists[2]) != before

    learning.forget(by=officer, at=timezone.now())
    learn(0)

    assert proposed(lists[2]) == before
    assert Calibration.objects.in_force().is_as_shipped


def linking_without_learning(delivery):
    assert Calibration.objects.in_force().is_as_shipped
    return proposed(delivery)


def test_few_answers_teach_nothing(officer, lists, few_are_enough):
    answer(officer, reviews.DIFFERENT, count=11)

    learn(0)

    assert Calibration.objects.in_force().is_as_shipped
    assert linking.learn(at=timezone.now()) is None


def test_answers_that_were_taken_back_or_put_off_do_not_count(officer, lists, few_are_enough):
    answer(officer, reviews.DIFFERENT, count=12)
    reviews.undo(MatchCase.objects.filter(state="DIFFERENT").first(), by=officer, at=timezone.now())
    answer(officer, reviews.LATER)

    assert not learning.is_due()


def test_nothing_is_learnt_anew_until_there_are_fresh_answers(officer, lists, few_are_enough):
    answer(officer, reviews.DIFFERENT)

    assert linking.learn(at=timezone.now())
    assert linking.learn(at=timezone.now()) is None


def test_what_was_worked_out_before_learning_is_worked_out_anew_when_it_takes_effect(officer, lists, few_are_enough):
    linking.propose(lists[2])
    answer(officer, reviews.DIFFERENT)
    learnt = linking.learn(at=timezone.now())

    deliveries.commit(lists[2], by="system", at=timezone.now())

    lists[2].refresh_from_db()
    assert lists[2].calibration == learnt


def test_answers_about_another_model_teach_this_one_nothing(officer, lists, few_are_enough, monkeypatch):
    answer(officer, reviews.DIFFERENT)
    monkeypatch.setattr(calibrating, "shipped_name", lambda: "another")

    assert linking.learn(at=timezone.now()) is None
    assert calibrating.standing().model == "another"
    assert calibrating.model().calibration == Correction()


def test_of_pairs_joined_only_for_what_was_learnt_some_are_asked_nevertheless():
    surer = replace(frames.model(), calibration=Correction(likely=2.0))
    at_the_edge, sure = np.full(100, surer.merge_at), np.full(100, 0.99999)

    asked = [
        calibrating.with_some_asked(surer, each, np.arange(100), 0) < surer.merge_at for each in (at_the_edge, sure)
    ]

    assert [each.sum() for each in asked] == [10, 0]
    assert not (calibrating.with_some_asked(frames.model(), at_the_edge, np.arange(100), 0) < surer.merge_at).any()


def test_a_forgotten_nothing_is_refused(officer):
    with pytest.raises(Refused):
        learning.forget(by=officer, at=timezone.now())


def test_administrator_sees_what_was_learnt_and_goes_back(client, officer, lists, few_are_enough):
    answer(officer, reviews.DIFFERENT)
    learn(0)
    client.force_login(accounts.user("PLATFORM_ADMIN", testing.organisation()))

    shown = client.get(reverse("people:learning")).content.decode()
    client.post(reverse("people:learning_forget"))

    assert "learning/forget/" in shown
    assert Calibration.objects.in_force().is_as_shipped
    assert Event.objects.filter(verb="people.learning.forgotten").count() == 1
    assert "learning/forget/" not in client.get(reverse("people:learning")).content.decode()


def test_officer_may_not_see_or_change_what_was_learnt(client, officer):
    client.force_login(officer)

    assert client.get(reverse("people:learning")).status_code == 403
    assert client.post(reverse("people:learning_forget")).status_code == 403
