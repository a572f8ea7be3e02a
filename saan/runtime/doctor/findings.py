from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    FINE = "✓"
    WARNING = "!"
    PROBLEM = "✗"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what is so, and what to do about it."""

    level: Level
    what: str
    remedy: str = ""

    @classmethod
    def fine(cls, what):
        return cls(Level.FINE, what)

    @classmethod
    def warning(cls, what, remedy):
        return cls(Level.WARNING, what, remedy)

    @classmethod
    def problem(cls, what, remedy):
        return cls(Level.PROBLEM, what, remedy)

    def __str__(self):
        return f"{self.level.value} {self.what}" + (f"\n    → {self.remedy}" if self.remedy else "")
