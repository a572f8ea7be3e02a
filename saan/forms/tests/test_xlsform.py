"""A workbook is read, judged and described; a broken one harms nobody."""

import io
import zipfile
from datetime import UTC, datetime
from itertools import combinations

import pytest
import xlsxwriter
from django.utils import translation

from saan.forms import actions, testing
from saan.forms.definition import Definition
from saan.forms.sentences import PROBLEMS, place_of, problem_sentence
from saan.forms.xlsform import Refusal, converted
from saan.forms.xlsform.complaints import PATTERNS
from saan.shared.errors import Refused

NASTY = """
| survey |
| | type | name | label::ไทย (th) | relevant | calculation | constraint |
| | integr | age | อายุ | | | |
| | text | my name | ชื่อ | | | |
| | select_one nolist | q | ถาม | ${nothere} > 1 | | |
| | text | age2 | ก | ${age} > 1 | | |
| | text | age2 | ซ้ำ | | | |
| | calculate | c | | | | |
| | calculate | d | | | 1 + (2 | |
| | calculate | e | | | frobnicate(1) | |
| | begin_group | g | ก | | | |
| | text | ok | ดี | | | . > |
| | end_repeat | | | | | |
| | text | | ไม่มีชื่อ | | | |
| | | nt | ไม่มีชนิด | | | |
| choices |
| | list_name | name | label |
| | l | a | A |
| | l | a | B |
| | l | | B |
| settings |
| | form_title | version |
| | ทดสอบ | 1 |
"""


def test_every_problem_is_found_at_its_sheet_row_and_column_in_one_go():
    found = {(one["sheet"], one["row"], one["column"], one["code"]) for one in converted(NASTY.encode()).problems}

    assert {
        ("survey", 2, "type", "TYPE_UNKNOWN"),
        ("survey", 3, "name", "NAMES_008"),
        ("survey", 4, "type", "LIST_UNKNOWN"),
        ("survey", 4, "relevant", "PYREF_003"),
        ("survey", 6, "name", "NAMES_001"),
        ("survey", 7, "calculation", "CALCULATION_MISSING"),
        ("survey", 8, "calculation", "EXPRESSION"),
        ("survey", 11, "constraint", "EXPRESSION"),
        ("survey", 12, "type", "SURVEY_001"),
        ("survey", 13, "name", "NAME_MISSING"),
        ("survey", 14, "type", "TYPE_MISSING"),
        ("choices", 3, "name", "NAMES_007"),
        ("choices", 4, "name", "NAMES_006"),
        ("settings", 2, "form_id", "FORM_ID_MISSING"),
    } <= found


def test_a_reference_to_a_row_with_another_problem_is_no_problem_of_its_own():
    found = [one["facts"].get("q") for one in converted(NASTY.encode()).problems if one["code"] == "PYREF_003"]

    assert found == ["nothere"]


def test_each_problem_is_said_in_thai_with_its_place():
    with translation.override("th"):
        for problem in converted(NASTY.encode()).problems:
            said = f"{place_of(problem)}: {problem_sentence(problem)}"

            assert any("\u0e00" <= letter <= "\u0e7f" for letter in problem_sentence(problem)), said
            assert place_of(problem).startswith("แผ่นงาน")


def test_words_of_the_checker_that_we_do_not_know_are_shown_in_a_thai_frame():
    unknown = {"code": "OTHER", "sheet": "", "row": None, "column": "", "facts": {}, "words": "Something new."}

    with translation.override("th"):
        assert problem_sentence(unknown) == "ตัวตรวจแจ้งว่า: Something new."


def test_every_sentence_of_pyxform_is_recognised_by_its_own_code():
    for code, pattern in PATTERNS:
        assert code not in PROBLEMS or pattern


