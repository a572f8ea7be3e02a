import subprocess
import sys

import numpy as np
import pytest

from invented import PRESETS
from invented.agencies import Agency
from invented.worlds import drawn
from linkage.edition import EDITION
from saan.people import testing
from saan.people.linking import keys
from saan.people.models import KeyEdition, KeyRing, MatchKey, Person
from saan.people.tests.test_deliveries import commit
from saan.people.tests.test_knowing import clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    commit(testing.source_list(), *(testing.row(f"สมชาย ใจดี{'กขคงจ'[n]}", key=str(n)) for n in range(5)))
    return testing.registry()


def test_keys_of_the_edition_at_hand_are_left_alone(registry):
    assert keys.renew_edition() == 0


def test_another_edition_makes_everybodys_keys_anew_and_goes_on_where_it_was_cut_off(registry, monkeypatch):
    MatchKey.objects.all().delete()
    KeyRing.objects.update(keys=[], compared_sealed=None)
    monkeypatch.setattr(keys, "EDITION", EDITION + 1)

    first = keys._next_of_edition(2)
    rest = keys.renew_edition(chunk=2)

    assert len(first) + rest == Person.objects.count()
    assert testing.registry() == registry
    assert KeyEdition.objects.get().edition == EDITION + 1
    assert keys.renew_edition() == 0


def test_row_by_row_keys_and_what_is_compared_are_those_of_a_frame():
    lists = drawn(np.random.default_rng(5), 60, (Agency("หนึ่ง", 1.0), Agency("สอง", 0.6)), PRESETS["hard"])
    for of_list in lists:
        rows = [testing.row(key=str(n), cid=cid, **values) for n, (values, cid) in enumerate(clean(of_list.raw))]
        commit(testing.source_list(), *rows)
    ids = list(Person.objects.values_list("pk", flat=True))

    few, many = keys._wanted_of_few(ids), keys._wanted(ids)

    for one, other in zip(few, many, strict=True):
        assert one.sort(one.columns).equals(other.sort(one.columns))


def test_to_see_that_nothing_changed_no_linking_is_loaded():
    asked = "import sys, linkage.edition; sys.exit('polars' in sys.modules or 'xgboost' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
