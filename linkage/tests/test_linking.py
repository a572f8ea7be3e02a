import numpy as np
import polars as pl
import pytest

from invented import FOUR, PRESETS
from invented.worlds import drawn, together
from linkage import Frequencies, Model, blocking_keys, link, normalise
from linkage.linking import merge_threshold
from linkage.people import agreed

HOME = {"house_no": "12", "moo": "3", "subdistrict": "ควนขนุน", "district": "ควนขนุน", "province": "พัทลุง"}
SOMCHAI = {"given_name": "สมชาย", "family_name": "ใจดีรักษา", "birth_date": "12/3/2490", "sex": "ชาย", **HOME}


def chance(left: dict, right: dict) -> float:
    return Model.shipped().probability(normalise(pl.DataFrame([left])), normalise(pl.DataFrame([right])))[0]


def quality(preset: str, people: int = 3000) -> tuple[pl.DataFrame, np.ndarray, np.ndarray]:
    raw, truth = together(drawn(np.random.default_rng(77), people, FOUR, PRESETS[preset]))
    pairs = link(normalise(raw)).pairs
    return pairs, truth, truth[pairs["a"].to_numpy()] == truth[pairs["b"].to_numpy()]


@pytest.mark.parametrize(("preset", "least"), [("typical", 0.99), ("hard", 0.965)])
def test_people_are_found_in_lists_never_seen(preset, least):
    pairs, truth, right = quality(preset)
    count = np.bincount(truth)
    likely, merged = (pairs["probability"] >= 0.5).to_numpy(), (pairs["decision"] == "merge").to_numpy()

    f1 = 2 * right[likely].sum() / (likely.sum() + (count * (count - 1) // 2).sum())

    assert f1 >= least
    assert right[merged].mean() >= 0.998


def test_a_row_is_the_same_person_through_every_damage():
    assert chance(SOMCHAI, SOMCHAI | {"given_name": "นายสมชัย", "birth_date": "1947-03-12"}) > 0.5
    assert chance(SOMCHAI, SOMCHAI | {"given_name": "ใจดีรักษา", "family_name": "สมชาย"}) > 0.5


def test_twins_are_two():
    twins = {"family_name": "ใจดีรักษา", "birth_date": "12/3/2540", **HOME}
    first, second = twins | {"given_name": "ณัฐพล", "sex": "ชาย"}, twins | {"given_name": "ณัฐพงษ์", "sex": "ชาย"}

    assert chance(first, second) < Model.shipped().merge_at
    assert chance(first, twins | {"given_name": "ณัฐธิดา", "sex": "หญิง"}) < 0.5


def test_twins_whose_ids_follow_each_other_are_two():
    twins = {"family_name": "ใจดีรักษา", "birth_date": "12/3/2540", "sex": "ชาย", **HOME}
    first, second = twins | {"given_name": "ณัฐพล"}, twins | {"given_name": "ณัฐพงษ์"}

    assert chance(first | {"cid": "1920339320061"}, second | {"cid": "1920339320079"}) < chance(first, second)


def test_father_and_son_of_like_names_in_one_house_are_two():
    assert chance(SOMCHAI, SOMCHAI | {"given_name": "สมชาติ", "birth_date": "1/8/2515"}) < 0.1


def test_namesakes_next_door_are_two():
    assert chance(SOMCHAI, SOMCHAI | {"house_no": "14", "birth_date": "30/11/2521"}) < 0.5


def test_an_id_of_a_relative_does_not_make_two_people_one():
    cid = "1101700230708"
    wife = {"given_name": "มาลี", "family_name": "ใจดีรักษา", "birth_date": "1/8/2493", "sex": "หญิง", **HOME}

    assert chance(SOMCHAI | {"cid": cid}, wife | {"cid": cid}) < Model.shipped().merge_at


def test_another_number_in_the_place_of_the_id_speaks_for_one_person_and_against():
    renamed = SOMCHAI | {"given_name": "ธนกฤต"}
    numbers = ("7654321", "1122334", "12345")

    same, other, filled = (chance(SOMCHAI | {"cid": one}, renamed | {"cid": "7654321"}) for one in numbers)

    assert same > 0.9 > filled > 0.1 > other
    assert chance(SOMCHAI | {"cid": "12345"}, renamed | {"cid": "12345"}) == filled


def test_what_excel_left_of_an_id_speaks_for_one_person_and_against():
    doubtful = {name: SOMCHAI[name] for name in ("given_name", "family_name", "sex")}
    rests = ("3.93055E+12", None, "3.93052E+12")

    same, unknown, other = (
        chance(doubtful | {"cid": rest}, doubtful | HOME | {"cid": "3930550012342"}) for rest in rests
    )

    assert same > unknown > other


def test_names_without_a_letter_in_common_are_unlike():
    # A distance over bytes calls สุดา and มาลี alike, as all Thai letters begin with the same bytes.
    assert chance({"given_name": "สุดา", **HOME}, {"given_name": "มาลี", **HOME}) < 0.2


def test_the_same_lists_give_the_same_people():
    raw, _ = together(drawn(np.random.default_rng(5), 400, FOUR, PRESETS["hard"]))
    norm = normalise(raw)

    one, other = link(norm), link(norm)

    assert one.pairs.equals(other.pairs)
    assert one.person.equals(other.person)


@pytest.mark.parametrize(
    "without", [["cid"], ["birth_date"], ["cid", "birth_date", "phone"], ["given_name", "full_name"]]
)
def test_lists_without_whole_columns_are_linked_all_the_same(without):
    raw, _ = together(drawn(np.random.default_rng(5), 300, FOUR, PRESETS["typical"]))

    assert link(normalise(raw.drop(without))).person.len() == raw.height


@pytest.mark.parametrize("rows", [[], [SOMCHAI], [{"given_name": None}] * 3])
def test_next_to_nothing_is_no_error(rows):
    linked = link(
        normalise(pl.DataFrame(rows, schema=None if rows and rows[0]["given_name"] else {"given_name": pl.String}))
    )

    assert linked.person.n_unique() == len(rows)
    assert linked.pairs.height == 0


def test_a_third_row_carries_a_pair_that_was_never_met_but_not_one_that_speaks_against():
    def with_third(*pair):
        pairs = pl.DataFrame(
            [*pair, (0, 2, 0.999), (1, 2, 0.999)],
            schema={"a": pl.UInt32, "b": pl.UInt32, "probability": pl.Float64},
            orient="row",
        )
        return agreed(pairs, np.zeros(3, int))["probability"][0]

    assert with_third() > 0.99
    assert with_third((0, 1, 0.001)) == 0.5


def test_rows_several_slips_apart_share_a_key_within_a_place():
    place = {"subdistrict": "ควนขนุน", "district": "ควนขนุน", "province": "พัทลุง"}
    slips = {"given_name": "รุ่งโรจน", "family_name": "ทิพย์พันธุ"}
    keys = blocking_keys(
        normalise(pl.DataFrame([place | slips, place | {"given_name": "รุ่งโรจน์", "family_name": "ทิพย์พันธุ์"}]))
    )
    first, second = (set(keys.filter(pl.col("row") == row)["key"]) for row in (0, 1))

    assert first & second


def test_rows_one_slip_apart_share_a_key():
    keys = blocking_keys(normalise(pl.DataFrame([SOMCHAI, {"given_name": "สมชาย", "family_name": "ใจดีรักสวา"}])))
    first, second = (set(keys.filter(pl.col("row") == row)["key"]) for row in (0, 1))

    assert first & second


def test_keys_stay_what_they_are_in_every_process_and_version():
    keys = blocking_keys(normalise(pl.DataFrame([{"cid": "1101700230708"}])))

    assert keys["key"].to_list() == [-3144285772008457490]


def test_one_new_row_is_compared_with_many():
    norm = normalise(pl.DataFrame([SOMCHAI, SOMCHAI | {"given_name": "มาลี"}, SOMCHAI | {"birth_date": "2490"}]))

    chances = Model.shipped().probability(norm[:1], norm, Frequencies.of(norm))

    assert chances.argmin() == 1
    assert chances.shape == (3,)


def test_frames_that_do_not_match_are_refused():
    norm = normalise(pl.DataFrame([SOMCHAI] * 3))

    with pytest.raises(ValueError, match="3 rows cannot be compared with 2"):
        Model.shipped().probability(norm, norm[:2])


def test_less_is_merged_where_fewer_may_be_wrong():
    probability = pl.Series([1.0] * 2000 + [0.999] * 500 + [0.99] * 500)

    lenient, strict = (merge_threshold(probability, wrong) for wrong in (0.002, 0.0002))

    assert (lenient, strict) == (0.99, 0.999)
