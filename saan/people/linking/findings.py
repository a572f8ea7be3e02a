"""From probabilities to findings: which row is whom. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from saan.people.models import Finding

MOST_DOUBTS = 3


class Likeness(NamedTuple):
    """Row `row` of a delivery is one person with `record`, with this probability.

    The record is of a known `person`; if not, it is the earlier row `other` of the same delivery. `verdict`: what a
    human once said of the two. `ids_differ`: both sides hold valid citizen IDs, and not the same one.
    """

    row: int
    person: int | None
    other: int
    record: int
    probability: float
    verdict: bool | None = None
    ids_differ: bool = False


@dataclass
class Found:
    """What was found of one row. `newcomer` numbers the new persons of the delivery."""

    finding: Finding
    person: int | None = None
    newcomer: int | None = None
    probability: float | None = None
    doubts: list = field(default_factory=list)

    @property
    def who(self):
        return ("person", self.person) if self.person else ("newcomer", self.newcomer)


def find(rows, kept, likenesses, merge_at, ask_at):
    """Row → Found. `kept`: row → the person that the same row was about before."""
    outward, inward = _apart(likenesses)
    found = {row: Found(Finding.KEPT, kept[row]) for row in rows if row in kept}
    for row in rows:
        if row not in found and (known := _known(outward[row], merge_at)):
            found[row] = known
    _find_newcomers(found, rows, Families(rows, found, inward, merge_at))
    for row, one in found.items():
        one.doubts = _doubts(one, outward[row], inward[row], found, ask_at)
        if one.finding is Finding.NEW and one.doubts:
            one.finding = Finding.ASK
    return found


def _apart(likenesses):
    """Likenesses to known persons, and those to rows of the same delivery; what a human denied is left out."""
    denied = {(one.row, one.person) for one in likenesses if one.person and one.verdict is False}
    outward, inward = defaultdict(list), defaultdict(list)
    for one in likenesses:
        if one.person and (one.row, one.person) not in denied:
            outward[one.row].append(one)
        elif not one.person and one.verdict is not False:
            inward[one.row].append(one)
    return outward, inward


def _known(likenesses, merge_at):
    """The one person this row is surely about; nobody where it could be two, or where the citizen IDs differ."""
    said = {one.person for one in likenesses if one.verdict}
    if len(said) == 1:
        return Found(Finding.VERDICT, said.pop(), probability=1.0)
    best = defaultdict(float)
    for one in likenesses:
        best[one.person] = max(best[one.person], one.probability)
    sure = [person for person, probability in best.items() if probability >= merge_at]
    differing = {one.person for one in likenesses if one.ids_differ}
    if len(sure) == 1 and not said and sure[0] not in differing:
        return Found(Finding.AUTO, sure[0], probability=best[sure[0]])
    return None


class Families:
    """Rows of one delivery that are surely one person. No family holds two known persons or two citizen IDs."""

    def __init__(self, rows, found, inward, merge_at):
        self.members = {row: [row] for row in rows}
        self.head = {row: row for row in rows}
        self.person = {row: one.person for row, one in found.items()}
        self.odds = {}
        likenesses = [one for several in inward.values() for one in several]
        self.split = {frozenset((one.row, one.other)) for one in likenesses if one.ids_differ}
        sure = [one for one in likenesses if one.verdict or (one.probability >= merge_at and not one.ids_differ)]
        for one in sorted(sure, key=lambda one: (-one.probability, one.row, one.other)):
            self._join(*sorted((self.head[one.row], self.head[one.other])), one.probability)

    def _join(self, left, right, probability):
        persons = {self.person.get(left), self.person.get(right)} - {None}
        if left == right or len(persons) == 2 or self._is_split(left, right):
            return
        for row in self.members[right]:
            self.head[row] = left
            self.odds[row] = probability
        self.members[left] += self.members.pop(right)
        self.person[left] = next(iter(persons), None)

    def _is_split(self, left, right):
        return bool(self.split) and any(
            frozenset((one, other)) in self.split for one in self.members[left] for other in self.members[right]
        )


def _find_newcomers(found, rows, families):
    numbers = {}
    for row in rows:
        head = families.head[row]
        if row in found:
            continue
        if families.person.get(head):
            found[row] = Found(Finding.AUTO, families.person[head], probability=families.odds.get(row))
        else:
            found[row] = Found(Finding.NEW, newcomer=numbers.setdefault(head, len(numbers) + 1))


def _doubts(one, outward, inward, found, ask_at):
    """Whom else the row may be about, the likeliest first. A question between two rows is asked of the later one."""
    asked = {}
    for like in [*outward, *inward]:
        who = ("person", like.person) if like.person else found[like.other].who
        if who != one.who and like.probability >= max(ask_at, asked[who].probability if who in asked else 0):
            asked[who] = like
    best = sorted(asked.items(), key=lambda item: (-item[1].probability, item[0]))[:MOST_DOUBTS]
    return [
        {kind: number, "record": like.record, "probability": round(like.probability, 4)}
        for (kind, number), like in best
    ]
