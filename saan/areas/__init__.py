"""The tree of places, from country to village: everything counts up it, and a right reaches as far as an area.

Abolished codes resolve to what replaced them; a village that is split keeps its past."""
