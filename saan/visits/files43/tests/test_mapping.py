"""Which rows a visit makes, and why some make none."""

from datetime import date, datetime

import pytest

from saan.forms.library import catalogue
from saan.visits.files43 import checking, mapping
from saan.visits.files43.layouts import LAYOUTS, codes
from saan.visits.files43.mapping import Call, Client, Value
from saan.visits.files43.sentences import problem

DAY, UPDATED = date(2026, 10, 5), datetime(2026, 10, 5, 14, 30, 9)
ELDER, ADULT = date(1950, 3, 1), date(1980, 3, 1)


def client(**about):
    return Client(**{"id": 7, "pid": "1234", "birth_date": ELDER, **about})


def call(outcome="MET", **values):
    return Call(42, DAY, UPDATED, outcome, values)


def drafts(client, call):
    return list(mapping.drafts(client, call, "10737"))


def rows(client, call, file):
    return [draft.row for draft in drafts(client, call) if draft.file == file and draft.row is not None]


def reasons(client, call):
    found = [draft for draft in drafts(client, call) if draft.row is None]
    assert all(problem(draft.reason, draft.facts) for draft in found)
    return {(draft.file, draft.reason) for draft in found}


def adl(score, band):
    return Value(score, "", band)


def test_a_visit_is_a_service_in_the_community():
    (row,) = rows(client(), call(), "COMMUNITY_SERVICE")

    assert row == {
        "HOSPCODE": "10737",
        "PID": "1234",
        "SEQ": "S000000000042",
        "DATE_SERV": "20261005",
        "COMSERVICE": "1A439",
        "PROVIDER": "",
        "D_UPDATE": "20261005143009",
        "CID": "",
    }


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"groups": frozenset({"DISABLED"}), "disabilities": frozenset({"3"})}, "1A32"),
        ({"groups": frozenset({"DISABLED"})}, "1A39"),
        ({"groups": frozenset({"PALLIATIVE", "CHRONIC"})}, "1A12"),
        ({"groups": frozenset({"CHRONIC"})}, "1A009"),
        ({"groups": frozenset({"ALONE"})}, "1A430"),
        ({"groups": frozenset({"ALONE"}), "birth_date": ADULT}, "1A99"),
        ({"birth_date": None}, "1A99"),
    ],
)
def test_the_kind_of_service_follows_from_the_person(about, code):
    (row,) = rows(client(**about), call(), "COMMUNITY_SERVICE")

    assert row["COMSERVICE"] == code


@pytest.mark.parametrize("outcome", ["NOT_HOME", "MOVED", "REFUSED", "DIED"])
def test_where_nobody_was_met_there_is_no_row_but_a_reason(outcome):
    found = drafts(client(), call(outcome, ADL=adl(9, "HOME")))

    assert [(draft.row, draft.reason) for draft in found] == [(None, "NOT_MET")]


@pytest.mark.parametrize(
    ("score", "band", "dependent", "special"),
    [(14, "SOCIAL", "1", "1B1280"), (9, "HOME", "2", "1B1281"), (0, "BED", "3", "1B1282")],
)
def test_barthel_is_a_functional_test_and_a_screen_of_elders(score, band, dependent, special):
    visit = call(ADL=adl(float(score), band))

    (functional,) = rows(client(), visit, "FUNCTIONAL")
    (screen,) = rows(client(), visit, "SPECIALPP")

    assert (functional["FUNCTIONAL_TEST"], functional["TESTRESULT"]) == ("01", str(score))
    assert functional["DEPENDENT"] == dependent
    assert (screen["PPSPECIAL"], screen["SERVPLACE"], screen["PPSPLACE"]) == (special, "2", "10737")
    assert rows(client(birth_date=ADULT), visit, "SPECIALPP") == []


def test_tai_is_sent_as_its_class():
    (row,) = rows(client(), call(TAI=Value(2, "", "I3")), "FUNCTIONAL")

    assert (row["FUNCTIONAL_TEST"], row["TESTRESULT"], row["DEPENDENT"]) == ("04", "I3", "3")


def test_a_score_without_a_band_is_listed():
    assert ("FUNCTIONAL", "NO_BAND") in reasons(client(), call(ADL=adl(9, "")))
    assert ("SPECIALPP", "NO_BAND") in reasons(client(), call(ADL=adl(9, "")))


