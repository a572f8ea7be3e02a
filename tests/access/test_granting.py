"""Nobody gives what they do not hold: every role × every role × own, narrower, wider and other area × own and other
organisation; and nobody opens another organisation's data, or makes a key that opens more than its holder."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.accounts.actions.assignments import lacking
from saan.accounts.actions.emergencies import open_access
from saan.accounts.models import Assignment
from saan.accounts.permissions import Permission
from saan.areas.testing import place
from saan.forms.models import DeviceKey
from saan.partners.models import Agreement
from saan.partners.permissions import Permission as Partners
from saan.roles import ROLES
from tests.access.world import FOREIGN, OWN, PARENT, SIBLING, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return organisation("OURS", place(PARENT))


@pytest.fixture
def theirs():
    return organisation("THEIRS", place(PARENT))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_gives_more_than_it_holds(ours, theirs, role):
    giver = accounts.user(role, ours, place(OWN))
    held = ROLES[role].permissions
    for wished in ROLES:
        may = Permission.USER_GRANT in held and ROLES[wished].permissions <= held
        for to, code in [(ours, OWN), (ours, SIBLING), (ours, PARENT), (ours, FOREIGN), (theirs, OWN)]:
            refused = lacking(role=wished, organisation=to, areas=[place(code)], until=None, by=giver)

            assert bool(refused) != (may and to == ours and code == OWN), (wished, to, code)


def test_nobody_widens_themselves_by_posting(ours):
    coordinator = accounts.user("COORDINATOR", ours, place(OWN))
    client = accounts.signed_in_client(coordinator)
    somebody = accounts.user("VOLUNTEER", ours, place(OWN))
    wishes = [
        (somebody, {"role": "PLATFORM_ADMIN", "areas": [OWN]}),
        (somebody, {"role": "DATA_PROTECTION_OFFICER", "areas": [OWN]}),
        (somebody, {"role": "VOLUNTEER", "areas": [PARENT]}),
        (somebody, {"role": "VOLUNTEER", "areas": [OWN, FOREIGN]}),
        (coordinator, {"role": "VOLUNTEER", "areas": [OWN]}),
    ]
    before = Assignment.objects.count()

    for user, wish in wishes:
        client.post(reverse("accounts:assignment_grant", args=[user.username]), {"organisation": ours.pk, **wish})

    assert Assignment.objects.count() == before
    # What they may give they give in the same way, or the wishes above would fail for want of a word.
    address = reverse("accounts:assignment_grant", args=[accounts.user().username])
    client.post(address, {"organisation": ours.pk, "role": "VOLUNTEER", "areas": [OWN]})
    assert Assignment.objects.count() == before + 1


@pytest.mark.parametrize("role", ROLES)
def test_nobody_opens_the_data_of_another_organisation(ours, theirs, role):
    client = accounts.signed_in_client(accounts.user(role, ours, place(PARENT)), raise_request_exception=False)

    for giver, receiver in ((theirs, ours), (ours, theirs)):
        client.post(reverse("partners:agreement_add"), {"giver": giver.code, "receiver": receiver.code, **terms()})

    opened = Agreement.objects.filter(state="AGREED").values_list("giver__code", flat=True)
    assert list(opened) == ([ours.code] if Partners.AGREEMENT_EDIT in ROLES[role].permissions else [])


def terms():
    today = timezone.localdate()
    until = today + timedelta(days=300)
    return {
        "groups": ["REGISTRY", "HEALTH"],
        "purpose": "ดูแลผู้สูงอายุร่วมกัน",
        "legal_basis": "PUBLIC_TASK",
        "starts_on": f"{today.day}/{today.month}/{today.year + 543}",
        "ends_on": f"{until.day}/{until.month}/{until.year + 543}",
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_phone_is_ones_own_in_ones_own_organisation(ours, theirs, role):
    user = accounts.user(role, ours, place(OWN))
    other = accounts.user("COORDINATOR", theirs, place(PARENT))
    client = accounts.signed_in_client(user, raise_request_exception=False)
    words = {"name": "x", "user": other.pk, "organisation": theirs.pk, "user_id": other.pk}

    client.post(reverse("field:enrol"), words, content_type="application/json")
    client.post(reverse("phones:list"), words)

    assert not DeviceKey.objects.exclude(user=user, organisation=ours).exists()


def test_emergency_access_opens_no_other_organisations_persons(ours, theirs):
    carer = accounts.user("CARE_WORKER", ours, place(OWN))
    before = {name: carer.reach(name) for name in ROLES["CARE_WORKER"].permissions}

    open_access(area=place(FOREIGN), reason="ไฟไหม้บ้านผู้ป่วยติดเตียงเมื่อคืน", by=carer, at=timezone.now())

    carer.forget_reach()
    for name, former in before.items():
        now = carer.reach(name)
        widened = {(place(FOREIGN).key, place(FOREIGN).key_end)} if name in ROLES["CARE_WORKER"].in_emergency else set()
        assert set(now.ranges) == set(former.ranges) | widened, name
        assert (now.givers, now.everywhere, now.organisation_id) == (former.givers, False, ours.pk), name


@pytest.mark.parametrize("deed", ["edit", "active", "duties/add"])
def test_nobody_beside_changes_the_keeper_of_the_platform(ours, deed):
    keeper = organisation("KEEPER", place(OWN), kind="PLATFORM")
    neighbour = organisation("NEIGHBOUR", place(OWN))
    browser = accounts.signed_in_client(accounts.user("COORDINATOR", ours))

    assert browser.get(f"/partners/of/{keeper.code}/{deed}/").status_code == 404
    assert browser.get(f"/partners/of/{neighbour.code}/{deed}/").status_code in (200, 302)
