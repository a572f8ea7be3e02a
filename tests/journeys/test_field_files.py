"""Sound, video and documents, without signal: taken, kept over a restart, sent once there is signal, whole and once."""

import os
import struct

import pytest
from django.urls import reverse

from saan.accounts.testing import signed_in_client
from saan.accounts.testing import user as somebody
from saan.forms import testing as forms
from saan.forms.models import Attachment
from saan.forms.openrosa.replies import LARGEST_BODY
from saan.shared import vault
from tests.journeys.test_field_visit import answer, begin, finish, landed

pytestmark = pytest.mark.browser

RECORDED = """
| survey |
| | type | name | label::ไทย (th) | bind::saan:role | parameters |
| | hidden | visit | | visit | |
| | select_one_from_file persons.csv | person | คนที่เยี่ยม | person | |
| | audio | cough | เสียงไอ | | |
| | video | walk | ท่าเดิน | | |
| | file | paper | ใบส่งตัว | | |
| settings |
| | form_title | form_id | version | default_language | namespaces |
| | เสียงและภาพ | recorded | 1 | ไทย (th) | saan="https://saan.in.th/xforms" |
"""
# A second of silence; what no browser can play is a file all the same.
SOUND = b"RIFF" + struct.pack("<I", 8036) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data"
SOUND += struct.pack("<I", 8000) + b"\x80" * 8000
VIDEO = b"\x00\x00\x00\x18ftypmp42" + os.urandom(40_000)
PAPER = b"%PDF-1.4\n" + os.urandom(30_000)


@pytest.fixture
def recorded(world):
    version = forms.published(world.board, RECORDED.encode())
    forms.offered(version, world.board)
    return version


def choose(held, words, name, kind, content):
    """The last button of a question chooses a file that is there."""
    question = held.tab.locator(".question-container", has=held.tab.get_by_text(words, exact=True))
    question.locator("input[type=file]").last.set_input_files({"name": name, "mimeType": kind, "buffer": content})
    return question


def test_sound_video_and_a_document_go_through_the_outbox(phone_of, volunteer, recorded, world):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        held.offline()
        held.open()
        held.unlock()
        begin(held, "มาลี แก้วใส")
        cough = choose(held, "เสียงไอ", "ไอ.wav", "audio/wav", SOUND)
        choose(held, "ท่าเดิน", "เดิน.mp4", "video/mp4", VIDEO)
        paper = choose(held, "ใบส่งตัว", "ใบส่งตัว.pdf", "application/pdf", PAPER)
        cough.locator("audio[src^='blob:']").wait_for()
        paper.get_by_text("29.3 KB").wait_for()
        assert cough.locator("audio").evaluate("one => one.error") is None
        finish(held)
        held.restart()
        held.offline()
        held.open()
        held.unlock()
        held.offline(False)
        held.go("กล่องรอส่ง")
        held.shows("ส่งครบทุกรายการแล้ว")

        filled = landed().get()

        kept = {one.name: (one.media_type, b"".join(vault.pieces(one.path))) for one in Attachment.objects.all()}
        assert kept[answer(filled, "cough")] == ("audio/wav", SOUND)
        assert kept[answer(filled, "walk")] == ("video/mp4", VIDEO)
        assert kept[answer(filled, "paper")] == ("application/pdf", PAPER)
        reader = signed_in_client(somebody("CARE_WORKER", world.board))
        page = reader.get(reverse("forms:answer", args=[filled.uuid])).content.decode()
        assert all(words in page for words in ("เสียงไอ", "ท่าเดิน", "ใบส่งตัว"))


def test_a_file_too_large_to_send_is_told_and_not_taken_and_one_taken_can_go(phone_of, volunteer, recorded):
    with phone_of() as held:
        held.enrol(volunteer)
        held.is_ready_offline()
        begin(held, "มาลี แก้วใส")

        too_large = VIDEO + bytes(25 << 20)
        assert len(too_large) < LARGEST_BODY  # the house would take it; the phone shall not have to seal it
        walk = choose(held, "ท่าเดิน", "ยาว.mp4", "video/mp4", too_large)
        walk.get_by_role("alert").get_by_text("25 MB").wait_for()
        assert walk.locator(".file-chosen").count() == 0
        choose(held, "ท่าเดิน", "สั้น.mp4", "video/mp4", VIDEO)
        walk.get_by_role("button", name="ลบไฟล์").click()

        walk.get_by_role("button", name="ลบไฟล์").wait_for(state="detached")
        finish(held)
        held.tab.get_by_role("link", name="ดูกล่องรอส่ง").click()
        held.shows("ส่งครบทุกรายการแล้ว")
        assert not Attachment.objects.exists()
        assert "walk" not in landed().get().answers
