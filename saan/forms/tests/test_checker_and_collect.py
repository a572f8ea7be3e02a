"""What pyxform lets pass and ODK Collect would refuse is found when the workbook comes in."""

import pytest
from django.utils import translation

from saan.forms.definition import Definition
from saan.forms.sentences import cannot, place_of, problem_sentence
from saan.forms.tests.engine import Collect, WebForms
from saan.forms.xlsform import converted_here

HEAD = "| survey |\n| | type | name | label | relevant | calculation | choice_filter | repeat_count |\n"
TAIL = (
    "| choices |\n| | list_name | name | label | of |\n| | l | 1 | A | x |\n"
    "| settings |\n| | form_id | version |\n| | f | 1 |\n"
)
# As JavaRosa itself judges them (test_collect_agrees).
CIRCLES = {
    "a group by what is in it": ["begin_group | g | G | ${x} = 1", "text | x | X", "end_group"],
    "two of a repeat": ["begin_repeat | r | R", "calculate | a | | | ${b} + 1", "calculate | b | | | ${a} + 1",
                        "text | t | T", "end_repeat"],
    "itself": ["calculate | a | | | if(${a} = '', 1, ${a})", "text | t | T"],
    "itself by a dot": ["text | t | T | . = 1"],
    "two by each other": ["text | a | A | ${b} = 1", "text | b | B | ${a} = 1"],
    "a value and a condition": ["calculate | a | | | ${b}", "text | b | B | ${a} = 1"],
    "the row before": ["begin_repeat | r | R", "integer | a | A",
                       "calculate | s | | | ${a} + indexed-repeat(${s}, ${r}, position(..) - 1)", "end_repeat"],
    "a repeat by its count": ["begin_repeat | r | R | ${n} < 3", "text | x | X", "end_repeat",
                              "calculate | n | | | count(${r})"],
}  # fmt: skip
SOUND = {
    "a sum within a repeat": ["begin_repeat | r | R", "integer | a | A", "calculate | s | | | sum(${a})", "end_repeat"],
    "once": ["calculate | a | | | once(random())", "text | t | T"],
    "the last time": ["text | a | A | ${last-saved#a} = 1"],
    "a share of a total": ["begin_repeat | r | R", "integer | x | X", "calculate | p | | | ${x} div ${tot}",
                           "end_repeat", "calculate | tot | | | sum(${x})"],
    "a word with a dot": ["text | a | A", "note | n | N | ${a} != '${n} . x' and 0.5 < 1"],
    "another group": ["begin_group | g | G", "text | x | X", "end_group", "begin_group | h | H | ${x} = 1",
                      "text | y | Y", "end_group"],
}  # fmt: skip


def form(rows):
    return converted_here((HEAD + "".join(f"| | {row} |\n" for row in rows) + TAIL).encode())


@pytest.mark.parametrize("rows", CIRCLES.values(), ids=CIRCLES)
def test_values_that_wait_for_themselves_are_found_at_their_place(rows):
    problems = form(rows).problems

    assert {one["code"] for one in problems} == {"CYCLE"}
    assert all(one["row"] and one["column"] in ("relevant", "calculation") for one in problems)


@pytest.mark.parametrize("rows", SOUND.values(), ids=SOUND)
def test_values_that_wait_for_others_are_no_circle(rows):
    assert form(rows).problems == []


@pytest.mark.skipif(Collect.java() is None, reason="needs Java with its compiler")
def test_collect_agrees(monkeypatch):
    monkeypatch.setattr("saan.forms.xlsform.expressions.cycles", lambda said: [])
    collect, refused = Collect(), {}
    for name, rows in {**CIRCLES, **SOUND}.items():
        try:
            collect.open(form(rows).xform, {})
        except AssertionError:
            refused[name] = rows
    collect.close()

    assert refused == CIRCLES


def test_formulas_of_lists_and_of_repeats_are_read_too():
    rows = ["select_one l | a | A | | | of = ((", "begin_repeat | r | R | | | | (1 + ", "text | t | T", "end_repeat"]
    found = form(rows)

    assert [(one["code"], one["row"], one["column"]) for one in found.problems] == [
        ("EXPRESSION", 2, "choice_filter"), ("EXPRESSION", 3, "repeat_count")
    ]  # fmt: skip


