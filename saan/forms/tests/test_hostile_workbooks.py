"""The files that mean harm to the reader of lists mean none to the reader of forms: each gets a sentence in Thai."""

import resource

import pytest
from django.utils import translation

from saan.forms import actions
from saan.shared.errors import Refused
from sheets.tests.hostile import hostile_files
from sheets.tests.weighing import weight  # noqa: F401 a fixture

pytestmark = pytest.mark.django_db
FILES = list(hostile_files())
MOST_MEMORY = 150 << 20


@pytest.mark.parametrize("hostile", FILES, ids=[hostile.name for hostile in FILES])
def test_what_is_no_form_is_refused_in_thai(hostile, weight):  # noqa: F811
    before = _seconds_worked()

    with translation.override("th"), pytest.raises(Refused) as refused:
        actions.upload(content=hostile.content, name=hostile.filename, by="test", at=None)

    assert any("ก" <= letter <= "๙" for letter in str(refused.value)), str(refused.value)
    assert _seconds_worked() - before < 20
    assert weight() <= MOST_MEMORY


def _seconds_worked():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
