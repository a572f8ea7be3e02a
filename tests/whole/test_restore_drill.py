"""The drill: a filled home is backed up, an empty machine takes the file, and has every row and every file."""

import json
import os
import shutil
import zipfile

import pytest

from saan.runtime.homes import a_home, an_empty_home
from saan.runtime.serving import saan

pytestmark = pytest.mark.slow

FILLING = """
from importlib import import_module
from saan.areas.testing import place
from saan.forms.library import loading
from saan.intake import testing as intake
from saan.people.testing import organisation
from saan.shared.testing import Side
loading.load(lambda said: None)
area = place("930201")
side = Side(area, organisation(area), "หนึ่ง")
for room in ("people", "needs", "visits", "intake"):
    import_module(f"saan.{room}.testing").examples(side)
intake.committed(intake.workbook(), by=intake.officer(intake.organisation("MUNI9")))
"""
FILLED = (
    "people_person",
    "people_merge",
    "visits_visit",
    "needs_need",
    "forms_submission",
    "audit_event",
    "intake_batch",
)


def ran(home, *arguments):
    done = saan(home, *map(str, arguments))
    assert done.returncode == 0, done.stderr
    return done.stdout


def entries(backup):
    """What the backup vouches for: rows, bytes and SHA-256 of every table and every file."""
    with zipfile.ZipFile(backup) as archive:
        return json.loads(archive.read("manifest.json"))["entries"]


@pytest.fixture(scope="module")
def backup():
    with a_home() as home:
        ran(home, "manage", "shell", "--no-imports", "-c", FILLING)
        ran(home, "backup", home / "all.backup")
        yield home / "all.backup"


@pytest.fixture
def empty():
    """The home of a machine on which nothing ever ran."""
    with an_empty_home() as home:
        yield home


def test_an_empty_machine_takes_the_backup_and_has_every_row_and_file(empty, backup):
    shutil.copy(backup.parent / "secrets.json", empty)

    ran(empty, "restore", backup)
    ran(empty, "backup", empty / "again.backup")

    had, has = entries(backup), entries(empty / "again.backup")
    assert has == had
    assert all(had[f"tables/{table}"]["rows"] for table in FILLED)
    assert any(name.startswith("uploads/intake/") for name in had)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda whole: whole[: len(whole) // 2], "ไม่ใช่ไฟล์สำรองข้อมูลที่ครบถ้วน"),
        (lambda whole: whole[:9000] + bytes([whole[9000] ^ 4]) + whole[9001:], "ถูกแก้ไขหรือเสียหาย"),
    ],
    ids=["cut off", "altered"],
)
def test_a_damaged_backup_is_refused_in_thai_and_nothing_is_written(empty, backup, monkeypatch, damage, words):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (empty / "damaged.backup").write_bytes(damage(backup.read_bytes()))

    done = saan(empty, "restore", str(empty / "damaged.backup"))

    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not {"uploads", "secrets.json"} & set(os.listdir(empty))
