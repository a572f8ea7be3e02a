import pytest

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.partners.models import Organisation


def organisation(code, area, kind="SUBDISTRICT_ADMINISTRATION"):
    made = Organisation.objects.create(code=code, name_th=f"องค์กร{code}", kind=kind, area=area)
    made.areas.add(area)
    return made


@pytest.fixture
def khuan_khanun():
    return place("930501")


@pytest.fixture
def neighbour(khuan_khanun):
    return place("930502")


@pytest.fixture
def district(khuan_khanun):
    return place("9305")


@pytest.fixture
def town(khuan_khanun):
    return organisation("TOWN", khuan_khanun)


@pytest.fixture
def hospital(district):
    return organisation("HOSPITAL", district, "HOSPITAL")


@pytest.fixture
def platform(khuan_khanun):
    return organisation("PLATFORM", place("TH"), "PLATFORM")


@pytest.fixture
def coordinator(hospital):
    return accounts.user("COORDINATOR", hospital, username="coordinator")


@pytest.fixture
def administrator(platform):
    return accounts.user("PLATFORM_ADMIN", platform, username="administrator")


@pytest.fixture
def volunteer(hospital, khuan_khanun):
    return accounts.user("VOLUNTEER", hospital, khuan_khanun, username="volunteer")
