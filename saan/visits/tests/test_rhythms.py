"""How often who is visited is each organisation's own, and every change can be taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.people import testing as people
from saan.shared.errors import Refused
from saan.visits import due, rhythms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def proposals():
    due.load_rhythms()


def set_days(user, group, every_days):
    return rhythms.set_days(group=group, every_days=every_days, by=user, at=timezone.now())


def test_an_organisations_own_rhythm_stands_before_saans_and_is_its_own_alone(officer):
    set_days(officer, "BED_BOUND", 5)

    other = people.organisation()
    assert rhythms.days_of(officer.acting_organisation_id)["BED_BOUND"] == 5
    assert rhythms.days_of(other.pk)["BED_BOUND"] == 14


def test_an_ended_rhythm_asks_for_nobody_until_it_is_brought_back(officer):
    before = rhythms.end(group="ELDER", by=officer, at=timezone.now())
    assert "ELDER" not in rhythms.days_of(officer.acting_organisation_id)

    rhythms.restore(rhythm=before, by=officer, at=timezone.now())
    assert rhythms.days_of(officer.acting_organisation_id)["ELDER"] == 180


def test_changed_twice_and_undone_once_the_first_change_holds(officer):
    set_days(officer, "ELDER", 90)
    before = set_days(officer, "ELDER", 60)

    rhythms.restore(rhythm=before, by=officer, at=timezone.now())

    assert rhythms.days_of(officer.acting_organisation_id)["ELDER"] == 90


@pytest.mark.parametrize(("group", "days"), [("NOBODY", 30), ("ELDER", 0), ("ELDER", 731)])
def test_what_cannot_be_is_refused(officer, group, days):
    with pytest.raises(Refused):
        set_days(officer, group, days)


def test_a_coordinator_sets_ends_and_undoes_on_the_web(officer):
    client = accounts.signed_in_client(officer)

    client.post(reverse("visits:rhythm_set"), {"group": "ALONE", "every_days": "21"})
    text = client.get(reverse("visits:rhythm_list")).content.decode()
    assert "ทุก 21 วัน สำหรับกลุ่ม" in text

    client.post(reverse("visits:rhythm_end"), {"group": "ALONE"})
    assert "ALONE" not in rhythms.days_of(officer.acting_organisation_id)


def test_a_visitor_sees_the_rhythms_and_changes_none(visitor):
    client = accounts.signed_in_client(visitor)

    assert client.get(reverse("visits:rhythm_list")).status_code == 200
    assert client.get(reverse("visits:rhythm_set")).status_code == 403
    assert reverse("visits:rhythm_list") in client.get(reverse("visits:due_list")).content.decode()
