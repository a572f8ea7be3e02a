"""The tree in memory, ready to be asked by name and by code: pure."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from saan.areas.keys import full_name
from saan.areas.models import Level
from saan.areas.wording import fold

CAPITAL = fold("เมือง")


class Node(NamedTuple):
    pk: int
    code: str
    level: str
    name: str
    key: int
    key_end: int
    parent_pk: int | None
    is_past: bool = False

    @property
    def full_name(self):
        return full_name(self.level, self.code, self.name)

    def holds(self, other):
        return self.key <= other.key and other.key_end <= self.key_end


@dataclass(frozen=True)
class Found:
    """The area (None: nowhere), how sure (`is_guess`: a mistake was mended), and what could not be placed."""

    area_id: int | None = None
    area_key: int | None = None
    level: str = ""
    problem: str = ""
    is_guess: bool = False

    @classmethod
    def at(cls, node, problem="", is_guess=False):
        return cls(node.pk, node.key, node.level, problem, is_guess)

    def but(self, problem):
        return replace(self, problem=self.problem or problem)


class Tree:
    """Provinces, districts and subdistricts, those of the past included; villages are asked for apart."""

    def __init__(self, nodes, successors):
        self.by_pk = {node.pk: node for node in nodes}
        self.by_code = {node.code: node for node in nodes}
        self.successors = successors
        self.named = defaultdict(lambda: defaultdict(list))
        self.below = defaultdict(dict)
        for node in nodes:
            for name in _names(node):
                self._file(node, name)

    # Found under each of its ancestors, because lists leave levels out.
    def _file(self, node, name):
        self.named[node.level][name].append(node)
        if not node.is_past:
            for above in self.lineage(self.by_pk.get(node.parent_pk)):
                self.below[above.pk, node.level].setdefault(name, []).append(node)

    def lineage(self, node):
        """The node and what stands above it."""
        while node:
            yield node
            node = self.by_pk.get(node.parent_pk)

    def today(self, node):
        """What stands today where a past area stood: its one successor, or the nearest area that holds them all."""
        if not node.is_past:
            return node
        heirs = [self.by_pk[pk] for pk in self.successors.get(node.pk, ()) if pk in self.by_pk]
        if not heirs:
            return self.today(self.by_pk[node.parent_pk])
        return next(above for above in self.lineage(heirs[0]) if all(above.holds(heir) for heir in heirs))


def _names(node):
    """The folded names a node goes by; the capital district of a province is called just 'เมือง'."""
    name = fold(node.name)
    if node.level == Level.DISTRICT and node.code.endswith("01") and name.startswith(CAPITAL):
        return {name, CAPITAL}
    return {name}
