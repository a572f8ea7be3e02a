"""What may follow what, and how a row and a heading are recognised again. Pure."""

import hashlib

from saan.intake.models import BatchState as State

MOVES = {
    State.READING: {State.MAPPING, State.FAILED},
    State.MAPPING: {State.READING, State.STAGING, State.DISCARDED},
    State.STAGING: {State.READY, State.MAPPING, State.FAILED},
    State.READY: {State.STAGING, State.MAPPING, State.COMMITTING, State.DISCARDED},
    State.COMMITTING: {State.COMMITTED, State.READY, State.FAILED},
    State.COMMITTED: {State.UNDOING},
    State.UNDOING: {State.UNDONE, State.COMMITTED, State.FAILED},
    State.UNDONE: set(),
    State.DISCARDED: set(),
    State.FAILED: {State.READING, State.MAPPING, State.STAGING, State.COMMITTING, State.UNDOING, State.DISCARDED},
}
WORKING = {State.READING, State.STAGING, State.COMMITTING, State.UNDOING}
BEFORE_COMMIT = {State.MAPPING, State.READY, State.FAILED}
# While one of these stands, the same file need not come in again.
STANDING = set(State) - {State.FAILED, State.DISCARDED, State.UNDONE}


def may_move(before, after):
    return after in MOVES[before]


def hash_of_files(hashes):
    """One hash for a set of files, whatever the order they were chosen in; of one file it is its own."""
    hashes = sorted(hashes)
    return hashes[0] if len(hashes) == 1 else hashlib.sha256(b"".join(hashes)).digest()


def seems_another_list(counts):
    """Whether so little of a list stays that its file was perhaps brought in under the wrong name."""
    return counts.get("gone", 0) > 4 * (counts.get("same", 0) + counts.get("changed", 0))
