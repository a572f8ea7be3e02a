"""No file takes the reader down, and each gets the refusal that fits it."""

import resource

import pytest

import sheets

from .hostile import hostile_files
from .weighing import weight  # noqa: F401 a fixture

FILES = list(hostile_files())
MOST_MEMORY = 150 << 20


def test_there_are_sixty_and_more():
    assert len({hostile.name for hostile in FILES}) >= 60


@pytest.mark.parametrize("hostile", FILES, ids=[hostile.name for hostile in FILES])
def test_a_hostile_file_is_refused_with_its_reason(hostile, weight):  # noqa: F811
    before = _seconds_worked()
    refusal = _refusal(hostile)

    assert (refusal.code in hostile.codes) if refusal else not hostile.codes
    assert "%(" not in str(refusal)
    assert _seconds_worked() - before < 12
    assert weight() <= MOST_MEMORY


def test_folders_are_cut_off_the_name():
    assert sheets.read(b"a,b\n1,2\n", "../../etc/passwd.csv").filename == "passwd.csv"


@pytest.mark.parametrize("code", sheets.SENTENCES)
def test_every_code_has_a_sentence_that_fills(code):
    facts = dict.fromkeys(["megabytes", "limit", "sheet", "sheets", "row", "seconds", "format"], 1)

    assert str(sheets.Unreadable(code, **facts)).endswith(".")


def _seconds_worked():
    """CPU seconds, the reader's own process included: those of the clock also count what else the machine does."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _refusal(hostile):
    try:
        sheets.tables(sheets.read_guarded(hostile.content, hostile.filename))
    except sheets.Unreadable as refusal:
        return refusal
