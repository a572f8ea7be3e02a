"""What may follow what."""

import hashlib

import pytest

from saan.intake import rules
from saan.intake.masking import mask
from saan.intake.models import BatchState as State


@pytest.mark.parametrize("state", sorted(rules.WORKING))
def test_every_step_at_work_can_end_and_can_fail(state):
    assert State.FAILED in rules.MOVES[state]
    assert rules.MOVES[state] - {State.FAILED}


def test_what_was_taken_back_or_put_away_stays_so():
    assert rules.MOVES[State.UNDONE] == rules.MOVES[State.DISCARDED] == set()


def test_the_same_files_in_another_order_are_the_same_delivery():
    one, two = (hashlib.sha256(content).digest() for content in (b"1", b"2"))

    assert rules.hash_of_files([one, two]) == rules.hash_of_files([two, one])
    assert rules.hash_of_files([one]) == one


@pytest.mark.parametrize("text", ["1101700230708", "1-1017-00230-70-8", "1 1017 00230 70 8"])
def test_thirteen_digits_in_a_note_are_masked(text):
    assert mask(f"บัตร {text} เดิม") == "บัตร •••••••••0708 เดิม"


@pytest.mark.parametrize("text", ["0812345678", "12345678901", "12345678901234", "หมู่ 3", "", None])
def test_other_numbers_are_left_alone(text):
    assert mask(text) == text
