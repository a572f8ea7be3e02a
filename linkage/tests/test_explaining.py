import numpy as np
import polars as pl
import pytest

from linkage import Model, explain, normalise, recalibrated

ONE = {"given_name": "สมชาย", "family_name": "ใจดีรักษา", "birth_date": "12/3/2490", "cid": "1101700230708"}


def reasons(**other) -> dict:
    left, right = (normalise(pl.DataFrame([row])) for row in (ONE, ONE | other))
    return {reason.field: reason for reason in explain(left, right)}


def test_reasons_name_the_field_and_how_the_two_stand():
    found = reasons(birth_date="3/12/2490", given_name="สมชัย", cid="1101700230709")

    assert found["birth_date"].code == "DAY_MONTH_SWAPPED"
    assert found["given_name"].code == "ALIKE"
    assert found["cid"].code == "ONE_SLIP"
    assert (found["given_name"].left, found["given_name"].right) == ("สมชาย", "สมชัย")


def test_the_strongest_reason_comes_first():
    weights = [abs(reason.weight) for reason in reasons(birth_date="1/8/2515").values()]

    assert weights == sorted(weights, reverse=True)


def test_another_birth_date_speaks_against():
    assert not reasons(birth_date="1/8/2515", cid=None)["birth_date"].supports


def test_reviews_move_probabilities_towards_what_people_said():
    rng = np.random.default_rng(1)
    said = rng.uniform(0.02, 0.98, 2000)
    truth = rng.random(2000) < 1 / (1 + np.exp(-(np.log(said / (1 - said)) + 1.5)))
    answers = np.where(rng.random(2000) < 0.03, ~truth, truth)

    model = recalibrated(Model.shipped(), said, answers)

    assert model.shift == pytest.approx(1.5, abs=0.3)
    assert model.slope == pytest.approx(1.0, abs=0.25)


def test_no_reviews_change_nothing():
    assert recalibrated(Model.shipped(), np.array([]), np.array([])) is Model.shipped()


def test_answers_must_fit_the_pairs():
    with pytest.raises(ValueError, match="2 probabilities for 1 answers"):
        recalibrated(Model.shipped(), np.array([0.5, 0.5]), np.array([True]))
