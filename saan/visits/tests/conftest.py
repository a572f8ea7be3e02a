import pytest

from saan.accounts import testing as accounts
from saan.forms import catalogue
from saan.needs.testing import somebody
from saan.people import testing as people


@pytest.fixture(autouse=True)
def nothing_remembered():
    """The measures of one test are not those of the next."""
    catalogue.MEMORY.forget()


@pytest.fixture
def organisation():
    return people.organisation()


@pytest.fixture
def visitor(organisation):
    return accounts.user("CARE_WORKER", organisation)


@pytest.fixture
def other_visitor(organisation):
    return accounts.user("VOLUNTEER", organisation)


@pytest.fixture
def officer(organisation):
    return accounts.user("COORDINATOR", organisation)


@pytest.fixture
def person(organisation):
    return somebody(organisation, organisation.area, "ทองคำ สมมุติ")
