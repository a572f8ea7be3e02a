"""The doctor on a well installation, and on ones with one thing broken each."""

import os

import pytest
from django.conf import settings
from django.db import connection

from saan.runtime.doctor import Level
from saan.runtime.doctor.database import examine_database
from saan.runtime.doctor.machine import examine_machine
from saan.runtime.secrets import Secrets, load_secrets


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def home(tmp_path):
    load_secrets(tmp_path)
    return tmp_path


def troubles(findings):
    return [finding for finding in findings if finding.level is not Level.FINE]


def problem_of(findings, words):
    return [
        finding for finding in findings if finding.level is Level.PROBLEM and words in finding.what and finding.remedy
    ]


def test_keys_that_others_can_read_are_a_problem(home):
    (home / "secrets.json").chmod(0o644)

    assert problem_of(examine_machine(home), "Others")


def test_broken_keys_are_a_problem(home):
    (home / "secrets.json").write_text("{")

    assert problem_of(examine_machine(home), "cannot be read")


def test_new_installation_is_told_that_keys_are_made_at_the_first_start(tmp_path):
    assert not problem_of(examine_machine(tmp_path / "new"), "keys")


def test_clock_before_the_installation_is_a_problem(home, monkeypatch):
    import datetime

    class Past(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(datetime, "datetime", Past)

    assert problem_of(examine_machine(home), "clock")


def test_thai_unless_english_is_asked_for(home, monkeypatch):
    import polib

    from saan.runtime.words import LOCALE

    polib.pofile(LOCALE / "th/LC_MESSAGES/django.po").save_as_mofile(LOCALE / "th/LC_MESSAGES/django.mo")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    assert any("ดิสก์ว่าง" in finding.what for finding in examine_machine(home))


@pytest.mark.django_db
class TestDatabase:
    def test_well_database_has_no_problem(self):
        # Tests run without fsync, which is a problem anywhere else.
        assert not [finding for finding in troubles(examine_database()) if "fsync" not in finding.what]

    def test_database_without_fsync_is_a_problem(self):
        assert problem_of(examine_database(), "power cut")

    def test_open_wall_is_a_problem(self):
        execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")

        assert problem_of(examine_database(), "people_person")

    def test_waiting_migration_is_a_problem(self):
        execute("DELETE FROM django_migrations WHERE app = 'audit'")

        assert problem_of(examine_database(), "waiting")

    def test_newer_database_is_a_problem(self):
        execute("INSERT INTO django_migrations (app, name, applied) VALUES ('areas', '9999_later', now())")

        assert problem_of(examine_database(), "newer")

    def test_lost_key_is_a_problem(self, monkeypatch):
        from saan.shared.crypto import seal

        execute("CREATE TABLE kept (value_sealed bytea)")
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO kept VALUES (%s)", [seal("1", "test")])
        assert not problem_of(examine_database(), "keys")
        monkeypatch.setattr(settings, "SECRETS", Secrets("x", os.urandom(32), {7: os.urandom(32)}))

        assert problem_of(examine_database(), "keys")

    def test_jobs_that_nobody_does_are_told(self):
        execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'some.task')")

        assert any("1 jobs wait" in finding.what for finding in troubles(examine_database()))

    def test_database_with_nothing_in_it_is_told_what_to_do(self):
        execute("DROP TABLE django_migrations")

        assert problem_of(examine_database(), "waiting")


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
