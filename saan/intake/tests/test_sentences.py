"""Whatever the libraries may say is wrong, there is a sentence for it."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

import linkage
import sheets
from saan.areas.resolving import Problem
from saan.intake import cleaning, sentences, ways, words


def codes_in(package, pattern):
    sources = (
        Path(package.__file__).parent.glob("*.py") if package.__file__.endswith("__init__.py") else [package.__file__]
    )
    return {code for source in sources for code in re.findall(pattern, Path(source).read_text("utf-8"))}


def known_codes():
    yield from codes_in(linkage, r'"((?:CID|DATE|PHONE|NAME|SEX)_[A-Z_]+)"')
    yield from codes_in(sheets, r'Problem\("([A-Z_]+)"')
    yield from codes_in(cleaning, r'lit\("([A-Z]+_[A-Z_]+)"\)\)\.alias')
    yield from (value for name, value in vars(Problem).items() if name.isupper())


@pytest.mark.parametrize("code", sorted(set(known_codes())))
def test_every_problem_has_a_sentence_and_advice(code):
    what, advice = sentences.problem(code)

    assert what
    assert advice


@pytest.mark.parametrize("code", sorted({*sheets.SENTENCES, *sentences.STOPPED}))
def test_every_stop_has_a_thai_sentence(code):
    facts = dict.fromkeys(("megabytes", "limit", "format", "sheet", "sheets", "row", "seconds"), 7)

    with override("th"):
        said = sentences.why_stopped(code, {**facts, "message": "ไม่ได้"})

    assert re.search("[ก-ฮ]", said)
    assert "%(" not in said


def test_every_way_of_mending_has_words():
    offered = {way for several in ways.WAYS.values() for way in several} | set(ways.ANYTHING_ELSE)

    assert offered == set(words.WAYS)
    assert set(ways.WAYS) <= set(sentences.PROBLEMS)


def test_every_field_can_be_chosen_for_a_column():
    offered = {name for _group, names in words.CHOICES for name in names}

    assert offered == set(sheets.FIELDS)
    assert all(str(words.label(name)) != name for name in offered)
