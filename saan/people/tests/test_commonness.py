import pytest

from saan.people import testing
from saan.people.linking import commonness, frames
from saan.people.models import Person
from saan.people.tests.test_deliveries import commit

pytestmark = pytest.mark.django_db


def test_a_name_counts_as_often_as_the_registry_has_it(monkeypatch):
    homes = [testing.row("สมชาย ใจดี", birth_date=f"19{year}-03-12", key=str(year)) for year in range(30, 60)]
    commit(testing.source_list(), *homes)
    monkeypatch.setattr(commonness, "_remembered", {})

    one = frames.of_rows([(0, None, '{"given_name": "สมชาย", "family_name": "ใจดี"}', None, None, None, None)])
    counted = commonness.frequencies(one).counts

    assert counted["given"]["count"].max() == Person.objects.count() >= 25
