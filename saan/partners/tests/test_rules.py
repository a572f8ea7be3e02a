from datetime import date, timedelta

import pytest

from saan.partners import rules
from saan.partners.models import Agreement, AgreementState, Organisation, OrganisationKind
from saan.shared.errors import Refused

TODAY = date(2026, 11, 22)
GOOD = {
    "giver_id": 1, "receiver_id": 2, "groups": ["REGISTRY"], "legal_basis": "PUBLIC_TASK", "starts_on": TODAY,
    "ends_on": TODAY + timedelta(days=365),
}  # fmt: skip


def agreement(**more):
    return Agreement(
        **{"giver_id": 1, "receiver_id": 2, "starts_on": TODAY, "ends_on": TODAY, "state": "AGREED", **more}
    )


def test_a_usual_agreement_is_allowed():
    rules.check_agreement(**GOOD)


@pytest.mark.parametrize(
    "terms",
    [
        {"receiver_id": 1},
        {"groups": []},
        {"groups": ["HEALTH"]},
        {"ends_on": TODAY - timedelta(days=1)},
        {"ends_on": TODAY + timedelta(days=366 * 6)},
        {"groups": ["REGISTRY", "HEALTH"], "legal_basis": "CONTRACT"},
    ],
)
def test_what_no_agreement_may_say_is_refused(terms):
    with pytest.raises(Refused):
        rules.check_agreement(**{**GOOD, **terms})


def test_only_the_giver_and_the_keeper_of_the_platform_may_record():
    receiver, giver = Organisation(pk=2, kind="HOSPITAL"), Organisation(pk=1, kind="HOSPITAL")

    assert rules.may_record(giver, 1)
    assert rules.may_record(Organisation(pk=9, kind=OrganisationKind.PLATFORM), 1)
    assert not rules.may_record(receiver, 1)
    assert not rules.may_record(None, 1)


def test_either_side_may_end_but_nobody_else():
    for pk, may in ((1, True), (2, True), (3, False)):
        assert rules.may_end(Organisation(pk=pk, kind="CLUB"), agreement(), TODAY) is may


def test_agreement_ended_early_is_over_the_day_before():
    assert agreement(ends_on=TODAY + timedelta(days=9), ended_early_on=TODAY).last_day == TODAY - timedelta(days=1)


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_agreement_expires_soon_within_thirty_days(days, soon):
    assert rules.expires_soon(agreement(ends_on=TODAY + timedelta(days=days)), TODAY) is soon


def test_proposal_never_expires():
    assert not rules.expires_soon(agreement(state=AgreementState.PROPOSED), TODAY)


def test_agreement_is_not_ended_in_the_past():
    with pytest.raises(Refused):
        rules.check_can_end(agreement(), TODAY - timedelta(days=1), TODAY)


def test_end_is_not_put_off_by_ending_again():
    ending = agreement(ends_on=TODAY + timedelta(days=90), ended_early_on=TODAY + timedelta(days=1))

    with pytest.raises(Refused):
        rules.check_can_end(ending, TODAY + timedelta(days=60), TODAY)


def test_a_proposal_is_not_accepted_when_its_last_day_has_passed():
    proposal = agreement(state="PROPOSED", ends_on=TODAY)

    rules.check_can_accept(proposal, TODAY)
    with pytest.raises(Refused):
        rules.check_can_accept(proposal, TODAY + timedelta(days=1))
