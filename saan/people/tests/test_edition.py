import pytest

from saan.people import testing
from saan.people.linking import keys
from saan.people.models import KeyEdition, KeyRing, MatchKey, Person
from saan.people.tests.test_deliveries import commit

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    commit(testing.source_list(), *(testing.row(f"สมชาย ใจดี{'กขคงจ'[n]}", key=str(n)) for n in range(5)))
    return testing.registry()


def test_keys_of_the_edition_at_hand_are_left_alone(registry):
    assert keys.renew_edition() == 0


def test_another_edition_makes_everybodys_keys_anew_and_goes_on_where_it_was_cut_off(registry, monkeypatch):
    MatchKey.objects.all().delete()
    KeyRing.objects.update(keys=[])
    monkeypatch.setattr(keys, "EDITION", 2)

    first = keys._next_of_edition(2)
    rest = keys.renew_edition(chunk=2)

    assert len(first) + rest == Person.objects.count()
    assert testing.registry() == registry
    assert KeyEdition.objects.get().edition == 2
    assert keys.renew_edition() == 0
