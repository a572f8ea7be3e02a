from datetime import timedelta

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.accounts.actions.emergencies import close_access, open_access, review_access
from saan.accounts.models import EmergencyAccess, User
from saan.areas.testing import place
from saan.audit.models import Event
from saan.shared.errors import Refused
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db
REASON = "ผู้ป่วยหมดสติ ญาติขอข้อมูลยาที่ใช้อยู่"


@pytest.fixture
def carer(hospital, khuan_khanun):
    return accounts.user("CARE_WORKER", hospital, khuan_khanun, username="carer")


@pytest.fixture
def officer(hospital, district):
    return accounts.user("DATA_PROTECTION_OFFICER", hospital, district, username="officer")


def asked_again(user):
    return User.objects.get(pk=user.pk)


def test_it_widens_what_one_sees_to_the_area_and_nothing_else(carer, neighbour):
    assert not carer.reach("people.read").covers(neighbour.key)

    open_access(area=neighbour, reason=REASON, by=carer, at=timezone.now())

    carer = asked_again(carer)
    assert carer.reach("people.read").covers(neighbour.key)
    assert not carer.reach("people.edit").covers(neighbour.key)
    assert not carer.reach("people.read").covers(place("341501").key)


def test_it_ends_by_itself_after_an_hour(carer, neighbour):
    open_access(area=neighbour, reason=REASON, by=carer, at=timezone.now() - timedelta(minutes=61))

    assert not asked_again(carer).reach("people.read").covers(neighbour.key)


def test_it_can_be_given_back_early(carer, neighbour):
    access = open_access(area=neighbour, reason=REASON, by=carer, at=timezone.now())

    close_access(access=access, by=carer, at=timezone.now())

    assert not asked_again(carer).reach("people.read").covers(neighbour.key)


def test_it_counts_only_for_the_organisation_it_was_opened_for(carer, neighbour, town, khuan_khanun):
    accounts.assign(carer, "CARE_WORKER", town, khuan_khanun)
    open_access(area=neighbour, reason=REASON, by=carer, at=timezone.now())

    carer = asked_again(carer)
    carer.chosen_organisation_id = town.pk

    assert not carer.reach("people.read").covers(neighbour.key)


@pytest.mark.parametrize("reason", ["", "ฉุกเฉิน", " " * 40])
def test_it_wants_a_reason_that_can_be_understood(carer, neighbour, reason):
    with pytest.raises(Refused):
        open_access(area=neighbour, reason=reason, by=carer, at=timezone.now())


@pytest.mark.parametrize("code", ["TH", "R12", "93"])
def test_it_reaches_a_district_at_most(carer, code):
    with pytest.raises(Refused):
        open_access(area=place(code), reason=REASON, by=carer, at=timezone.now())


def test_a_volunteer_has_no_such_page(volunteer):
    assert accounts.signed_in_client(volunteer).get("/emergency/").status_code == 403


def test_the_data_protection_officer_is_asked_to_look_and_does(carer, officer, neighbour):
    access = open_access(area=neighbour, reason=REASON, by=carer, at=timezone.now())
    assert Item.objects.waiting_for(officer).get().facts["area"] == neighbour.full_name
    assert Event.objects.get(verb="accounts.emergency.opened").purpose == REASON

    review_access(access=access, finding="จำเป็นจริง", by=officer, at=timezone.now())

    assert not Item.objects.waiting_for(officer).exists()
    with pytest.raises(Refused):
        review_access(access=access, finding="อีกครั้ง", by=officer, at=timezone.now())


def test_nobody_looks_at_their_own(hospital, district, neighbour):
    both = accounts.user("CARE_WORKER", hospital, district)
    accounts.assign(both, "DATA_PROTECTION_OFFICER", hospital, district)
    access = open_access(area=neighbour, reason=REASON, by=both, at=timezone.now())

    with pytest.raises(Refused):
        review_access(access=access, finding="ดี", by=both, at=timezone.now())


def test_the_page_opens_it_and_leads_back(carer, neighbour):
    response = accounts.signed_in_client(carer).post(
        "/emergency/", {"area": neighbour.code, "reason": REASON, "next": "/people/7/"}
    )

    assert response.headers["Location"] == "/people/7/"
    assert EmergencyAccess.objects.open(timezone.now()).filter(user=carer).exists()


def test_the_page_leads_to_no_other_site(carer, neighbour):
    response = accounts.signed_in_client(carer).post(
        "/emergency/", {"area": neighbour.code, "reason": REASON, "next": "https://evil.example/"}
    )

    assert response.headers["Location"] == "/"