def test_a_form_with_groups_repeats_and_cascades_is_described_with_its_words():
    conversion = converted(testing.workbook())
    definition = Definition(conversion.definition)

    assert (conversion.problems, conversion.code, conversion.version) == ([], "test_visit", "1")
    assert (conversion.title_th, conversion.title_en) == ("เยี่ยมบ้านทดสอบ", "Test visit")
    assert definition.by_path["vitals/sbp"].measure == "SBP"
    assert definition.by_path["person"].role == "person"
    assert definition.by_path["meds/drug"].key == "drug"
    assert definition.by_path["meds/drug"].repeat == "meds"
    assert definition.answer(definition.by_path["aids"], "cane walker", "th") == "ไม้เท้า, วอล์กเกอร์"
    assert definition.files == ["persons.csv"]


def test_the_same_form_may_come_as_xlsx():
    assert converted(_as_xlsx(testing.workbook().decode())).definition == converted(testing.workbook()).definition


def test_a_csv_in_the_old_thai_encoding_is_read():
    text = "survey,,,\n,type,name,label\n,text,a,ชื่อ\nsettings,,,\n,form_id,version,\n,f,1,\n"

    conversion = converted(text.encode("cp874"))

    assert Definition(conversion.definition).by_path["a"].words == "ชื่อ"


PLAIN = b"| survey |\n| | type | name | label |\n| | text | a | A |\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "settings", [b"", "| settings |\n| | form_title | form_id | version |\n| | แบบ | | |\n".encode()]
)
def test_a_form_that_says_neither_id_nor_version_is_called_after_its_file_and_the_moment(settings):
    at = datetime(2026, 11, 22, 10, 5, tzinfo=UTC)

    version = actions.upload(content=PLAIN + settings, name="แบบ เยี่ยมบ้าน.md", by="test", at=at)

    assert (version.form.code, version.version) == ("แบบ_เยี่ยมบ้าน", "202611221705")
    assert 'id="แบบ_เยี่ยมบ้าน" version="202611221705"' in version.xform
    assert [one["code"] for one in version.definition["warnings"]] == ["FORM_ID_MADE", "VERSION_MADE"]


HEADINGS = ("form_title", "form_id", "version")


@pytest.mark.parametrize("file", ["md", "xlsx"])
@pytest.mark.parametrize("columns", [some for size in range(4) for some in combinations(HEADINGS, size)])
def test_a_heading_that_the_settings_have_not_is_no_lost_heading(columns, file):
    """pyxform takes a cell under no heading for the sign of a lost one."""
    said = f"| settings |\n| | {' | '.join(columns)} |\n| | {' | '.join('x' for _ in columns)} |\n" if columns else ""
    content = PLAIN.decode() + said

    conversion = converted(content.encode() if file == "md" else _as_xlsx(content), "f", "1")

    assert not conversion.problems
    made = {f"{column.upper()}_MADE" for column in ("form_id", "version") if column not in columns}
    assert {one["code"] for one in conversion.warnings} == made


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 50,
        b"PK\x03\x04 not a zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "ไม่ใช่แบบฟอร์ม".encode(),
        b"a,b\n1,2\n",
        b"%PDF-1.4",
        b"| survey |\n| | type | name |\n",
        b"| survey |\n",
        b"<html></html>",
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(content):
    with pytest.raises(Refused) as refused:
        actions.upload(content=content, name="x.xlsx", by="test", at=None)

    assert str(refused.value)


def test_a_bomb_is_not_opened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * (200 << 20))

    with pytest.raises(Refusal) as refused:
        converted(file.getvalue())

    assert refused.value.facts["why"] == "BOMB"


def _as_xlsx(markdown):
    """The same sheets in a workbook of Excel."""
    file, sheet, row = io.BytesIO(), None, 0
    with xlsxwriter.Workbook(file) as book:
        for line in markdown.strip().splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if cells[0]:
                sheet, row = book.add_worksheet(cells[0]), 0
                continue
            for column, cell in enumerate(cells[1:]):
                sheet.write_string(row, column, cell) if cell else None
            row += 1
    return file.getvalue()
