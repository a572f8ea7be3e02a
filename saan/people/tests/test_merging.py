import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.people import deliveries, linking, merging, reviews, testing
from saan.people.models import CaseState, MatchCase, Person
from saan.people.permissions import Permission
from saan.shared.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("humans_decide")]


@pytest.fixture
def officer():
    return accounts.user("DATA_OFFICER", testing.organisation())


@pytest.fixture
def elders(officer):
    return testing.source_list(officer.acting_organisation)


@pytest.fixture
def clinic(officer):
    return testing.source_list(officer.acting_organisation)


def commit(of_list, *rows):
    delivery = testing.delivered(of_list, *rows)
    linking.propose(delivery)
    deliveries.commit(delivery, by="system", at=timezone.now())
    return delivery


def somchai(**values):
    return testing.row("สมชาย ใจดี", birth_date="1950-03-12", house_no="12", moo="3", **values)


def perhaps_somchai(**values):
    return testing.row("สมชาย ใจดี", birth_date="1950-03-21", house_no="21", moo="4", **values)


def malee():
    return testing.row("มาลี แก้วมณี", birth_date="1944-07-01", cid=testing.citizen_id(2))


def people():
    return list(Person.objects.order_by("pk"))


def test_merge_moves_everything_to_the_older_person(officer, elders, clinic):
    commit(elders, somchai())
    commit(clinic, malee())
    older, newer = people()

    merging.merge(newer, older, by=officer, at=timezone.now())

    newer.refresh_from_db()
    assert newer.merged_into == older
    assert older.records.count() == 2
    assert Person.objects.present().get() == older


def test_unmerge_restores_every_row_and_link(officer, elders, clinic):
    commit(elders, somchai(phone="0811111111"))
    commit(clinic, malee())
    before = testing.registry()

    merge = merging.merge(*people(), by=officer, at=timezone.now())
    assert testing.registry() != before
    merging.unmerge(merge, by=officer, at=timezone.now())

    assert testing.registry() == before


def test_two_whom_no_list_has_any_more_come_apart_and_are_gone(officer, elders, clinic):
    lists = [commit(elders, somchai()), commit(clinic, malee())]
    merge = merging.merge(*people(), by=officer, at=timezone.now())
    for delivery in lists:
        deliveries.undo(delivery, by="system", at=timezone.now())

    merging.unmerge(merge, by=officer, at=timezone.now())

    assert people() == []


def test_nested_merges_come_apart_in_the_opposite_order(officer, elders):
    commit(elders, somchai(), malee(), testing.row("บุญมา รักไทย", birth_date="1960-01-02"))
    before = testing.registry()
    first, second, third = people()
    inner = merging.merge(second, third, by=officer, at=timezone.now())
    outer = merging.merge(first, second, by=officer, at=timezone.now())

    with pytest.raises(Refused):
        merging.unmerge(inner, by=officer, at=timezone.now())
    merging.unmerge(outer, by=officer, at=timezone.now())
    merging.unmerge(inner, by=officer, at=timezone.now())

    assert testing.registry() == before


def test_what_came_later_for_a_moved_row_goes_back_with_it(officer, elders, clinic):
    commit(elders, somchai())
    commit(clinic, malee())
    older, newer = people()
    merge = merging.merge(older, newer, by=officer, at=timezone.now())
    commit(clinic, testing.row("มาลี แก้วมณี", birth_date="1944-07-01", cid=testing.citizen_id(2), phone="0822222222"))

    merging.unmerge(merge, by=officer, at=timezone.now())

    newer.refresh_from_db()
    assert newer.phone == "0822222222"


def test_deciding_same_joins_and_taking_it_back_separates(officer, elders, clinic):
    commit(elders, somchai())
    commit(clinic, perhaps_somchai())
    before = testing.registry()
    case = MatchCase.objects.get()

    reviews.decide(case, reviews.SAME, by=officer, at=timezone.now())
    assert Person.objects.present().count() == 1
    reviews.undo(case, by=officer, at=timezone.now())

    assert testing.registry() == before


@pytest.mark.parametrize(("verdict", "persons"), [(CaseState.SAME, 1), (CaseState.DIFFERENT, 2)])
def test_a_decision_sticks_when_the_list_is_taken_back_and_sent_again(officer, elders, clinic, verdict, persons):
    commit(elders, somchai())
    delivery = commit(clinic, perhaps_somchai())
    reviews.decide(MatchCase.objects.get(), verdict, by=officer, at=timezone.now())

    deliveries.undo(delivery, by=officer, at=timezone.now())
    commit(clinic, perhaps_somchai())

    assert Person.objects.present().count() == persons
    assert not reviews.waiting(officer.reach(Permission.PERSON_REVIEW)).exists()


def test_a_decision_holds_when_the_row_has_changed(officer, elders, clinic):
    commit(elders, somchai())
    commit(clinic, perhaps_somchai())
    reviews.decide(MatchCase.objects.get(), reviews.DIFFERENT, by=officer, at=timezone.now())

    commit(clinic, perhaps_somchai(phone="0811111111"))

    assert not reviews.waiting(officer.reach(Permission.PERSON_REVIEW)).exists()


def test_a_question_is_answered_once(officer, elders, clinic):
    commit(elders, somchai())
    commit(clinic, perhaps_somchai())
    case = MatchCase.objects.get()
    reviews.decide(case, reviews.DIFFERENT, by=officer, at=timezone.now())

    with pytest.raises(Refused):
        reviews.decide(case, reviews.SAME, by=officer, at=timezone.now())


def test_nobody_is_asked_about_a_person_of_an_organisation_without_agreement(officer, elders):
    commit(testing.source_list(), somchai())
    commit(elders, perhaps_somchai())

    assert MatchCase.objects.count() == 1
    assert not reviews.waiting(officer.reach(Permission.PERSON_REVIEW)).exists()


def test_later_comes_after_the_rest(officer, elders, clinic):
    commit(elders, somchai(), testing.row("บุญมา รักไทย", birth_date="1960-01-02", moo="3"))
    commit(clinic, perhaps_somchai(), testing.row("บุญมา รักไทย", birth_date="1960-02-01", moo="4"))
    reach = officer.reach(Permission.PERSON_REVIEW)
    first = reviews.next_case(reach)

    reviews.decide(first, reviews.LATER, by=officer, at=timezone.now())

    assert list(reviews.waiting(reach))[-1] == first
    assert reviews.next_case(reach) != first


def test_whoever_puts_the_last_pair_off_is_not_shown_it_again_at_once(officer, elders, clinic):
    commit(elders, somchai())
    commit(clinic, perhaps_somchai())
    case = MatchCase.objects.get()
    client = accounts.signed_in_client(officer)

    answer = client.post(reverse("people:match_decide", args=[case.pk]), {"verdict": "later"}, follow=True)

    assert answer.context["put_off"] == 1
    assert "ยังมี 1 คู่ที่ไว้ทีหลัง" in answer.content.decode()
    answer = client.get(reverse("people:match_list"))
    assert answer.url == reverse("people:match", args=[case.pk])