def test_pressure_and_sugar_make_a_screening():
    visit = call(
        SBP=Value(151), DBP=Value(92), FBS=Value(118.5), WEIGHT=Value(60.25), HEIGHT=Value(152.5), WAIST=Value(80)
    )

    (row,) = rows(client(), visit, "NCDSCREEN")

    assert (row["SBP_1"], row["DBP_1"], row["SBP_2"]) == ("151", "92", "")
    assert (row["WEIGHT"], row["HEIGHT"], row["WAIST_CM"]) == ("60.3", "153", "80")
    assert (row["BSLEVEL"], row["BSTEST"]) == ("118.50", "3")
    assert list(checking.row_problems(LAYOUTS["NCDSCREEN"], row, today=DAY)) == []


def test_sugar_after_a_meal_is_another_test():
    (row,) = rows(client(), call(DTX=Value(180)), "NCDSCREEN")

    assert (row["BSLEVEL"], row["BSTEST"]) == ("180.00", "4")


def test_a_screening_without_a_waist_is_stopped_by_our_own_check():
    (row,) = rows(client(), call(SBP=Value(120), DBP=Value(80), WEIGHT=Value(60), HEIGHT=Value(160)), "NCDSCREEN")

    (found,) = checking.row_problems(LAYOUTS["NCDSCREEN"], row, today=DAY)

    assert (found.column, found.code) == ("WAIST_CM", "REQUIRED")


def test_children_are_not_screened_and_an_unknown_birth_date_is_said():
    pressure = {"SBP": Value(110), "DBP": Value(70)}

    assert rows(client(birth_date=date(2015, 1, 1)), call(**pressure), "NCDSCREEN") == []
    assert ("NCDSCREEN", "NO_BIRTH_DATE") in reasons(client(birth_date=None), call(**pressure))


def test_two_questions_have_other_codes_for_elders_and_for_the_chronically_ill():
    visit = call(Q2=Value(1, "", "POSITIVE"))
    chronic = frozenset({"CHRONIC"})

    assert [row["PPSPECIAL"] for row in rows(client(), visit, "SPECIALPP")] == ["1B0281"]
    assert [row["PPSPECIAL"] for row in rows(client(birth_date=ADULT, groups=chronic), visit, "SPECIALPP")] == ["1B131"]
    assert rows(client(birth_date=ADULT), visit, "SPECIALPP") == []


def test_what_a_nurse_must_choose_is_listed_and_not_guessed():
    at_risk = call(FRAT=Value(6, "", "AT_RISK"))

    assert rows(client(), at_risk, "SPECIALPP") == []
    assert ("SPECIALPP", "CHOOSE") in reasons(client(), at_risk)


def test_every_code_that_we_write_is_one_of_the_standard():
    rules = mapping.rules()
    special = {code for rule in rules["SPECIALPP"] for code in rule["bands"].values()}
    special |= {code for rule in rules["SPECIALPP"] for among in rule.get("choose", {}).values() for code in among}

    assert special <= codes("PPSPECIAL")
    assert {rule["code"] for rule in rules["COMMUNITY_SERVICE"]} <= codes("COMSERVICE")
    assert {rule["test"] for rule in rules["FUNCTIONAL"]} <= codes("FUNCTIONAL_TEST")
    assert {code for rule in rules["FUNCTIONAL"] for code in rule["dependent"].values()} <= codes("DEPENDENT")
    assert {way["test"] for way in rules["NCDSCREEN"]["sugar"]} <= codes("BSTEST")
    assert set(rules["NCDSCREEN"]["columns"]) <= set(LAYOUTS["NCDSCREEN"].columns)


def test_every_band_that_the_library_has_is_answered():
    """A band that is renamed there must not quietly lose its rows here."""
    bands = {}
    for band in catalogue.bands():
        bands.setdefault(band["measure"], set()).add(band["code"])
    rules = mapping.rules()
    of_functional = [(rule["measure"], set(rule["dependent"])) for rule in rules["FUNCTIONAL"]]
    of_special = [(rule["measure"], {*rule["bands"], *rule.get("choose", {})}) for rule in rules["SPECIALPP"]]

    for measure, answered in of_functional + of_special:
        assert bands.get(measure, answered) == answered, measure


def test_everybody_finds_some_kind_of_service():
    assert set(mapping.rules()["COMMUNITY_SERVICE"][-1]) <= {"code", "words", "confirm"}
