"""What rooms above do with answers. They join these lists in their apps.py.

LANDED      callables (submissions: list), called in the transaction in which submissions land, many at a time and in
            the order in which the server received them, so that a room can write with few statements. A corrected one
            has `replaces`. What the answers mean is in `submission.meaning` (forms.meaning.Meaning). When a callable
            raises, nothing of that round stays: each submission then lands alone, in a list of one, and the one that
            raises again is set aside for a human.
CHOSEN      callables (holds=, yields=, by=, at=): a human let one filling of a form count instead of another.
"""

LANDED: list = []
CHOSEN: list = []
