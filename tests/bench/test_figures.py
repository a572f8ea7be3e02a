import math

import pytest

from bench import figures
from bench.figures import Figure


@pytest.mark.parametrize(
    ("value", "aim", "met"),
    [(4.9, "≤ 5", True), (5.1, "≤ 5", False), (0.9961, "≥ .996", True), (0.9, "", None), (math.nan, "≤ 5", False)],
)
def test_a_figure_is_held_to_its_aim(value, aim, met):
    assert Figure("known", 10, value, "ms", aim).met is met


def test_figures_are_read_as_they_were_written(tmp_path, monkeypatch):
    monkeypatch.setattr(figures, "FOLDER", tmp_path)
    found = [Figure("รู้จักไหม", 1_000_000, 3.25, "ms", "≤ 5"), Figure("the same", 1_000, 80, "s", peer="Splink")]

    figures.write("registry", [Figure("of an earlier run", 1, 1)])
    figures.write("registry", found)

    assert figures.read() == {"registry": found}
    assert figures.read(quick=True) == {}


def test_the_slowest_twentieth_is_above_the_percentile():
    assert figures.percentile(range(1, 101), 0.95) == 95
    assert figures.percentile([7], 0.95) == 7


def test_growth_is_the_exponent():
    assert figures.growth([(1000, 2), (10_000, 20), (100_000, 200)]) == pytest.approx(1)
    assert figures.growth([(10, 100), (20, 400), (40, 1600)]) == pytest.approx(2)