def test_names_that_collect_cannot_read_are_told():
    warnings = form(["text | ชื่อ | ชื่อ", "text | a | A"]).warnings

    assert [(one["code"], one["row"], one["facts"]) for one in warnings] == [("NAME_FOREIGN", 2, {"names": "ชื่อ"})]


def test_answers_that_arrive_encrypted_are_told():
    about = TAIL.replace("| version |\n", "| version | public_key |\n").replace("| 1 |\n", "| 1 | MIIB |\n")

    warnings = converted_here((HEAD + "| | text | a | A |\n" + about).encode()).warnings

    assert "ENCRYPTED" in {one["code"] for one in warnings}


def test_what_the_field_app_cannot_do_is_told_at_its_place_and_opens_there_all_the_same():
    head = "| survey |\n| | type | name | label | appearance |\n"
    rows = ["audio | a | A", "video | v | V", "file | f | F", "image | p | P", "background-audio | bg |",
            "audit | audit |", "barcode | code | รหัส", "image | sign | ลายเซ็น | signature",
            "text | app | แอปอื่น | ex:org.example.x", "geotrace | walk | ทาง", "rank l | r | R"]  # fmt: skip
    found = converted_here((head + "".join(f"| | {row} |\n" for row in rows) + TAIL).encode())

    told = [(one["row"], one["column"], one["code"]) for one in found.warnings if one["code"].startswith("FIELD_APP")]
    assert told == [
        (6, "type", "FIELD_APP_SKIPS"), (7, "type", "FIELD_APP_SKIPS"), (8, "type", "FIELD_APP_TYPES"),
        (9, "appearance", "FIELD_APP_PICTURE"), (10, "appearance", "FIELD_APP_ALONE"),
    ]  # fmt: skip
    engine = WebForms()
    engine.open(found.xform, {})
    assert "/data/a" in engine.fill([])
    engine.close()


def test_who_fills_in_a_form_that_listens_is_told_that_nothing_is_recorded():
    heard = converted_here((HEAD + "| | background-audio | bg |\n| | text | a | A |\n" + TAIL).encode())
    plain = converted_here((HEAD + "| | audio | a | A |\n" + TAIL).encode())

    with translation.override("th"):
        [words] = cannot(Definition(heard.definition))
    assert "ไม่ได้อัด" in words
    assert cannot(Definition(plain.definition)) == []


def test_questions_without_words_are_named_each_by_its_own_name():
    content = "| survey |\n| | type | name |\n| | text | a |\n| | integer | b |\n" + TAIL

    assert [(one["row"], one["facts"]["name"]) for one in converted_here(content.encode()).problems] == [
        (2, "a"), (3, "b")
    ]  # fmt: skip


def test_a_language_is_told_of_in_a_sentence_of_its_own():
    content = (
        "| survey |\n| | type | name | label::ไทย (th) | label::English (en) | hint |\n| | text | a | ก | A | h |\n"
        "| | image | p | รูป | Photo | |\n" + TAIL
    )

    with translation.override("th"):
        said = {f"{place_of(one)}: {problem_sentence(one)}" for one in converted_here(content.encode()).warnings}

    assert "แผ่นงาน survey: ภาษา English (en) ยังไม่ได้ใส่ hint คนที่อ่านภาษานี้จะเห็นเพียงขีด" in said
    assert not any("Language '" in one or "[row" in one for one in said)


EXTERNAL = """
| survey |
| | type | name | label::ไทย (th) | label::English (en) | choice_filter |
| | select_one prov | prov | จังหวัด | Province | |
| | select_one_external amp | amp | อำเภอ | District | prov = ${prov} |
| choices |
| | list_name | name | label::ไทย (th) | label::English (en) |
| | prov | p1 | พัทลุง | Phatthalung |
| external_choices |
| | list_name | name | label | prov |
| | amp | a1 | ควนขนุน | p1 |
| settings |
| | form_id | version |
| | f | 1 |
"""


def test_external_choices_become_a_list_that_every_phone_shows():
    conversion = converted_here(EXTERNAL.encode())

    assert (conversion.problems, conversion.itemsets) == ([], "")
    assert conversion.definition["lists"]["amp"] == [{"name": "a1", "label": {"th": "ควนขนุน", "en": "ควนขนุน"}}]
    assert "instance('amp')/root/item[prov = /data/prov ]" in " ".join(conversion.xform.split())
