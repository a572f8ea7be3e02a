"""Thai dictionary order and forgiving search, as strings that PostgreSQL can index.

`sort_key` goes into a column with `COLLATE "C"`, `search_key` into one with a trigram index: PostgreSQL takes Thai tone
marks for punctuation, so they are left out of what is searched.
"""

import re
import unicodedata

LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
MARKS = re.compile("[\u0e47-\u0e4e]")
NOT_SEARCHED = re.compile("[\u0e3a\u0e47-\u0e4e\\s]")
LETTER_WITH_MARKS = re.compile("([^\u0e47-\u0e4e])([\u0e47-\u0e4e]*)")


def sort_key(text):
    """Letters first, in the order of the Royal Institute dictionary; tone marks decide only between equals."""
    swapped = LEADING_VOWEL.sub(r"\2\1", unicodedata.normalize("NFC", text).strip().lower())
    if not MARKS.search(swapped):
        return f"{swapped}\x01"
    marks = "".join(marks[0] if marks else "!" for _, marks in LETTER_WITH_MARKS.findall(swapped))
    return f"{MARKS.sub('', swapped)}\x01{marks}"


def search_key(text):
    """What is compared when somebody types: no tone marks, no spaces, no capitals."""
    return NOT_SEARCHED.sub("", unicodedata.normalize("NFC", text).lower())
