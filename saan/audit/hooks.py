"""What the trail says: a room declares in its apps.py the sentence of each verb, and what its things are called.

    hooks.VERBS |= {"people.person.read": _("looked at a person"), "people.revealed": _("read the %(what)s")}
    hooks.SUBJECTS["people.person"] = queries.named    # [7] → {7: Named("นางทองคำ สมมุติ", "/people/7/")}

The sentence follows the name of whoever did it, and may ask for any detail of the event by name; where a detail is a
stored code, the sentence is a function of the details that puts words in its place. A test fails for a verb that is
written somewhere and declared nowhere (tests/architecture/test_shape.py).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saan.shared.thai import number


@dataclass(frozen=True)
class Named:
    """A thing of which the trail speaks: what it is called, and its page if it has one."""

    name: str
    url: str = ""


VERBS: dict[str, Any] = {}
SUBJECTS: dict[str, Callable[[Iterable[int]], dict[int, Named]]] = {}


def sentence(event) -> str:
    """What happened, in the reader's language."""
    return worded(event.verb, event.detail)


def worded(verb, detail, gap="–") -> str:
    words = VERBS.get(verb)
    if words is None:
        return _("did something this version has no words for (%(verb)s)") % {"verb": verb}
    filled = defaultdict(lambda: gap, {name: value for name, value in detail.items() if value is not None})
    return words(filled) if callable(words) else str(words) % _readable(filled)


def _readable(filled):
    return defaultdict(filled.default_factory, {name: _grouped(value) for name, value in filled.items()})


def _grouped(value):
    return number(value) if type(value) is int else value


def named_subjects(events) -> dict[tuple[str, int], Named]:
    """(type, id) → Named, for the subjects of these events: one question per type."""
    wanted = defaultdict(set)
    for event in events:
        if event.subject_id is not None and event.subject_type in SUBJECTS:
            wanted[event.subject_type].add(event.subject_id)
    return {(kind, pk): named for kind, ids in wanted.items() for pk, named in SUBJECTS[kind](ids).items()}
