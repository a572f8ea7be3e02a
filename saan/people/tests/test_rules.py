from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saan.people import rules
from saan.people.fields import FIELDS
from saan.people.rules import Alternative, BirthDate, CitizenId, Decision, Evidence, Source, area_contains, golden

VILLAGE, OTHER_VILLAGE, SUBDISTRICT = 129306020003, 129306020005, 129306020000


def row(id, as_of=None, cid=None, area_key=VILLAGE, groups=(), **values):
    as_of = as_of or date(2026, 1, 1) + timedelta(days=id)
    index = CitizenId(cid.encode(), b"sealed" + cid.encode()) if cid else None
    return Evidence(id, as_of, values, area_key % 10007, area_key, index, tuple(groups), organisation_id=id % 3)


def test_the_newest_phone_is_believed():
    result = golden([row(1, phone="0811111111"), row(2, phone="0822222222")])

    assert result.values["phone"] == "0822222222"
    assert result.sources["phone"] == Source(record_id=2)


def test_an_older_phone_is_shown_but_is_no_dispute():
    result = golden([row(1, phone="0811111111"), row(2, phone="0822222222")])

    assert result.conflicts["phone"] == (Alternative("0822222222", (2,)), Alternative("0811111111", (1,)))
    assert not result.disputed


def test_a_list_that_knows_the_citizen_id_is_believed_for_the_name():
    result = golden([row(1, cid="A", given_name="สมชาย"), row(2, given_name="สมชัย")])

    assert result.values["given_name"] == "สมชาย"
    assert result.disputed == {"given_name"}


def test_most_sources_decide_the_citizen_id():
    result = golden([row(1, cid="A"), row(2, cid="A"), row(3, cid="B")])

    assert result.values["cid"].index == b"A"
    assert result.disputed == {"cid"}


def test_a_day_is_finer_than_a_year_and_does_not_contradict_it():
    result = golden(
        [
            row(1, birth_date="1950-03-12"),
            row(2, birth_date="1950-01-01", birth_precision="YEAR"),
        ]
    )

    assert result.values["birth_date"] == BirthDate("1950-03-12", "DAY")
    assert not result.disputed


def test_two_different_days_are_a_dispute():
    result = golden([row(1, birth_date="1950-03-12"), row(2, birth_date="1950-12-03")])

    assert result.disputed == {"birth_date"}


def test_a_death_stands_though_a_newer_list_is_silent():
    result = golden([row(1, vital_status="DEAD", death_date="2026-01-01"), row(2, phone="0811111111")])

    assert result.values["vital_status"] == "DEAD"
    assert not result.disputed


def test_a_death_is_disputed_by_a_newer_row_that_says_alive():
    result = golden([row(1, vital_status="DEAD"), row(2, vital_status="ALIVE")])

    assert result.values["vital_status"] == "DEAD"
    assert result.disputed == {"vital_status"}


def test_an_older_row_that_says_alive_disputes_no_death():
    assert not golden([row(1, vital_status="ALIVE"), row(2, vital_status="DEAD")]).disputed


def test_groups_are_those_of_all_lists_and_rows():
    result = golden(
        [row(1, groups=["CHRONIC"]), row(2, groups=["CHRONIC", "ALONE"], adl_score=3), row(3, disability_types=[3])]
    )

    assert result.values["groups"] == ["ALONE", "BED_BOUND", "CHRONIC", "DISABLED"]


def test_the_house_is_never_put_into_another_village():
    result = golden([row(1, house_no="12", moo="3"), row(2, area_key=OTHER_VILLAGE, moo="5")])

    assert (result.values["area_key"], result.values["moo"]) == (OTHER_VILLAGE, "5")
    assert "house_no" not in result.values


def test_a_newer_list_that_only_knows_the_subdistrict_does_not_hide_the_village():
    result = golden([row(1, house_no="12", moo="3"), row(2, area_key=SUBDISTRICT, subdistrict="ควนขนุน")])

    assert (result.values["area_key"], result.values["house_no"]) == (VILLAGE, "12")


def test_a_row_that_names_no_place_moves_nobody():
    result = golden([row(1, house_no="12"), row(2, area_key=OTHER_VILLAGE, phone="0811111111")])

    assert result.values["area_key"] == VILLAGE


def test_a_choice_stands_above_newer_sources_and_ends_the_dispute():
    rows = [row(1, given_name="สมชาย"), row(2, given_name="สมชัย")]

    result = golden(rows, [Decision(7, "given_name", "สมชาย")])

    assert result.values["given_name"] == "สมชาย"
    assert result.sources["given_name"] == Source(choice_id=7)
    assert not result.disputed
    assert len(result.conflicts["given_name"]) == 2


def test_somebody_moved_by_hand_keeps_only_what_fits_the_new_place():
    moved = Decision(7, "area", 99, area_key=OTHER_VILLAGE)

    result = golden([row(1, house_no="12")], [moved])

    assert result.values["area"] == 99
    assert "house_no" not in result.values


@pytest.mark.parametrize(
    ("key", "other", "holds"),
    [
        (SUBDISTRICT, VILLAGE, True),
        (VILLAGE, SUBDISTRICT, False),
        (VILLAGE, VILLAGE, True),
        (VILLAGE, OTHER_VILLAGE, False),
    ],
)
def test_which_area_holds_which(key, other, holds):
    assert area_contains(key, other) is holds


FEW = {
    "given_name": st.sampled_from(["สมชาย", "สมชัย"]),
    "sex": st.sampled_from(["M", "F"]),
    "birth_date": st.sampled_from(["1950-01-01", "1950-03-12", "1951-03-12"]),
    "birth_precision": st.sampled_from(["DAY", "MONTH", "YEAR"]),
    "phone": st.sampled_from(["0811111111", "0822222222"]),
    "vital_status": st.sampled_from(["DEAD", "ALIVE"]),
    "house_no": st.sampled_from(["1", "2"]),
    "groups": st.lists(st.sampled_from(["ALONE", "CHRONIC"])),
}


@st.composite
def rows(draw):
    made = []
    for id in range(1, draw(st.integers(1, 5)) + 1):
        values = draw(st.fixed_dictionaries({}, optional=FEW))
        as_of = date(2026, 1, draw(st.integers(1, 3)))
        area_key = draw(st.sampled_from([VILLAGE, OTHER_VILLAGE, SUBDISTRICT]))
        made.append(row(id, as_of, draw(st.sampled_from([None, "A", "B"])), area_key, **values))
    return made


CHOICES = st.lists(
    st.builds(
        Decision, st.integers(1, 9), st.sampled_from(["given_name", "sex", "phone"]), st.sampled_from(["M", "F"])
    ),
    unique_by=lambda choice: choice.id,
)


@given(rows(), CHOICES, st.randoms())
def test_the_order_of_sources_and_choices_does_not_matter(rows, choices, random):
    before = golden(rows, choices)
    random.shuffle(rows)
    random.shuffle(choices)

    assert golden(rows, choices) == before


@given(rows())
def test_a_single_row_is_read_as_if_it_were_one_of_many(rows):
    assert golden(rows[:1]) == rules._of_many(rows[:1], {}, frozenset(FIELDS))


@given(rows())
def test_choosing_what_is_believed_anyway_changes_no_value(rows):
    before = golden(rows)
    choices = [
        Decision(number, name, value, before.values["area_key"] if name == "area" else None)
        for number, (name, value) in enumerate(before.values.items())
        if name != "area_key"
    ]

    after = golden(rows, choices)

    assert after.values == before.values
    assert not after.disputed
