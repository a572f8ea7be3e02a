"""Scores and bands: every cut-off at its edge and between, and nothing made up where an answer is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.forms.scoring import (
    Cut,
    Scale,
    compared,
    cut_of,
    cuts_in_force,
    differences,
    inputs,
    is_plausible,
    rounded,
    scores,
)
from saan.forms.tests.filling import TODAY, scales

EDGES = [
    ("BMI", 18.4, "UNDER"), ("BMI", 18.44, "UNDER"), ("BMI", 18.45, "NORMAL"), ("BMI", 18.5, "NORMAL"),
    ("BMI", 22.9, "NORMAL"), ("BMI", 22.96, "OVER"), ("BMI", 23, "OVER"),
    ("BMI", 25, "OBESE_1"), ("BMI", 30, "OBESE_2"),
    ("SBP", 139, "RISK"), ("SBP", 140, "SUSPECT"), ("DBP", 89, "RISK"), ("DBP", 90, "SUSPECT"),
    ("SBP", 180, "VERY_HIGH"), ("FBS", 125, "RISK"), ("FBS", 126, "SUSPECT"), ("FBS", 69, "LOW"),
    ("ADL", 0, "BED"), ("ADL", 4, "BED"), ("ADL", 5, "HOME"), ("ADL", 11, "HOME"), ("ADL", 12, "SOCIAL"),
    ("ADL", 20, "SOCIAL"), ("Q9", 6, "NONE"), ("Q9", 7, "MILD"), ("Q9", 12, "MILD"), ("Q9", 13, "MODERATE"),
    ("Q9", 18, "MODERATE"), ("Q9", 19, "SEVERE"), ("Q8", 0, "NONE"), ("Q8", 1, "LOW"), ("Q8", 8, "LOW"),
    ("Q8", 9, "MODERATE"), ("Q8", 16, "MODERATE"), ("Q8", 17, "HIGH"), ("FRAT", 3, "LOW"), ("FRAT", 4, "AT_RISK"),
    ("TUGT", 11.9, "NORMAL"), ("TUGT", 11.94, "NORMAL"), ("TUGT", 11.95, "AT_RISK"), ("TUGT", 12, "AT_RISK"),
]  # fmt: skip

Q8_ALL = {"Q8_1": 1, "Q8_2": 1, "Q8_3": 1, "Q8_CONTROL": 1, "Q8_4": 1, "Q8_5": 1, "Q8_6": 1, "Q8_7": 1, "Q8_8": 1}


@pytest.mark.parametrize(("measure", "value", "band"), EDGES)
def test_cut_offs_lie_where_the_instrument_says(measure, value, band):
    assert cut_of(value, scales()[measure], TODAY).code == band


@pytest.mark.parametrize("scale", [one for one in scales().values() if one.cuts], ids=lambda one: one.code)
def test_every_possible_value_has_exactly_one_band(scale):
    step = 10**-scale.decimals
    count = round((scale.highest - scale.lowest) / step)
    values = [rounded(scale.lowest + number * step, scale.decimals) for number in range(count + 1)]

    held = [
        [cut.code for cut in scale.cuts if (cut.low is None or cut.low <= v) and (cut.high is None or v <= cut.high)]
        for v in values
    ]

    assert [value for value, codes in zip(values, held, strict=True) if len(codes) != 1] == []


def test_any_positive_8q_must_be_answered_today():
    severities = {cut_of(value, scales()["Q8"], TODAY).severity for value in range(1, 53)}

    assert severities == {"TODAY"}


def test_8q_weighs_its_items_as_the_official_form_does():
    assert scores(Q8_ALL, scales())["Q8"] == 52
    alone = {
        code: scores({**dict.fromkeys(Q8_ALL, 0), code: 1}, scales())["Q8"] for code in Q8_ALL if code != "Q8_CONTROL"
    }
    assert alone == {"Q8_1": 1, "Q8_2": 2, "Q8_3": 6, "Q8_4": 8, "Q8_5": 9, "Q8_6": 4, "Q8_7": 10, "Q8_8": 4}
    assert scores({**dict.fromkeys(Q8_ALL, 0), "Q8_3": 1, "Q8_CONTROL": 1}, scales())["Q8"] == 14


def test_a_question_not_asked_because_of_another_counts_nothing():
    unasked = {code: 0 for code in Q8_ALL if code != "Q8_CONTROL"}

    assert scores(unasked, scales())["Q8"] == 0
    assert "Q8" not in scores({**unasked, "Q8_3": 1}, scales())


@given(st.data())
def test_a_sum_with_a_missing_item_is_no_score(data):
    items = {code: data.draw(st.integers(0, 3)) for code in inputs(scales()["ADL"].formula)}
    missing = data.draw(st.sampled_from(sorted(items)))

    assert scores(items, scales())["ADL"] == sum(items.values())
    assert "ADL" not in scores({code: value for code, value in items.items() if code != missing}, scales())


def test_one_yes_is_enough_for_any_but_one_no_is_not():
    assert scores({"Q2_1": 1}, scales())["Q2"] == 1
    assert scores({"Q2_1": 0, "Q2_2": 0}, scales())["Q2"] == 0
    assert "Q2" not in scores({"Q2_1": 0}, scales())


def test_body_mass_index_comes_from_weight_and_height():
    assert scores({"WEIGHT": 60, "HEIGHT": 160}, scales())["BMI"] == 23.4
    assert "BMI" not in scores({"WEIGHT": 60, "HEIGHT": 0}, scales())


def test_a_score_of_scores_is_worked_out_from_the_answers():
    answers = {"FALLS": 2, "FRAT_FEMALE": 0, "FRAT_VISION": 0, "FRAT_BALANCE": 0, "FRAT_DRUGS": 0, "FRAT_HOUSE": 0}

    assert scores(answers, scales()) == {"FRAT_FALLS": 1, "FRAT": 5}


def test_a_table_takes_the_first_row_that_holds_and_nothing_while_an_answer_is_missing():
    formula = {"table": [{"when": {"A": [0, 4], "B": [1, 1]}, "value": 4}, {"when": {"A": [0, 4]}, "value": 3}]}
    table = {"T": Scale("T", formula=formula)}

    assert scores({"A": 2, "B": 1}, table) == {"T": 4}
    assert scores({"A": 2, "B": 0}, table) == {"T": 3}
    assert scores({"A": 2}, table) == {}
    assert scores({"A": 9}, table) == {}


def test_max_and_threshold():
    both = {
        "M": Scale("M", formula={"max": ["A", "B"]}),
        "T": Scale("T", formula={"threshold": {"of": "A", "at_least": 2}}),
    }

    assert scores({"A": 2, "B": 5}, both) == {"M": 5, "T": 1}
    assert scores({"A": 1}, both) == {"T": 0}


def test_a_formula_that_reads_itself_finds_nothing():
    circle = {"A": Scale("A", formula={"sum": ["B"]}), "B": Scale("B", formula={"sum": ["A"]})}

    assert scores({}, circle) == {}


ADL_ITEMS = dict.fromkeys(inputs(scales()["ADL"].formula), 1)


def test_a_difference_is_what_the_form_said_and_we_did_not_find():
    same = compared({**ADL_ITEMS, "ADL": 10}, {"ADL"}, scales())
    other = compared({**ADL_ITEMS, "ADL": 12}, {"ADL"}, scales())
    blank = compared(ADL_ITEMS, {"ADL"}, scales())

    assert (same, differences(same)) == ({"ADL": {"said": 10, "ours": 10}}, {})
    assert differences(other) == {"ADL": {"said": 12, "ours": 10}}
    assert differences(blank) == {"ADL": {"said": None, "ours": 10}}


def test_a_score_claimed_over_missing_items_is_a_difference():
    pairs = compared({"ADL": 12, "ADL_FEEDING": 2}, {"ADL", "ADL_FEEDING"}, scales())

    assert differences(pairs) == {"ADL": {"said": 12, "ours": None}}


def test_a_score_given_alone_stands_and_other_scores_may_rest_on_it():
    """The long-term-care form asks for the last ADL total and works the group out from it."""
    answers = {"ADL": 3, "LTC_CONFUSION": 0, "LTC_TERMINAL": 1, "LTC": 4}

    pairs = compared(answers, set(answers), scales())

    assert pairs == {"ADL": {"said": 3, "ours": 3}, "LTC": {"said": 4, "ours": 4}}


def test_a_score_said_more_finely_than_we_keep_it_is_no_difference():
    assert differences(compared({"WEIGHT": 60, "HEIGHT": 160, "BMI": 23.4375}, {"BMI"}, scales())) == {}


def test_a_measure_nobody_knows_is_not_compared():
    assert compared({"NEW": 12}, {"NEW"}, scales()) == {}


def test_the_newest_set_of_bands_that_has_begun_is_in_force():
    old = Cut("OLD", None, None, "FINE", date(2000, 1, 1))
    new = Cut("NEW", None, None, "FINE", date(2026, 10, 1))
    ended = Cut("GONE", None, None, "FINE", date(2000, 1, 1), valid_to=date(2020, 1, 1))

    assert cuts_in_force([old, new, ended], date(2026, 9, 30)) == [old]
    assert cuts_in_force([old, new, ended], date(2026, 10, 1)) == [new]
    assert cuts_in_force([new], date(2026, 9, 30)) == []


def test_a_value_outside_what_can_be_true_is_not_plausible():
    assert is_plausible(36.5, scales()["TEMPERATURE"])
    assert not is_plausible(365, scales()["TEMPERATURE"])


@given(st.floats(-1000, 1000), st.integers(0, 3))
def test_rounding_goes_half_up_and_never_further_than_half_a_step(value, decimals):
    assert abs(rounded(value, decimals) - value) <= 0.5 * 10**-decimals + 1e-9
