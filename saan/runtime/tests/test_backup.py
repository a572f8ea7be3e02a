"""The restore drill: one installation's file into an empty one, and every way such a file can be wrong."""

import json
import os
import subprocess
import sys
import zipfile

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from saan.areas.testing import place
from saan.audit.actions import record
from saan.runtime.backup import make_backup
from saan.runtime.backup.archive import Reader
from saan.runtime.environment import SOURCES
from saan.runtime.errors import CannotRun
from saan.runtime.secrets import load_secrets
from saan.runtime.testing import Server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def house(tmp_path, test_server_url):
    """An installation with a few rows and an uploaded file."""
    area = place("900101")
    record("areas.area.named", area, by="system", at=timezone.now(), name="ควนขนุน\tกับ\\แท็บ\n")
    home = tmp_path / "old บ้าน"
    upload = home / "uploads" / "รายชื่อ" / "ผู้สูงอายุ.xlsx"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(os.urandom(100_000))
    load_secrets(home)
    return home


@pytest.fixture
def url(test_server_url):
    return Server(test_server_url).address(connection.settings_dict["NAME"])


@pytest.fixture
def backup(house, url, tmp_path):
    path = tmp_path / "สำรอง.backup"
    make_backup(path, url=url, home=house, with_secrets=True)
    return path


@pytest.fixture
def restore(empty_database, tmp_path):
    """restore(path, …): the command on an empty installation, as a process of its own."""

    def run(path, *options):
        return saan(empty_database, tmp_path / "new home", "restore", str(path), *options)

    return run


def test_every_row_and_file_comes_back(house, backup, restore, empty_database, url, tmp_path):
    result = restore(backup)

    assert result.returncode == 0, result.stderr
    assert "Proved" in result.stdout
    new_home = tmp_path / "new home"
    again = make_backup(tmp_path / "again", url=empty_database, home=new_home)
    old = make_backup(tmp_path / "old", url=url, home=house)
    assert again == old
    assert load_secrets(new_home) == load_secrets(house)


def test_restored_database_goes_on_where_the_old_one_stood(backup, restore, empty_database):
    restore(backup)

    with psycopg.connect(empty_database) as restored:
        next_id = restored.execute("SELECT nextval(pg_get_serial_sequence('audit_event', 'id'))").fetchone()[0]
        assert next_id > restored.execute("SELECT max(id) FROM audit_event").fetchone()[0]
        with pytest.raises(psycopg.errors.RaiseException):
            restored.execute("DELETE FROM audit_event")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_truncated_backup_is_refused(backup, share):
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(CannotRun):
        Reader(backup).verify()


def test_any_flipped_bit_is_refused(backup):
    whole = backup.read_bytes()
    for position in [*range(0, len(whole), 997), *range(len(whole) - 70, len(whole))]:
        altered = bytearray(whole)
        altered[position] ^= 1
        backup.write_bytes(altered)

        with pytest.raises(CannotRun):
            Reader(backup).verify()


def test_refused_backup_touches_nothing(backup, restore, empty_database, tmp_path):
    backup.write_bytes(backup.read_bytes()[:-100])

    assert_refused(restore(backup), "not a whole backup")
    assert not (tmp_path / "new home" / "secrets.json").exists()
    with psycopg.connect(empty_database) as empty:
        assert empty.execute("SELECT FROM pg_tables WHERE schemaname = 'public'").rowcount == 0


def test_refusal_is_said_in_thai(backup, restore, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    whole = backup.read_bytes()

    backup.write_bytes(whole[:-100])
    assert_refused(restore(backup), "ไม่ใช่ไฟล์สำรองข้อมูลที่ครบถ้วน")
    backup.write_bytes(whole[:500] + bytes([whole[500] ^ 1]) + whole[501:])
    assert_refused(restore(backup), "ถูกแก้ไขหรือเสียหาย")


def test_exchanged_row_is_refused(backup, tmp_path):
    forged = rewritten(backup, tmp_path, "tables/areas_area", lambda rows: rows.replace(b"9001", b"9002"))

    with pytest.raises(CannotRun, match="altered"):
        Reader(forged).verify()


def test_exchanged_manifest_is_refused(backup, tmp_path):
    forged = rewritten(backup, tmp_path, "manifest.json", lambda text: text.replace(b'"rows": 1', b'"rows": 2'))

    with pytest.raises(CannotRun, match="altered"):
        Reader(forged).verify()


def test_backup_without_keys_needs_those_it_was_sealed_with(house, url, restore, tmp_path):
    make_backup(tmp_path / "keyless", url=url, home=house)
    assert_refused(restore(tmp_path / "keyless"), "other keys")

    (tmp_path / "new home").mkdir(exist_ok=True)
    (tmp_path / "new home" / "secrets.json").write_bytes((house / "secrets.json").read_bytes())

    assert restore(tmp_path / "keyless").returncode == 0


def test_what_is_here_is_never_overwritten_unasked(backup, restore):
    assert restore(backup).returncode == 0

    assert_refused(restore(backup), "not empty")
    assert restore(backup, "--force").returncode == 0


def test_backup_holds_no_key_unless_asked(house, url, tmp_path):
    make_backup(tmp_path / "keyless", url=url, home=house)

    with zipfile.ZipFile(tmp_path / "keyless") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    for key in json.loads((house / "secrets.json").read_text())["data_keys"].values():
        assert key.encode() not in content


def test_backup_that_fails_leaves_no_file(house, tmp_path):
    with pytest.raises(Exception, match="nowhere"):
        make_backup(tmp_path / "half", url="postgresql:///saan?host=/nowhere", home=house)

    assert not list(tmp_path.glob("*half*"))


def test_only_its_owner_can_read_a_backup(backup):
    assert backup.stat().st_mode & 0o077 == 0


def assert_refused(result, words=""):
    assert result.returncode == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def rewritten(backup, tmp_path, name, change):
    """The same file with one entry changed by somebody who knows ZIP."""
    forged = tmp_path / "forged"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(forged, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
        new.comment = old.comment
    return forged


def saan(url, home, *arguments):
    environment = os.environ | {"DATABASE_URL": url, "SAAN_HOME": str(home), "PYTHONPATH": str(SOURCES)}
    command = [sys.executable, "-m", "saan.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
