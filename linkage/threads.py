"""Work on all processors: numpy, polars, rapidfuzz and xgboost do most of theirs without holding Python up."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")


def side_by_side(function: Callable[[Given], Found], items: Iterable[Given]) -> list[Found]:
    """What `function` makes of each, in their order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, items))
