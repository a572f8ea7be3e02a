"""Plainly invented people of Thailand and the messy lists that agencies would keep of them, from a seed.

Layers, each of use alone: `people` (households in real subdistricts) → `agencies` (whom a list knows, how it
writes) with `damage` (what goes wrong) → `lists` (files); `worlds` draws all at random, to train and to test on.
"""

from invented.agencies import FOUR, SIX, Agency, draw_lists
from invented.damage import PRESETS, Damage
from invented.lists import write, write_lists
from invented.people import Households, make_people

__all__ = [
    "FOUR",
    "PRESETS",
    "SIX",
    "Agency",
    "Damage",
    "Households",
    "draw_lists",
    "make_people",
    "write",
    "write_lists",
]
