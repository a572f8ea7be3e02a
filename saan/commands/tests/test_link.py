"""`saan link` turns lists into people without a database, and loses no row."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sheets.tests import making
from sheets.tests.people import people

ROOT = Path(__file__).resolve().parents[3]
HOSPITAL = ["cid", "prefix", "given_name", "family_name", "birth_date", "phone"]
HEADINGS = ["เลขบัตรประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "วันเกิด", "โทรศัพท์"]


@pytest.fixture
def lists(tmp_path):
    """The same sixty people on a workbook of two sheets with a total, and on a Thai CSV."""
    known = people(60)
    rows = [[person[name] for name in HOSPITAL] for person in known]
    total = ["", "", "รวมทั้งสิ้น", "", "", "30"]
    sheets = {"หมู่ 2": [HEADINGS, *rows[30:]]}
    hospital, town = tmp_path / "รพ" / "รายชื่อ.xlsx", tmp_path / "อบต.csv"
    hospital.parent.mkdir()
    hospital.write_bytes(making.xlsx([["บัญชีผู้ป่วย"], HEADINGS, *rows[:30], [], total], more=sheets))
    said = [[person["full_name"], person["cid"], person["birth_date"]] for person in known]
    town.write_bytes(making.text([["ชื่อ-สกุล", "เลขบัตร", "ว/ด/ป เกิด"], *said], encoding="cp874"))
    return hospital, town


def link(*arguments, **environment):
    command = [sys.executable, "-m", "saan.cli", "link", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment})


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_file_stands_once(lists, tmp_path):
    out = tmp_path / "people.csv"

    assert link(*lists, "--out", out).returncode == 0

    rows = read(out)
    assert list(rows[0]) == ["file", "row", "person"]
    assert [(row["file"], int(row["row"])) for row in rows] == [
        *(("รายชื่อ.xlsx", number) for number in range(1, 63)),
        *(("อบต.csv", number) for number in range(1, 61)),
    ]


def test_the_same_person_on_two_lists_is_one(lists, tmp_path):
    out, pairs = tmp_path / "people.csv", tmp_path / "pairs.csv"

    link(*lists, "--out", out, "--pairs", pairs)

    person = {(row["file"], int(row["row"])): row["person"] for row in read(out)}
    # Two rows after the thirtieth: an empty one and the total; then the second sheet goes on counting.
    in_workbook = [*range(1, 31), *range(33, 63)]
    same = [person["รายชื่อ.xlsx", at] == person["อบต.csv", i + 1] for i, at in enumerate(in_workbook)]
    assert sum(same) >= 57
    found = read(pairs)
    assert list(found[0]) == ["file_a", "row_a", "file_b", "row_b", "probability", "decision"]
    assert {row["decision"] for row in found} <= {"merge", "ask", ""}
    assert all(0.05 <= float(row["probability"]) <= 1 for row in found)


def test_a_total_is_nobody_else(lists, tmp_path):
    out = tmp_path / "people.csv"

    link(*lists, "--out", out)

    rows = read(out)
    total = next(row for row in rows if row["file"] == "รายชื่อ.xlsx" and row["row"] == "32")
    assert [row["person"] for row in rows].count(total["person"]) == 1


@pytest.mark.parametrize(("language", "word"), [("th_TH.UTF-8", "PDF"), ("en_US.UTF-8", "This is a PDF document")])
def test_an_unreadable_file_is_named_and_nothing_is_written(lists, tmp_path, language, word):
    broken, out = tmp_path / "แผน.xlsx", tmp_path / "people.csv"
    broken.write_bytes(b"%PDF-1.7")

    done = link(*lists, broken, "--out", out, LANG=language, LC_ALL=language)

    assert done.returncode == 2
    assert "แผน.xlsx: " in done.stderr
    assert word in done.stderr
    assert not out.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    done = link(tmp_path / "ไม่มี.csv", "--out", tmp_path / "people.csv")

    assert done.returncode == 2
    assert "ไม่มี.csv" in done.stderr


def test_two_files_of_one_name_cannot_be_told_apart(lists, tmp_path):
    done = link(lists[1], lists[1], "--out", tmp_path / "people.csv")

    assert done.returncode == 2


def test_it_needs_no_django():
    code = "import sys, saan.commands.link, sheets, linkage; sheets.read, linkage.link; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout.strip() == "False"
