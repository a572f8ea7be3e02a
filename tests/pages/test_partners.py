from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.partners import actions
from saan.partners.models import Agreement, Mandate, Organisation, OrganisationKind
from saan.partners.queries import givers
from saan.partners.testing import agreement, answers_for, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def hospital():
    place("930501")
    return organisation(place("9305"), name="โรงพยาบาลควนขนุน", kind="HOSPITAL")


@pytest.fixture
def town():
    return organisation(place("930501"), name="เทศบาลตำบลควนขนุน")


@pytest.fixture
def far():
    return organisation(place("340101"), name="เทศบาลนครอุบลราชธานี")


@pytest.fixture
def coordinator(hospital):
    return signed_in_client(user("COORDINATOR", hospital))


@pytest.fixture
def volunteer(town):
    return signed_in_client(user("VOLUNTEER", town))


def url(name, *args):
    return reverse(f"partners:{name}", args=args)


def addresses(somebody, contract, duty):
    """Every page of the room: (address, whether it changes something)."""
    return [
        (url("organisation_list"), False),
        (url("organisation", somebody.code), False),
        (url("agreement_list"), False),
        (url("agreement", contract.pk), False),
        (url("map", somebody.area.code), False),
        (url("organisation_add"), True),
        (url("organisation_edit", somebody.code), True),
        (url("mandate_add", somebody.code), True),
        (url("mandate_end", duty.pk), True),
        (url("agreement_add"), True),
        (url("agreement_end", contract.pk), True),
    ]


@pytest.fixture
def pages(hospital, town):
    return addresses(town, agreement(hospital, town), answers_for(town, "DIAPERS"))


def test_signed_out_are_sent_to_sign_in(client, pages):
    for address, _changes in [*pages, (url("suggest"), False)]:
        assert client.get(address).status_code == 302, address


def test_somebody_without_a_role_opens_nothing(pages):
    browser = signed_in_client(user())

    for address, _changes in pages:
        assert browser.get(address).status_code == 403, address


def test_volunteer_reads_and_changes_nothing(volunteer, pages):
    for address, changes in pages:
        assert volunteer.get(address).status_code == (403 if changes else 200), address


def test_coordinator_opens_every_page(coordinator, pages):
    for address, _changes in pages:
        assert coordinator.get(address).status_code == 200, address


def test_partners_of_other_places_are_not_found(coordinator, far):
    other = organisation(place("340102"))
    contract, duty = agreement(far, other), answers_for(far, "DIAPERS")

    for address in (
        url("organisation", far.code), url("organisation_edit", far.code), url("mandate_add", far.code),
        url("mandate_end", duty.pk), url("agreement", contract.pk), url("agreement_end", contract.pk),
        url("map", "340101"),
    ):  # fmt: skip
        assert coordinator.get(address).status_code == 404, address


def test_directory_is_narrowed_by_name_kind_place_and_need(coordinator, hospital, town):
    answers_for(town, "DIAPERS")

    def names(**query):
        page = coordinator.get(url("organisation_list"), query).context["page"]
        return {each.name_th for each in page.rows}

    assert names() == {hospital.name_th, town.name_th}
    assert names(q="โรงพยา บาล") == {hospital.name_th}
    assert names(kind="MUNICIPALITY") == {town.name_th}
    assert names(need="DIAPERS") == {town.name_th}
    assert names(q="ไม่มี") == set()


def test_organisation_is_added_and_changed(coordinator):
    posted = {"name_th": "ชมรมผู้สูงอายุ", "kind": "CLUB", "area": "930501", "areas": ["930501"], "phone": "0812345678"}

    assert coordinator.post(url("organisation_add"), posted).status_code == 302
    made = Organisation.objects.get(name_th="ชมรมผู้สูงอายุ")
    assert coordinator.post(url("organisation_edit", made.code), {**posted, "short_name": "ชมรมฯ"}).status_code == 302

    made.refresh_from_db()
    assert (made.short_name, made.area.code) == ("ชมรมฯ", "930501")


def test_territory_is_given_only_where_ones_right_reaches(coordinator):
    place("340101")
    posted = {"name_th": "ชมรม", "kind": "CLUB", "area": "930501", "areas": ["930501", "340101"]}

    assert coordinator.post(url("organisation_add"), posted).status_code == 200
    assert not Organisation.objects.filter(name_th="ชมรม").exists()


