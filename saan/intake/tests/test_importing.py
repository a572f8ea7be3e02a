"""The command line brings lists in by the same way as the pages."""

import zipfile

import pytest

from saan.commands import import_
from saan.intake import importing, testing
from saan.intake.models import Batch, BatchState
from saan.people.models import Person
from saan.runtime.errors import CannotRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return testing.officer(testing.organisation("KKN"))


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "ผู้สูงอายุ.xlsx"
    path.write_bytes(testing.workbook())
    return path


def bring_in(officer, path, **options):
    by = importing.sender(officer.username, "KKN")
    batch, is_new = importing.receive([path], "ผู้สูงอายุ", by)
    return batch, is_new, list(importing.steps(batch, by, **options)) if is_new else []


def test_a_file_goes_all_the_way_and_its_second_coming_changes_nothing(officer, book):
    batch, is_new, said = bring_in(officer, book, commit=True)
    again, is_new_again, _said = bring_in(officer, book)

    assert (is_new, is_new_again) == (True, False)
    assert again == batch
    assert batch.state == BatchState.COMMITTED
    assert said[1].startswith("added 4, changed 0")


PERSON = """HOSPCODE|CID|PID|HID|PRENAME|NAME|LNAME|SEX|BIRTH|TYPEAREA
09876|1101700203451|1|H1|003|สมชาย|ใจดี|1|19500203|1
09876||2|H1|005|มาลี|ใจดี|2|19520101|1
"""
HOME = """HOSPCODE|HID|HOUSE|VILLAGE|TAMBON|AMPUR|CHANGWAT
09876|H1|12/3|04|01|05|93
"""


def test_the_zip_that_a_hospital_hands_out_goes_the_same_way(officer, tmp_path):
    path = tmp_path / "F43_09876_20260101.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for kind, text in (("PERSON", PERSON), ("HOME", HOME), ("DEATH", "HOSPCODE|PID\n")):
            archive.writestr(f"F43_09876_20260101/{kind}.txt", text)

    batch, _is_new, said = bring_in(officer, path, commit=True)

    assert batch.state == BatchState.COMMITTED
    assert said[1].startswith("added 2, changed 0")
    assert {(person.given_name, person.house_no, person.area.code) for person in Person.objects.all()} == {
        ("สมชาย", "12/3", "930501"), ("มาลี", "12/3", "930501"),
    }  # fmt: skip


def test_without_commit_it_waits_for_a_word(officer, book):
    batch, _is_new, said = bring_in(officer, book)

    assert batch.state == BatchState.READY
    assert said[-1].endswith(batch.get_absolute_url())


def test_what_cannot_be_read_is_said(officer, tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"%PDF-1.7")

    batch, _is_new, _said = bring_in(officer, path)

    assert batch.state == BatchState.FAILED
    assert "PDF" in importing.why_stopped(batch)


@pytest.mark.parametrize(("user", "code"), [("nobody", "KKN"), ("somebody", "OTHER")])
def test_only_who_may_can_import(officer, user, code):
    name = officer.username if user == "somebody" else user

    with pytest.raises(CannotRun):
        importing.sender(name, code)


def test_the_command_says_what_it_needs():
    assert "43 files" in import_.__doc__
    assert not Batch.objects.exists()
