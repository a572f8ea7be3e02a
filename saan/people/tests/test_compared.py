"""What is kept to compare a person by is what their records say, and what is not kept yet is read from them."""

import numpy as np
import pytest

from invented import PRESETS
from invented.agencies import Agency
from invented.worlds import drawn
from saan.people import linking, testing
from saan.people.linking import candidates, compared, frames, proposing
from saan.people.models import KeyRing, Person
from saan.people.tests.test_deliveries import commit
from saan.people.tests.test_knowing import clean
from saan.shared.access import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """Rows of one list, while those of another are in the registry."""
    first, second = drawn(np.random.default_rng(3), 40, (Agency("หนึ่ง", 1.0), Agency("สอง", 0.6)), PRESETS["hard"])
    rows = [testing.row(key=str(n), cid=cid, **values) for n, (values, cid) in enumerate(clean(first.raw))]
    commit(testing.source_list(), *rows, testing.row("สมชาย ใจดี", village='บ้าน "หนอง, ใหญ่"', cid="12,34"))
    return clean(second.raw)


def found(asked):
    with system():
        frame = frames.of_rows([frames.as_row(values, cid) for values, cid in asked])
        # The list first: it looks afresh how common names are.
        return proposing.likenesses_of(frame), [linking.known(values, cid) for values, cid in asked]


def test_what_is_kept_is_what_the_records_say(asked):
    ids = list(Person.objects.values_list("pk", flat=True))

    kept = compared.of_persons(ids)

    read = frames.of_rows(candidates.records_of(ids)).select(kept.columns)
    assert kept.height == len(ids)
    assert kept.equals(read)


def test_persons_not_reached_since_an_update_are_found_as_well(asked):
    before = found(asked)
    KeyRing.objects.filter(pk__in=list(KeyRing.objects.values_list("pk", flat=True))[::2]).update(compared_sealed=None)

    assert found(asked) == before


def test_none_of_it_can_be_read_from_a_copy_of_the_database(asked):
    kept = b"".join(bytes(each) for each in KeyRing.objects.values_list("compared_sealed", flat=True))

    assert not [cid for _values, cid in asked if cid and cid.encode() in kept]
