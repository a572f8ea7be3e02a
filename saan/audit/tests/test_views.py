import pytest
from django.utils import timezone

from saan.audit import hooks
from saan.audit.models import Event
from saan.audit.views import _as_csv, _harmless

pytestmark = pytest.mark.django_db


def event(**fields):
    return Event(**{"at": timezone.now(), "verb": "audit.exported", "actor_name": "สมหญิง", **fields})


def test_a_verb_reads_as_a_sentence_in_thai():
    assert hooks.sentence(event(detail={"count": 12})) == "ส่งออกบันทึกการใช้งาน 12 รายการเป็นไฟล์"
    assert hooks.sentence(event(detail={"count": 4011})) == "ส่งออกบันทึกการใช้งาน 4,011 รายการเป็นไฟล์"


def test_a_missing_detail_leaves_a_dash_not_an_error():
    assert "–" in hooks.sentence(event())


def test_a_verb_of_a_former_version_still_reads():
    assert "old.thing.done" in hooks.sentence(event(verb="old.thing.done"))


@pytest.mark.parametrize("text", ["=1+1", "+66", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_file_is_a_formula(text):
    assert _harmless(text) == f"'{text}"
    assert f"'{text}".strip() in _as_csv([event(actor_name=text)])


def test_the_file_opens_in_thai():
    assert _as_csv([event()]).startswith("\ufeff")
