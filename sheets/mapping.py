"""What each column of a table is taken for, and how an organisation's correction is remembered."""

from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .fields import FIELDS


class Why(StrEnum):
    HEADING = "HEADING"
    CONTENT = "CONTENT"
    BOTH = "BOTH"
    REMEMBERED = "REMEMBERED"
    NONE = "NONE"


@dataclass(frozen=True)
class Column:
    """One column and what it is taken for; `field` is a name in FIELDS, or None when it is only kept."""

    index: int
    name: str  # the heading, made unique
    heading: str
    group: str = ""
    field: str | None = None
    confidence: float = 0.0
    why: Why = Why.NONE
    filled: float = 0.0  # share of the rows of persons
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """The columns of one table; `signature` names its headings, whatever their order."""

    signature: str
    columns: list[Column] = field(default_factory=list)

    def column(self, name: str) -> Column | None:
        """The first column taken for a field."""
        return next((column for column in self.columns if column.field == name), None)

    @property
    def fields(self) -> dict[str, list[Column]]:
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            if column.field:
                found.setdefault(column.field, []).append(column)
        return found

    def corrected(self, choices: Mapped[str, str | None]) -> "Mapping":
        """The same with columns, by name, given the field a person chose."""
        if unknown := [name for name in choices.values() if name is not None and name not in FIELDS]:
            raise ValueError(f"no such field: {unknown[0]}")
        columns = [
            replace(column, field=choices[column.name], confidence=1.0, why=Why.REMEMBERED)
            if column.name in choices
            else column
            for column in self.columns
        ]
        return Mapping(self.signature, columns)

    def recalled(self, remembered: Mapped | None) -> "Mapping":
        """The same as people left it, where `to_json` gave `remembered` of a list with these headings."""
        if not remembered or remembered.get("signature") != self.signature:
            return self
        known = {column.name for column in self.columns}
        return self.corrected({name: to for name, to in remembered["fields"].items() if name in known})

    def to_json(self) -> dict:
        """What is worth remembering for the next list with these headings."""
        return {"signature": self.signature, "fields": {column.name: column.field for column in self.columns}}
