"""The library's visit note offers exactly the outcomes a visit can have."""

from saan.forms.library.shelf import LibraryForm
from saan.visits.models import SAYABLE


def test_the_visit_note_offers_every_outcome_and_no_other():
    choices = LibraryForm("visit_note").sheets["choices"]

    assert {name for listed, name, *_words in choices if listed == "outcome"} == set(SAYABLE)
