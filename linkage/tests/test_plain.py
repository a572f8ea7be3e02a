import datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import FOUR, PRESETS
from invented.worlds import drawn, together
from linkage import Frequencies, Model, blocking_keys, normalise
from linkage.features import Rows, features
from linkage.keys import keys_of_one
from linkage.normalising import COLUMNS, COMPARED
from linkage.plain import plain, plain_name, rows_of
from linkage.text import fold, fold_one, needs_no_repair, repair_text, skeleton_of_fold, skeleton_of_fold_one

TODAY = datetime.date(2026, 6, 1)
THAI = st.text(st.sampled_from([chr(code) for code in range(0x0E01, 0x0E4F)]), max_size=12)
LENGTH = {"YEAR": 4, "MONTH": 7, "DAY": 10}


@pytest.fixture(scope="module")
def clean():
    """Clean values and typed IDs of rows with every damage, as a registry keeps them."""
    raw, _ = together(drawn(np.random.default_rng(31), 500, FOUR, PRESETS["hard"]))
    norm = normalise(raw.drop("source"), today=TODAY).with_columns(pl.col("birth_date").dt.to_string("%Y-%m-%d"))
    return [({name: row[name] for name in VALUES}, row["cid_digits"]) for row in norm.iter_rows(named=True)]


VALUES = (*(name for name in COLUMNS if name not in ("cid", "full_name", "age", "address")), "birth_precision")


def read_again(rows):
    """The clean values as `normalise` reads them."""
    raw = [
        {**values, "cid": cid, "birth_date": (values["birth_date"] or "")[: LENGTH[values["birth_precision"] or "DAY"]]}
        | {"birth_year": None if values["birth_date"] else values["birth_year"] and str(values["birth_year"])}
        for values, cid in rows
    ]
    return normalise(pl.DataFrame(raw, schema=dict.fromkeys(COLUMNS, pl.String)), today=TODAY)


def test_a_plain_row_is_what_reading_it_gives(clean):
    plainly = [plain(values, cid, today=TODAY) for values, cid in clean]
    read = read_again(clean).to_dicts()

    for row, expected in zip(plainly, read, strict=True):
        assert row is None or row == {name: expected[name] for name in row}
    assert sum(row is not None for row in plainly) > 0.99 * len(clean)
    assert set(COMPARED) <= set(plainly[0])


@pytest.mark.parametrize(
    "values",
    [
        *({"given_name": name} for name in ("นายสมชาย", "สมชาย ใจดี", "สม่่ชาย", "ไม่ทราบ", "Somchai")),
        *({"phone": phone} for phone in ("812345678", "0066812345678", "081-2345678")),
        *({"subdistrict": place} for place in ("ต.ควนขนุน", "ตำบลควนขนุน", "เเม่ริม", "ต. ควนขนุน")),
        {"birth_date": "1947-01-01", "birth_precision": "DAY"},
        {"birth_date": "2947-03-01"},
        {"birth_date": "12 มีนาคม"},
        {"house_no": "บ้านเลขที่ 12"},
        {"province": "กรุงเทพฯ"},
        {"prefix": "น.ส."},
        {"sex": "ชาย"},
    ],
)
def test_a_row_that_needs_reading_is_not_plain(values):
    assert plain({"given_name": "สมชาย", **values}, today=TODAY) is None


ODD = [
    "สุ-ลดา",
    "ก",
    "ิสงห์ชัย",
    "จ.ป.ร.",
    "ณ อยุธยา",
    "สุไหงโก-ลก",
    "หนองบัว 2",
    "แป-ระ",
    "บ้านนา",
    "เมืองใหม่.",
    "ำดี",
    "กก์",
    "ํา",
]


@pytest.mark.parametrize("field", ["given_name", "family_name", "village", "subdistrict", "district", "province"])
def test_an_odd_word_is_plain_only_if_reading_leaves_it_alone(field):
    values = [dict.fromkeys(VALUES) | {field: word} for word in ODD]
    read = read_again([(one, None) for one in values]).to_dicts()

    for one, expected in zip(values, read, strict=True):
        row = plain(one, today=TODAY)
        assert row is None or row == {name: expected[name] for name in row}


@settings(max_examples=300, deadline=None)
@given(THAI)
def test_one_text_is_folded_as_a_column_is(text):
    folded = pl.select(fold(pl.lit(text))).item()

    assert fold_one(text) == folded
    assert skeleton_of_fold_one(folded) == pl.select(skeleton_of_fold(pl.lit(folded))).item()
    assert not needs_no_repair(text) or pl.select(repair_text(pl.lit(text))).item() in (text, None)


def test_a_plain_row_has_the_keys_it_has_in_a_frame(clean):
    keys = blocking_keys(read_again(clean), kinds=True)
    by_row = dict(keys.group_by("row").agg(pl.col("key").sort()).iter_rows())

    for number, (values, cid) in enumerate(clean[:300]):
        if row := plain(values, cid, today=TODAY):
            assert sorted(key for _, key in keys_of_one(row)) == by_row.get(number, [])


def test_plain_rows_are_as_likely_one_person_as_rows_of_a_frame(clean):
    whole = [one for one in clean if plain(*one, today=TODAY)][:120]
    norm = read_again(whole)
    a, b = np.zeros(119, int), np.arange(1, 120)

    plainly = [plain(*one, today=TODAY) | {"source": None} for one in whole]
    rows = rows_of({name: [row[name] for row in plainly] for name in plainly[0]}, {})
    framed = Rows.of(norm, Frequencies.of(norm))

    np.testing.assert_array_equal(features(rows, a, b), features(framed, a, b))
    np.testing.assert_array_equal(Model.shipped().alone(rows, a, b), Model.shipped().alone(framed, a, b))


NAMED = ("given_name", "family_name", "given_fold", "family_fold", "given_skeleton", "family_skeleton")


def names_of(row):
    return [row[name] for name in NAMED]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*ODD, "สมชาย", "ใจดี", "คุณ", "นาย", "ดช", "นางสาวมาลี", "แก้ว"]), max_size=3)))
def test_a_plain_full_name_is_what_reading_it_gives(several):
    texts = [" ".join(words) for words in several]
    read = normalise(pl.DataFrame({"full_name": texts}, schema={"full_name": pl.String})).to_dicts()

    for text, expected in zip(texts, read, strict=True):
        row = plain_name(text)
        assert row is None or names_of(row) == names_of(expected), text
