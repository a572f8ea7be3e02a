import numpy as np
import polars as pl
import pytest

from invented import FOUR, PRESETS, draw_lists, make_people, write_lists


@pytest.fixture(scope="module")
def people():
    return make_people(np.random.default_rng(1), 3000, area_codes=["930501", "930502"])


def test_the_same_seed_gives_the_same_people(people):
    assert make_people(np.random.default_rng(1), 3000, area_codes=["930501", "930502"]).equals(people)


def test_people_live_only_where_they_were_put(people):
    assert set(people["area_code"]) == {"930501", "930502"}
    assert set(people["province"]) == {"พัทลุง"}


def test_ids_are_right_but_of_no_province(people):
    assert people["cid"].n_unique() == people.height
    assert all(check_digit(cid) == cid[12] and cid[1:3] == "00" for cid in people["cid"].head(200))


def check_digit(cid):
    return str((11 - sum(int(digit) * (13 - place) for place, digit in enumerate(cid[:12])) % 11) % 10)


def test_namesakes_and_twins_exist(people):
    names = people.group_by("given_name", "family_name").len()
    births = people.group_by("household", "birth_date").len()

    assert (names["len"] > 1).sum() > 5
    assert (births["len"] > 1).sum() > 5


def test_titles_fit_sex_and_age(people):
    children = people.filter(pl.col("birth_date").dt.year() > 2014)

    assert set(children["prefix"]) == {"เด็กชาย", "เด็กหญิง"}
    assert people.filter(pl.col("sex") == "F")["prefix"].is_in(["นาย", "เด็กชาย", "พระ"]).sum() == 0


def test_a_hard_list_is_worse_than_a_typical_one(people):
    missing = {
        preset: sum(part.raw["cid"].null_count() for part in draw_lists(np.random.default_rng(2), people, FOUR, damage))
        for preset, damage in PRESETS.items()
    }

    assert missing["hard"] > 1.4 * missing["typical"]


def test_files_carry_every_row_and_its_truth(tmp_path):
    files = write_lists(tmp_path, 500, "typical", seed=3)
    truth = pl.read_csv(tmp_path / "truth.csv")

    assert {file.suffix for file in files} == {".xlsx", ".csv"}
    assert set(truth["file"]) == {file.name for file in files}
    assert 400 < truth.height < 600
    assert truth.group_by("file").agg(pl.col("row").max() == pl.len())["row"].all()
