"""The rooms of the house, from top to bottom: a room may import only the rooms that stand below it.

INSTALLED_APPS, the URL table, the catalogues and the import contract are all made from this one list.
"""

CONTEXTS = [
    "portal",
    "field",
    "exchange",
    "visits",
    "needs",
    "forms",
    "intake",
    "people",
    "accounts",
    "partners",
    "areas",
    "worklist",
    "audit",
    "shared",
]
