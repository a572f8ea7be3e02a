from collections import Counter, defaultdict
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from invented import FOUR, PRESETS
from invented.worlds import drawn, together
from linkage import TOO_COMMON, normalise
from linkage.candidates import candidate_pairs
from linkage.keys import ID_KINDS, keys_by_kind


def test_candidates_are_the_rows_that_share_a_key_that_is_not_too_common():
    raw, _ = together(drawn(np.random.default_rng(3), 400, FOUR, PRESETS["hard"]))
    norm = normalise(pl.concat([raw, *[raw[:1]] * (TOO_COMMON + 1)]))
    blocks, expected = defaultdict(list), Counter()
    for kind, rows, keys in keys_by_kind(norm, small=True):
        for row, key in zip(rows.tolist(), keys.tolist(), strict=True):
            blocks[kind, key].append(row)
    for (kind, _), rows in blocks.items():
        if len(rows) <= TOO_COMMON:
            expected.update(dict.fromkeys(combinations(sorted(rows), 2), kind not in ID_KINDS))

    a, b, others = candidate_pairs(norm)

    assert dict(zip(zip(a.tolist(), b.tolist(), strict=True), others.tolist(), strict=True)) == expected


MARRIED = {"given_name": ["มาลี", "มาลี"], "family_name": ["ใจดี", "รักษาสุข"], "house_no": ["12", "12"]}


@pytest.mark.parametrize(
    "where",
    [
        {"moo": ["3", "3"], "subdistrict": ["ในเมือง", None], "area_code": [None, "400101"]},  # without its district
        {"village": ["ชุมชนวังเขียว", "วังเขียว"], "subdistrict": ["บ่อยาง", "บ่อยาง"]},  # a town has no village numbers
        {"moo": ["3", None], "subdistrict": ["ควนขนุน", "ควนขนุน"]},
    ],
)
def test_a_married_woman_is_found_by_her_house_however_the_place_is_written(where):
    rows = normalise(pl.DataFrame({**MARRIED, **where}))

    assert len(candidate_pairs(rows)[0]) == 1


def test_lists_without_a_key_in_common_have_no_candidates():
    assert [len(found) for found in candidate_pairs(normalise(pl.DataFrame({"given_name": ["สมชาย"]})))] == [0, 0, 0]


@pytest.mark.parametrize(
    ("one", "other"), [("7654321", "7654321"), ("1101700230709", "1101700230709"), ("0-9876-5432", "098765432")]
)
def test_rows_are_found_by_a_number_that_is_no_valid_id(one, other):
    rows = normalise(pl.DataFrame({"cid": [one, other], "given_name": ["สมชาย", "มาลี"]}))

    assert [len(found) for found in candidate_pairs(rows)] == [1, 1, 1]


@pytest.mark.parametrize("filler", ["00000", "9999999", "1234567", "0123456789", "1111111111111", "12345", "1234"])
def test_nobody_is_found_by_what_forms_are_filled_with(filler):
    rows = normalise(pl.DataFrame({"cid": [filler, filler], "given_name": ["สมชาย", "มาลี"]}))

    assert not len(candidate_pairs(rows)[0])
