"""What rooms above do with answers. They join these lists in their apps.py.

LANDED      callables (submission), called in the transaction in which a submission lands, new or corrected
            (`submission.replaces` is then the one it corrects). What they raise sets the submission aside for a human.
"""

LANDED: list = []
