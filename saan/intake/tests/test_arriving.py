"""Files on their way in: sealed, limited, refused kindly."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from saan.accounts.testing import signed_in_client
from saan.intake import actions, sentences, tasks, testing
from saan.intake.models import Batch, BatchState, StoredFile
from saan.shared import vault
from saan.shared.crypto import SealBroken
from sheets import Limits

pytestmark = pytest.mark.django_db

SECRET = "สมชาย".encode()


@pytest.fixture
def officer():
    return testing.officer()


@pytest.fixture
def client(officer):
    return signed_in_client(officer)


def send(client, *contents, names=("list.csv",), **more):
    files = [testing.upload(content, name) for content, name in zip(contents, names, strict=True)]
    return client.post(reverse("intake:bring_in"), {"files": files, "source_list": "NEW", "name": "ก", **more})


def kept():
    return Path(settings.MEDIA_ROOT, StoredFile.objects.get().path)


def test_a_kept_file_cannot_be_read_from_the_disk_but_opens_whole(client):
    content = SECRET * 400_000

    send(client, content)

    assert SECRET not in kept().read_bytes()
    assert b"".join(vault.pieces(StoredFile.objects.get().path)) == content


@pytest.mark.parametrize("harm", [lambda sealed: sealed[:-40], lambda sealed: sealed[:900] + b"x" + sealed[901:]])
def test_a_kept_file_that_was_cut_or_altered_does_not_open(client, harm):
    send(client, b"a,b\n1,2\n" * 1000)
    path = kept()

    path.write_bytes(harm(path.read_bytes()))

    with pytest.raises(SealBroken):
        list(vault.pieces(StoredFile.objects.get().path))


def test_nothing_is_left_among_the_arrivals(client):
    send(client, b"a,b\n1,2\n")

    assert list(Path(settings.MEDIA_ROOT, "arriving").iterdir()) == []


def test_an_altered_file_stops_the_batch_with_a_sentence(client):
    send(client, b"a,b\n1,2\n")
    path = kept()
    path.write_bytes(path.read_bytes()[:-40])

    batch = testing.work(Batch.objects.get())

    assert (batch.state, batch.error_code) == (BatchState.FAILED, "FILE_ALTERED")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "IS_PDF"),
        (b"\x89PNG\r\n", "IS_PICTURE"),
        (b"PK\x03\x04broken", "BROKEN"),
        (b"\n\n", "EMPTY_FILE"),
    ],
)
def test_what_is_no_list_stops_with_a_sentence_on_its_page(client, content, code):
    send(client, content, names=("รายชื่อ.xlsx",))
    batch = testing.work(Batch.objects.get())

    page = client.get(batch.get_absolute_url())

    assert (batch.state, batch.error_code) == (BatchState.FAILED, code)
    assert sentences.why_stopped(batch.error_code, batch.error_facts) in page.content.decode()


def test_an_empty_file_is_refused_at_once(client):
    response = send(client, b"")

    assert response.status_code == 400
    assert not Batch.objects.exists()


def test_no_file_is_refused_at_once(client):
    response = client.post(reverse("intake:bring_in"), {"source_list": "NEW"})

    assert response.status_code == 400


def test_a_file_beyond_the_limit_is_refused_and_not_kept(client, monkeypatch):
    monkeypatch.setattr("saan.intake.uploading.DEFAULT", Limits(file_bytes=1000))
    monkeypatch.setattr("saan.intake.views.arriving.DEFAULT", Limits(file_bytes=1000))

    response = send(client, b"x" * 5000)

    assert response.status_code == 400
    assert not Batch.objects.exists()
    assert list(Path(settings.MEDIA_ROOT, "arriving").iterdir()) == []


def test_a_request_far_beyond_the_limit_is_refused_before_it_is_read(client):
    response = client.generic(
        "POST", reverse("intake:bring_in"), b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=10**10
    )

    assert response.status_code == 413


def test_a_path_in_the_file_name_leads_nowhere(client):
    send(client, b"a,b\n1,2\n", names=("../../etc/passwd",))

    assert StoredFile.objects.get().name == "passwd"
    assert kept().is_file()


def test_discarding_takes_file_and_rows_away():
    batch = testing.checked()
    path = Path(settings.MEDIA_ROOT, batch.files.get().path)

    actions.discard(batch=batch, by=batch.created_by, at=batch.created_at)

    assert not batch.delivery.records.exists()
    assert Batch.objects.get().state == BatchState.DISCARDED
    assert path.exists()  # goes when the transaction commits, not before


def test_a_list_of_which_all_was_discarded_is_not_offered_again():
    batch = testing.checked()
    client, ours = signed_in_client(batch.created_by), batch.source_list
    assert _is_offered(client, ours)

    actions.discard(batch=batch, by=batch.created_by, at=batch.created_at)

    assert not _is_offered(client, ours)
    send(client, b"a,b\n1,3\n", name=ours.name)
    assert _is_offered(client, ours)


def _is_offered(client, source_list):
    return f'value="{source_list.pk}"' in client.get(reverse("intake:bring_in")).content.decode()


def test_a_file_that_no_batch_knows_is_tidied_away_after_a_day(client):
    send(client, b"a,b\n1,2\n")
    known, stray = kept(), testing.sealed(b"stray").keep()
    stray = Path(settings.MEDIA_ROOT, stray)
    for path in (known, stray):
        os.utime(path, (0, 0))

    tasks.tidy(timestamp=0)

    assert known.exists()
    assert not stray.exists()
