"""No file takes the reader down, and each gets the refusal that fits it."""

import time

import pytest

import sheets

from .hostile import hostile_files

FILES = list(hostile_files())


@pytest.mark.parametrize("hostile", FILES, ids=[hostile.name for hostile in FILES])
def test_a_hostile_file_is_refused_with_its_reason(hostile):
    started = time.monotonic()
    refusal = _refusal(hostile)

    assert (refusal.code in hostile.codes) if refusal else not hostile.codes
    assert "%(" not in str(refusal)
    assert time.monotonic() - started < 12


def test_folders_are_cut_off_the_name():
    assert sheets.read(b"a,b\n1,2\n", "../../etc/passwd.csv").filename == "passwd.csv"


@pytest.mark.parametrize("code", sheets.SENTENCES)
def test_every_code_has_a_sentence_that_fills(code):
    facts = dict.fromkeys(["megabytes", "limit", "sheet", "sheets", "row", "seconds", "format"], 1)

    assert str(sheets.Unreadable(code, **facts)).endswith(".")


def _refusal(hostile):
    try:
        sheets.tables(sheets.read_guarded(hostile.content, hostile.filename))
    except sheets.Unreadable as refusal:
        return refusal
