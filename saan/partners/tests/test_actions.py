from datetime import timedelta

import pytest
from django.utils import timezone

from saan.areas.models import Area
from saan.areas.testing import place, village
from saan.audit.hooks import named_subjects
from saan.audit.models import Event
from saan.partners import actions
from saan.partners.models import Mandate, NeedKind, Organisation
from saan.partners.permissions import Permission
from saan.partners.queries import givers, partner_map
from saan.partners.testing import agreement, answers_for, organisation
from saan.shared.errors import Refused
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return organisation(place("930501"), name="เทศบาลตำบลควนขนุน")


@pytest.fixture
def hospital():
    return organisation(place("9305"), name="โรงพยาบาลควนขนุน", kind="HOSPITAL")


def today():
    return timezone.localdate()


def row_of(area, code):
    return next(row for row in partner_map(area, today()) if row.kind.code == code)


def test_organisation_without_a_code_gets_ours(town, hospital):
    assert [town.code, hospital.code] == ["ORG00001", "ORG00002"]


def test_code_is_given_once(town):
    with pytest.raises(Refused):
        organisation(place("930501"), code=town.code)


def test_changes_of_an_organisation_are_written_down(town):
    actions.change_organisation(organisation=town, phone="074681234", by="test", at=timezone.now())

    assert Event.objects.get(verb="partners.organisation.changed").detail["changed"] == {"phone": ["", "074681234"]}


def test_catalogue_of_needs_comes_with_the_database():
    assert {"BED", "WHEELCHAIR", "HOME_VISIT", "LEGAL_IDENTITY"} <= set(NeedKind.objects.values_list("code", flat=True))


def test_duty_of_the_district_reaches_its_subdistricts(town, hospital):
    answers_for(hospital, "REHABILITATION")

    row = row_of(town.area, "REHABILITATION")

    assert [answer.organisation for answer in row.inherited] == [hospital]
    assert not row.is_gap


def test_duty_of_a_subdistrict_leaves_a_gap_in_the_district(town, hospital):
    answers_for(town, "DIAPERS")

    row = row_of(hospital.area, "DIAPERS")

    assert row.is_gap
    assert row.partly == 1


def test_duty_that_has_ended_answers_no_more(town):
    mandate = answers_for(town, "DIAPERS", starts_on=today() - timedelta(days=10))

    actions.end_mandate(mandate=mandate, on=today() - timedelta(days=1), by="test", at=timezone.now())

    assert row_of(town.area, "DIAPERS").is_gap
    assert Mandate.objects.get() == mandate


def test_agreement_opens_its_groups_and_no_others(town, hospital):
    agreement(hospital, town, "REGISTRY", "CONTACT")

    opened = givers(town.pk, today())

    assert opened["CONTACT"] == {town.pk, hospital.pk}
    assert opened["HEALTH"] == {town.pk}
    assert givers(hospital.pk, today())["REGISTRY"] == {hospital.pk}


def test_proposal_opens_nothing_until_the_giver_agrees(town, hospital):
    proposal = agreement(hospital, town, action=actions.propose_agreement)
    assert givers(town.pk, today())["REGISTRY"] == {town.pk}

    actions.accept_agreement(agreement=proposal, by="test", at=timezone.now())

    assert givers(town.pk, today())["REGISTRY"] == {town.pk, hospital.pk}


def test_proposal_waits_on_the_givers_list_until_answered(town, hospital):
    proposal = agreement(hospital, town, action=actions.propose_agreement)
    item = Item.objects.open().get()
    assert (item.organisation_id, item.permission) == (hospital.pk, Permission.AGREEMENT_EDIT)

    actions.decline_agreement(agreement=proposal, reason="ยังไม่พร้อม", by="test", at=timezone.now())

    assert not Item.objects.open().exists()
    with pytest.raises(Refused):
        actions.accept_agreement(agreement=proposal, by="test", at=timezone.now())


def test_ended_agreement_opens_nothing_from_that_day(town, hospital):
    made = agreement(hospital, town)

    actions.end_agreement(agreement=made, on=today(), by="test", at=timezone.now())

    assert givers(town.pk, today())["REGISTRY"] == {town.pk}


def test_agreement_that_runs_out_warns_both_sides_once(town, hospital):
    agreement(hospital, town, days=20)
    agreement(town, hospital, days=200)

    for _again in range(2):
        actions.warn_of_expiry(at=timezone.now())

    assert set(Item.objects.open().values_list("organisation_id", flat=True)) == {town.pk, hospital.pk}
    assert Item.objects.count() == 2


def test_warning_goes_when_the_agreement_has_run_out(town, hospital):
    agreement(hospital, town, days=20)

    actions.warn_of_expiry(at=timezone.now() + timedelta(days=25))

    assert not Item.objects.open().exists()


def test_organisations_are_seen_by_whoever_works_where_they_work(town, hospital):
    far = organisation(place("340101"))

    near = Organisation.objects.working_in((town.area.key, town.area.key_end))

    assert set(near) == {town, hospital}
    assert far not in near


def test_the_trail_names_places_organisations_and_agreements(town, hospital):
    village(place("930501"), 3, "บ้านดี")
    signed = agreement(hospital, town, "REGISTRY")

    events = Event.objects.filter(verb__in=["partners.organisation.added", "partners.agreement.recorded"])
    named = named_subjects([*events, Event.objects.get(verb="areas.area.added")])

    assert {one.name for one in named.values()} == {
        *("เทศบาลตำบลควนขนุน", "โรงพยาบาลควนขนุน", "โรงพยาบาลควนขนุน → เทศบาลตำบลควนขนุน"),
        Area.objects.get(name_th="บ้านดี").full_name,
    }
    assert named["partners.agreement", signed.pk].url == signed.get_absolute_url()