def test_nobody_makes_themselves_keeper_of_the_platform(coordinator, hospital):
    posted = {"name_th": hospital.name_th, "kind": "PLATFORM", "area": "9305", "areas": ["9305"]}

    coordinator.post(url("organisation_edit", hospital.code), posted)

    hospital.refresh_from_db()
    assert hospital.kind == OrganisationKind.HOSPITAL


def test_duty_is_added_within_the_territory_and_ended(coordinator, town):
    posted = {"need_kind": "DIAPERS", "areas": ["930501"], "starts_on": "1/10/2569"}

    assert coordinator.post(url("mandate_add", town.code), posted).status_code == 302
    assert coordinator.post(url("mandate_add", town.code), {**posted, "areas": ["9305"]}).status_code == 200
    duty = Mandate.objects.get()
    coordinator.post(url("mandate_end", duty.pk), {"on": "1/11/2569"})

    duty.refresh_from_db()
    assert str(duty.ends_on) == "2026-11-01"


def test_partner_map_says_where_nobody_answers(coordinator, hospital, town):
    answers_for(hospital, "REHABILITATION")

    page = coordinator.get(url("map", "930501")).content.decode()

    assert hospital.name_th in page
    assert "alert-triangle" in page


TERMS = {
    "groups": ["REGISTRY", "HEALTH"], "purpose": "เยี่ยมบ้านร่วมกัน", "legal_basis": "PUBLIC_TASK",
    "starts_on": "1/11/2569", "ends_on": "31/10/2570",
}  # fmt: skip


def test_giver_records_and_it_is_in_force(coordinator, hospital, town):
    coordinator.post(url("agreement_add"), {**TERMS, "giver": hospital.code, "receiver": town.code})

    assert hospital.pk in givers(town.pk, timezone.localdate())["HEALTH"]


def test_receiver_only_proposes_and_nothing_is_open(coordinator, hospital, town):
    coordinator.post(url("agreement_add"), {**TERMS, "giver": town.code, "receiver": hospital.code})

    assert Agreement.objects.get().state == "PROPOSED"
    assert town.pk not in givers(hospital.pk, timezone.localdate())["HEALTH"]


def test_receiver_cannot_answer_their_own_proposal(coordinator, hospital, town):
    proposal = agreement(town, hospital, action=actions.propose_agreement)

    response = coordinator.post(url("agreement_answer", proposal.pk), {"answer": "yes"})

    assert response.status_code == 403
    assert Agreement.objects.get().state == "PROPOSED"


def test_giver_answers_a_proposal(coordinator, hospital, town):
    proposal = agreement(hospital, town, action=actions.propose_agreement)

    coordinator.post(url("agreement_answer", proposal.pk), {"answer": "yes"})

    assert Agreement.objects.get().state == "AGREED"


def test_agreement_between_two_others_is_refused(coordinator, town):
    other = organisation(place("930501"))

    response = coordinator.post(url("agreement_add"), {**TERMS, "giver": town.code, "receiver": other.code})

    assert "องค์กรของคุณต้องเป็นผู้ให้หรือผู้รับข้อมูล" in response.content.decode()
    assert not Agreement.objects.exists()


def test_third_party_cannot_end_an_agreement(coordinator, town):
    contract = agreement(town, organisation(place("930501")))

    assert coordinator.post(url("agreement_end", contract.pk), {"on": "1/1/2570"}).status_code == 403


def test_agreement_is_ended_early_by_either_side(coordinator, hospital, town):
    contract = agreement(town, hospital)
    tomorrow = timezone.localdate() + timedelta(days=1)

    coordinator.post(url("agreement_end", contract.pk), {"on": tomorrow.isoformat(), "reason": "เลิกโครงการ"})

    contract.refresh_from_db()
    assert contract.ended_early_on == tomorrow


def test_lists_show_each_agreement_where_it_belongs(coordinator, hospital, town):
    agreement(hospital, town)
    agreement(town, hospital, action=actions.propose_agreement)

    counts = {
        shown: coordinator.get(url("agreement_list"), {"show": shown}) for shown in ("standing", "waiting", "ended")
    }

    assert [len(response.context["page"].rows) for response in counts.values()] == [1, 1, 0]
