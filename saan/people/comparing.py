"""Two persons side by side: what is equal, what differs and where, what only one of them has."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from saan.people.fields import FIELDS

COMPARED = (
    *("cid", "prefix", "given_name", "family_name", "sex", "birth_date", "vital_status", "area", "house_no", "moo"),
    *(
        "registered_area",
        "phone",
        "caregiver_name",
        "disability_types",
        "disability_card_no",
        "adl_score",
        "conditions",
    ),
)


@dataclass(frozen=True)
class Row:
    """One field of both. state: same, differs or alone (only one side has it)."""

    label: str
    left: SafeString
    right: SafeString
    left_sources: list
    right_sources: list
    state: str


def rows(left, right):
    """The fields that at least one of two persons has, those that differ first; each side as facts.facts_of."""
    compared = [_row(name, left.get(name), right.get(name)) for name in COMPARED if name in left or name in right]
    return sorted(compared, key=lambda row: row.state != "differs")


def _row(name, left, right):
    texts = [one.text if one else "" for one in (left, right)]
    state = _state(left, right)
    marked = _marked(*texts) if state == "differs" and name != "cid" else [conditional_escape(text) for text in texts]
    return Row(FIELDS[name].label, *marked, *(one.sources if one else [] for one in (left, right)), state)


def _state(left, right):
    if not (left and right):
        return "alone"
    return "same" if left.value == right.value else "differs"


def _marked(left, right):
    """Both texts with the letters that differ marked; a vowel or tone mark stays with its consonant."""
    matcher = SequenceMatcher(None, _clusters(left), _clusters(right), autojunk=False)
    if matcher.ratio() < 0.5:
        return [format_html("{}", left), format_html("{}", right)]
    steps = matcher.get_opcodes()
    a, b = _clusters(left), _clusters(right)
    return [
        format_html_join("", "{}", ((_part(op, a[i1:i2]),) for op, i1, i2, _j1, _j2 in steps)),
        format_html_join("", "{}", ((_part(op, b[j1:j2]),) for op, _i1, _i2, j1, j2 in steps)),
    ]


def _part(operation, letters):
    text = "".join(letters)
    return text if operation == "equal" or not text else format_html("<mark>{}</mark>", text)


def _clusters(text):
    """A Thai consonant with the marks above and below it is one letter to the eye."""
    clusters = []
    for letter in text:
        if clusters and (letter == "\u0e31" or "\u0e34" <= letter <= "\u0e3a" or "\u0e47" <= letter <= "\u0e4e"):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return clusters
