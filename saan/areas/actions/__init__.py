"""Writes of the tree: the country from its codes; villages and communities from lists and by hand; outlines."""

from saan.areas.actions.boundaries import load_outlines, set_boundaries, set_boundary
from saan.areas.actions.country import load_country
from saan.areas.actions.village_list import Arrived, Entry, add_villages
from saan.areas.actions.villages import add_community, add_village, close, rename, split

__all__ = [
    "Arrived",
    "Entry",
    "add_community",
    "add_village",
    "add_villages",
    "close",
    "load_country",
    "load_outlines",
    "rename",
    "set_boundaries",
    "set_boundary",
    "split",
]
