"""Phone and server work out the same: the forms filled in by the engines of ODK Web Forms and ODK Collect."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.forms.library.shelf import library
from saan.forms.scoring import compared, cut_of, differences
from saan.forms.tests.engine import Collect, WebForms
from saan.forms.tests.filling import TODAY, Filled, Form, scales

FORMS = [form.name for form in library()]
NO_JAVA = pytest.mark.skipif(not Collect.java(), reason="JavaRosa needs Java")


@pytest.fixture(scope="module", params=[WebForms, pytest.param(Collect, marks=NO_JAVA)])
def engine(request):
    engine = request.param()
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=FORMS)
def form(request, engine):
    form = Form(request.param)
    engine.open(form.xform, form.files)
    return form


@st.composite
def answers(draw, form):
    """Any answers in the form's own order; now and then one is left out."""
    found = []
    for question in form.questions:
        strategy = question.answers() if question.control else None
        if strategy is not None and draw(st.integers(0, 15)):
            found.append((question.path, draw(strategy)))
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_answered_form_and_server_agree(form, engine, data):
    filled = Filled(form, engine.fill(data.draw(answers(form))))

    numbers = filled.numbers()
    meant = {f"{code}.{cut.code}" for code in form.banded if (cut := cut_of(numbers.get(code), scales()[code], TODAY))}

    assert differences(compared(numbers, form.measures, scales())) == {}
    assert filled.bands() == meant


def test_with_everything_answered_every_score_is_there(form, engine):
    filled = Filled(form, engine.fill((one.path, one.example()) for one in form.questions if one.example()))

    said = filled.said()

    assert bool(said) == bool({code for code in form.measures if scales()[code].formula})
    assert None not in said.values()
    assert {name.split(".")[0] for name in filled.bands()} >= set(said) & form.banded


def test_with_nothing_answered_there_is_no_score(form, engine):
    filled = Filled(form, engine.fill([]))

    assert set(filled.said().values()) <= {None}
    assert filled.bands() == set()
