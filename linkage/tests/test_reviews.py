import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import FOUR, PRESETS
from invented.worlds import drawn, together
from linkage import Model, link, normalise, recalibrated
from linkage.calibration import MOST, Calibration, log_odds
from linkage.reviews import learnt


def answers(by: float, wrong: float, count: int = 2000) -> tuple[np.ndarray, np.ndarray]:
    """What the model said of pairs that it misjudges by `by`, and what people said, so many of them wrong."""
    rng = np.random.default_rng(1)
    odds = rng.uniform(-4, 7.5, count)
    truth = rng.random(count) < 1 / (1 + np.exp(-(odds + by)))
    return 1 / (1 + np.exp(-odds)), truth ^ (rng.random(count) < wrong)


def test_reviews_move_probabilities_towards_what_people_said():
    found = recalibrated(Model.shipped(), *answers(by=1.5, wrong=0.03)).calibration

    assert found.unlikely == pytest.approx(1.5, abs=0.4)
    assert 0 < found.likely <= 1.5


def test_of_sure_pairs_that_are_not_so_sure_fewer_are_merged():
    found = recalibrated(Model.shipped(), *answers(by=-1.5, wrong=0.03)).calibration

    assert found.unlikely == pytest.approx(-1.5, abs=0.4)
    assert -1.8 <= found.likely < -0.7


@pytest.mark.parametrize("wrong", [0, 0.03, 0.1])
def test_wrong_answers_are_no_reason_to_doubt_sure_pairs(wrong):
    found = recalibrated(Model.shipped(), *answers(by=0.0, wrong=wrong)).calibration

    assert found.unlikely == pytest.approx(0.0, abs=0.3)
    assert found.likely == pytest.approx(0.0, abs=0.3)


def test_a_few_reviews_change_nothing():
    assert recalibrated(Model.shipped(), np.full(19, 0.99), np.full(19, False)) == Model.shipped()


def test_reviews_count_from_what_the_shipped_model_said_however_often_it_is_recalibrated():
    said, same_person = answers(by=1.5, wrong=0.03)
    once = recalibrated(Model.shipped(), said, same_person)

    again = recalibrated(once, 1 / (1 + np.exp(-once.calibration.corrected(log_odds(said)))), same_person)

    assert again.calibration.unlikely == pytest.approx(once.calibration.unlikely, abs=0.01)
    assert again.calibration.likely == pytest.approx(once.calibration.likely, abs=0.01)


def test_after_reviews_of_hard_lists_as_many_are_merged_and_hardly_ever_wrongly():
    raw, truth = together(drawn(np.random.default_rng(78), 3000, FOUR, PRESETS["hard"]))
    norm = normalise(raw)
    before = link(norm).pairs
    seen = before.filter(pl.col("own").is_between(0.02, 0.9995))
    wrong = np.random.default_rng(7).random(seen.height) < 0.03

    after = link(norm, recalibrated(Model.shipped(), seen["own"].to_numpy(), same(seen, truth) ^ wrong)).pairs

    merged = after.filter(pl.col("decision") == "merge")
    assert same(merged, truth).mean() >= 0.998
    assert merged.height >= 0.99 * before.filter(pl.col("decision") == "merge").height


def same(pairs: pl.DataFrame, truth: np.ndarray) -> np.ndarray:
    return truth[pairs["a"].to_numpy()] == truth[pairs["b"].to_numpy()]


@given(st.floats(-MOST, MOST), st.floats(-MOST, MOST), st.lists(st.floats(-15, 15), min_size=2, max_size=20))
def test_a_likelier_pair_stays_the_likelier_one_and_a_correction_can_be_taken_off(unlikely, likely, odds):
    calibration, odds = Calibration(unlikely, likely), np.sort(np.array(odds))

    corrected = calibration.corrected(odds)

    assert (np.diff(corrected) >= -1e-9).all()
    assert calibration.uncorrected(corrected) == pytest.approx(odds, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.floats(-6, 9), min_size=20, max_size=200), st.booleans())
def test_whatever_is_reviewed_answers_pull_their_way(odds, is_same):
    found = learnt(np.array(odds), np.full(len(odds), is_same)).calibration

    assert found.unlikely >= 0 if is_same else found.unlikely <= 0
    assert found.likely >= 0 if is_same else found.likely <= 0


def test_unlikely_pairs_say_nothing_of_likely_ones():
    likely, unlikely = np.full(200, 3.5), np.full(2000, -1.4)

    found = learnt(np.append(likely, unlikely), np.append(np.arange(200) % 33 > 0, np.arange(2000) % 2 > 0)).calibration

    assert found.unlikely > 1
    assert found.likely == pytest.approx(0.0, abs=0.1)


def test_no_reviews_change_nothing():
    assert recalibrated(Model.shipped(), np.array([]), np.array([])) == Model.shipped()


def test_answers_must_fit_the_pairs():
    with pytest.raises(ValueError, match="2 probabilities for 1 answers"):
        recalibrated(Model.shipped(), np.array([0.5, 0.5]), np.array([True]))
