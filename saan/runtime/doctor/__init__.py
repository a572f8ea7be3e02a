"""What is wrong with an installation, and how to mend it, in the language of the person who asks.

A room adds its own checks in its AppConfig:

    def examine(self): ...   # yields Finding.problem(…), .warning(…) or .fine(…)
"""

from .examining import examine
from .findings import Finding, Level

__all__ = ["Finding", "Level", "examine"]
