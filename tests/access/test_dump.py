"""Whoever gets a copy of the database and of the files beside it finds no citizen ID in it: not as it is written, not
in hexadecimal or base64, and not as a hash that anybody could make by trying them all."""

import base64
import hashlib
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from saan.accounts.testing import signed_in_client
from saan.intake import testing as intake
from saan.people.models import Person
from saan.people.testing import citizen_id
from saan.shared.thai import cid_grouped

pytestmark = pytest.mark.django_db
SEEDED = 1_000
TABLES = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"


@pytest.fixture(scope="module")
def ids():
    return [citizen_id(93_000_000_000 + number) for number in range(SEEDED)]


@pytest.fixture
def officer():
    return intake.officer(role="COORDINATOR")


@pytest.fixture
def lived_in(ids, officer):
    """A house in which every ID has gone through every hand that touches one."""
    rows = [
        [
            str(n),
            cid if n % 2 else cid_grouped(cid),
            "นาย",
            f"สมชาย{n}",
            "ใจดี",
            "12/3/2490",
            "ชาย",
            f"{n}/1",
            "3",
            "",
            "",
        ]
        for n, cid in enumerate(ids)
    ]
    client = signed_in_client(officer)
    intake.committed(intake.workbook(rows[:900]), by=officer)
    intake.checked(intake.workbook(rows[900:]), by=officer, list_name="ผู้พิการ")
    person = Person.objects.exclude(cid_index=None).first()
    client.get(reverse("people:person", args=[person.pk]))
    client.post(reverse("people:person_reveal", args=[person.pk]), {"purpose": "ตรวจสอบ"})
    for cid in ids[:5]:
        client.get(reverse("people:person_list"), {"q": cid})
        client.get(reverse("portal:search"), {"q": cid})
        client.post("/api/v1/persons/known", {"cid": cid}, content_type="application/json")
    client.get(reverse("people:person_export", args=["xlsx"]))
    return officer


def dump():
    """Every table as a dump writes it, then every file."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                yield table, b"".join(copy)
    for path in Path(settings.SAAN_HOME).rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def disguises(cid):
    """All that a copy might hold instead of the ID and that gives it away."""
    plain, grouped = cid.encode(), cid_grouped(cid).encode()
    yield from (plain, grouped, plain.hex().encode(), grouped.hex().encode(), f"{int(cid):x}".encode())
    for one in (plain, grouped):
        # What stands before it shifts base64 by nought, one or two bytes; its whole groups of three look the same.
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + one)
            yield coded[(shift * 8 + 5) // 6 : len(one) * 8 // 6]
    for hashed in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        digest = hashed(plain).digest()
        yield from (digest.hex().encode()[:32], digest[:16])


def found(ids):
    words = {word: cid for cid in ids for word in disguises(cid)}
    beginnings = np.array(sorted({int.from_bytes(word[:8], "little") for word in words}), dtype=np.uint64)
    lengths = sorted({len(word) for word in words})
    return {
        (where, words[text[at : at + length]])
        for where, text in dump()
        for at in _places(text, beginnings)
        for length in lengths
        if text[at : at + length] in words
    }


def _places(text, beginnings):
    """Where in the text one of these eight bytes begins: one pass for twenty thousand words."""
    for shift in range(8):
        eights = np.frombuffer(text, np.uint64, max(0, len(text) - shift) // 8, shift) if len(text) > shift else []
        yield from (8 * np.flatnonzero(np.isin(eights, beginnings)) + shift).tolist()


def test_a_copy_shows_none_of_a_thousand_ids(ids, lived_in):
    assert Person.objects.exclude(cid_index=None).count() >= 900
    assert found(ids) == set()


@pytest.mark.parametrize("written", [str, cid_grouped, lambda cid: cid.encode().hex(), lambda cid: base64.b64encode(
    f"ข{cid}".encode()).decode(), lambda cid: hashlib.sha256(cid.encode()).hexdigest()])  # fmt: skip
def test_this_search_would_find_one(ids, officer, written):
    officer.full_name = f"ผู้ใช้ {written(ids[7])}"
    officer.save()

    assert {cid for _where, cid in found(ids)} == {ids[7]}
