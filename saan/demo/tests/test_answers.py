"""What the demo's visitors say can be true, and adds up."""

import numpy as np
import pytest

from saan.demo.answers import BARTHEL, Course


@pytest.fixture(params=range(40))
def course(request):
    rng = np.random.default_rng(request.param)
    group = ("BED_BOUND", "HOME_BOUND", "")[request.param % 3]
    return Course(rng, group, is_female=bool(request.param % 2), is_chronic=request.param % 5 == 0)


def test_the_items_of_daily_living_add_up(course):
    for _number in range(6):
        course.month()
        said = course.barthel()

        assert sum(said[item] for item in BARTHEL) == said["adl"]
        assert all(0 <= said[item] <= most for item, most in BARTHEL.items())


def test_nobody_is_asked_further_who_is_well(course):
    said = course.depression()

    assert ("q9" in said) == (said["q2"] == 1)
    assert "q8" not in said or said["q9"] >= 7 or said["q9_9"]


def test_the_lower_pressure_is_lower(course):
    said = course.vitals()

    assert said["dbp"] < said["sbp"]
