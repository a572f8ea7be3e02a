"""Writes of the tree: the country from its codes; villages and communities by import and by hand; outlines."""

from saan.areas.actions.country import load_country

__all__ = ["load_country"]
