"""One answer to a phone: the next part of everything, or of what has changed (docs/field-wire.md)."""

import base64
import json
from dataclasses import astuple, dataclass, replace

from saan.field import changes
from saan.field.bundles import bundles
from saan.field.scope import WIRE, Scope
from saan.people.models import Person
from saan.shared.access import system

PART = 150  # persons: some 150 KB on the air, ten seconds of a bad line


@dataclass(frozen=True)
class Asked:
    """What a phone says of itself. Whatever cannot be read counts as not said, and it is sent everything."""

    cursor: str = ""
    scope: str = ""
    lists: str = ""
    part: str = ""
    ask: tuple[str, ...] | None = None

    @classmethod
    def from_words(cls, words):
        texts = {name: words.get(name) for name in ("cursor", "scope", "lists", "part")}
        ask = words.get("ask")
        ids = tuple(one for one in ask[:200] if isinstance(one, str)) if isinstance(ask, list) else None
        return cls(**{name: text for name, text in texts.items() if isinstance(text, str)}, ask=ids)


@dataclass(frozen=True)
class Part:
    """Where a phone stands: `since` its cursor (empty: everything), on the way to `until`, past the person `after`."""

    scope: str
    since: str
    until: str
    after: int = 0

    def token(self):
        return base64.urlsafe_b64encode(json.dumps(astuple(self)).encode()).decode()

    @classmethod
    def read(cls, token):
        """The part that a phone asks to go on with, or None."""
        try:
            scope, since, until, after = json.loads(base64.urlsafe_b64decode(token))
        except (ValueError, TypeError, RecursionError):
            return None
        texts = all(isinstance(one, str) for one in (scope, since, until))
        return cls(scope, since, until, after) if texts and isinstance(after, int) and 0 <= after < 2**62 else None


def people(asked: Asked, scope: Scope):
    """The part of the answer that is about persons, and the persons in it."""
    part = _part(asked, scope)
    wanted, gone = (scope.persons(), []) if not part.since else _changed(part, scope)
    held = list(wanted.filter(pk__gt=part.after).order_by("pk")[: PART + 1])
    is_last, held = len(held) <= PART, held[:PART]
    more = None if is_last else replace(part, after=held[-1].pk).token()
    return held, {
        "v": WIRE,
        "cursor": part.until,
        "scope": scope.hash,
        "reset": not part.since,
        "more": more,
        "people": bundles(held, scope),
        "gone": gone,
    }


def _part(asked, scope):
    part = Part.read(asked.part)
    if part and part.scope == scope.hash and all(changes.is_ours(one) for one in (part.since, part.until) if one):
        return part
    knows = not asked.part and asked.scope == scope.hash and changes.is_ours(asked.cursor)
    # The cursor is taken before anything is read: what is committed from here on is told the next time, perhaps again.
    return Part(scope.hash, asked.cursor if knows else "", changes.now_seen())


def _changed(part, scope):
    """Those who changed and are held; and, with the first part, the names of those who are held no more."""
    ranges = None if scope.reach.everywhere else scope.reach.ranges
    traces = list(changes.since(part.since, ranges).values_list("person_id", "area_key", "uuid"))
    held = scope.persons().filter(pk__in={person_id for person_id, *_rest in traces})
    if part.after:
        return held, []
    rest = {trace[0] for trace in traces} - set(held.values_list("pk", flat=True))
    at_home = {person_id for person_id, area_key, _uuid in traces if scope.is_home(area_key)}
    with system():
        left = rest & (at_home | scope.perhaps_held(rest))
        names = dict(Person.objects.filter(pk__in=left).values_list("pk", "uuid"))
    names |= {person_id: uuid for person_id, _area_key, uuid in traces if uuid and person_id in left}
    return held, sorted(str(uuid) for uuid in names.values())
