"""Keys rotate while others write: nothing is lost, nothing stays under the old key, and the old key can go."""

import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from saan.intake import testing as intake
from saan.intake.models import StoredFile
from saan.people import testing as people
from saan.people.evidence import CID
from saan.people.models import SourceRecord
from saan.runtime.secrets import add_key, load_secrets, put_away_keys, secrets_path
from saan.shared import resealing, vault
from saan.shared.crypto import SealBroken, key_number, seal, unseal

OLD, NEW = {1}, {2}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation of its own, whose file of keys may be changed."""
    monkeypatch.setattr(settings, "SECRETS", load_secrets(tmp_path))
    return tmp_path


def ids_of(model):
    return {pk: unseal(cid, CID) for pk, cid in model.objects.values_list("pk", "cid_sealed") if cid}


def look_again():
    settings.SECRETS._looked_at = 0.0


def test_every_sealed_column_is_sealed_anew():
    sealed = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and "sealed" in field.column
    }

    assert sealed == set(resealing.COLUMNS)


def test_a_new_key_reaches_those_who_run(home):
    before = seal("1100000000007", CID)
    running = settings.SECRETS

    assert add_key(home) == 2
    look_again()
    after = seal("1100000000007", CID)

    assert settings.SECRETS is running
    assert (key_number(before), key_number(after)) == (1, 2)
    assert unseal(before, CID) == unseal(after, CID) == "1100000000007"


def test_what_another_process_sealed_with_a_newer_key_opens_at_once(home, monkeypatch):
    add_key(home)
    theirs, ours = load_secrets(home), settings.SECRETS
    ours.data_keys = {1: theirs.data_keys[1]}
    monkeypatch.setattr(settings, "SECRETS", theirs)
    sealed = seal("1100000000007", CID)
    monkeypatch.setattr(settings, "SECRETS", ours)

    assert unseal(sealed, CID) == "1100000000007"


def test_keys_put_away_stay_readable_in_their_own_file(home):
    add_key(home)
    aside = put_away_keys(home, {2})

    assert set(load_secrets(home).data_keys) == {2}
    assert b'"1"' in aside.read_bytes()
    assert aside.stat().st_mode & 0o077 == secrets_path(home).stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_columns_and_files_go_under_the_new_key_and_say_what_they_said(home):
    batch = intake.committed()
    path = StoredFile.objects.get(batch=batch).path
    content, told = b"".join(vault.pieces(path)), batch.sheets
    ids = ids_of(SourceRecord)
    assert resealing.used_keys() == OLD
    add_key(home)
    look_again()

    assert resealing.reseal() > len(ids) > 1

    assert resealing.used_keys() == NEW
    assert resealing.reseal() == 0
    settings.SECRETS.path = None
    settings.SECRETS.data_keys.pop(1)
    batch.refresh_from_db()
    assert (b"".join(vault.pieces(path)), batch.sheets) == (content, told)
    assert ids_of(SourceRecord) == ids


@pytest.mark.django_db
def test_phones_hear_nothing_of_a_new_key(home):
    from saan.field.models import Trace

    intake.committed()
    Trace.objects.all().delete()
    add_key(home)
    look_again()

    resealing.reseal()

    assert not Trace.objects.exists()


@pytest.mark.django_db
def test_a_value_changed_meanwhile_is_not_overwritten(home):
    intake.committed()
    record = SourceRecord.objects.exclude(cid_sealed=None).first()
    former, theirs = bytes(record.cid_sealed), seal("1939900000019", CID)
    SourceRecord.objects.filter(pk=record.pk).update(cid_sealed=theirs)

    assert resealing._write("people_sourcerecord", "cid_sealed", [(record.pk, former, b"ours")]) == 0

    record.refresh_from_db()
    assert bytes(record.cid_sealed) == theirs


@pytest.mark.django_db
def test_a_file_that_is_broken_stays_as_it_is(home):
    from django.core.files.storage import default_storage

    path = StoredFile.objects.get(batch=intake.read()).path
    file = Path(default_storage.path(path))
    broken = file.read_bytes()[:-40] + bytes(40)
    file.write_bytes(broken)
    add_key(home)
    look_again()

    assert not vault.reseal(path)

    assert file.read_bytes() == broken
    with pytest.raises(SealBroken):
        b"".join(vault.pieces(path))


@pytest.mark.django_db(transaction=True)
def test_keys_rotate_under_load(home):
    """Lists come in, persons are read, and the key changes twice in the middle of it."""
    owner, stop, broken = people.organisation(), threading.Event(), []

    def working(deed):
        def work():
            try:
                while not stop.is_set():
                    deed()
            except Exception as error:
                broken.append(error)
            finally:
                connection.close()

        return threading.Thread(target=work)

    written = []

    def write():
        cid = people.citizen_id()
        people.delivered(people.source_list(owner), people.row(f"สมชาย {cid}", cid=cid))
        written.append(cid)

    def read():
        for sealed in SourceRecord.objects.values_list("cid_sealed", flat=True):
            assert len(unseal(sealed, CID)) == 13

    workers = [working(write), working(write), working(read)]
    for worker in workers:
        worker.start()
    for number in (2, 3):
        while len(written) < 20 * number and not broken:
            stop.wait(0.01)
        add_key(home)
        look_again()
        resealing.reseal()
    stop.set()
    for worker in workers:
        worker.join()

    while resealing.reseal():
        pass
    assert broken == []
    assert resealing.used_keys() == {3}
    kept = SourceRecord.objects.values_list("cid_sealed", flat=True)
    assert sorted(unseal(sealed, CID) for sealed in kept) == sorted(written)
