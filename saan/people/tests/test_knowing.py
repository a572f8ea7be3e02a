import json

import numpy as np
import polars as pl
import pytest

from invented import PRESETS
from invented.agencies import Agency
from invented.worlds import drawn
from linkage import normalise
from saan.people import linking, testing
from saan.people.linking import frames, knowing, proposing
from saan.people.tests.test_deliveries import commit
from saan.shared.access import system

pytestmark = pytest.mark.django_db
LIKELY = 0.5


def clean(raw):
    """(values, ID) of each row, as a list would bring them."""
    norm = normalise(raw).with_columns(pl.col("birth_date").dt.to_string("%Y-%m-%d"))
    names = (*knowing.KEPT, "village", "area_code", "birth_date")
    return [({name: row[name] for name in names if row[name]}, row["cid"] or "") for row in norm.iter_rows(named=True)]


@pytest.fixture
def lists():
    rng = np.random.default_rng(9)
    return drawn(rng, 60, (Agency("หนึ่ง", 1.0), Agency("สอง", 0.6)), PRESETS["hard"])


def test_one_row_is_known_as_a_list_of_it_would_be(lists):
    first, second = lists
    rows = [testing.row(key=str(n), cid=cid, **values) for n, (values, cid) in enumerate(clean(first.raw))]
    commit(testing.source_list(), *rows)

    for values, cid in clean(second.raw):
        asked = {one.person_id for one in linking.known(values, cid) if one.probability >= LIKELY}
        with system():
            frame = frames.of_rows([frames.as_row(values, cid)])
            listed = {one.person for one in proposing.likenesses_of(frame) if one.probability >= LIKELY}
        assert asked == listed, json.dumps(values, ensure_ascii=False)


def test_a_row_that_needs_reading_is_known_too():
    commit(testing.source_list(), testing.row("สมชาย ใจดีรักษา", birth_date="1947-03-12", house_no="99/1"))

    [found] = linking.known(
        {"given_name": "นายสมชาย", "family_name": "ใจดี์รักษา", "birth_date": "1947-03-12", "house_no": "เลขที่ 99/1"},
        explain=True,
    )

    assert found.probability > LIKELY
    assert {reason["field"] for reason in found.reasons} >= {"given_name", "birth_date"}
