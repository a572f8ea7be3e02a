"""What rooms above hang onto a person. They join these lists in their apps.py.

FOLLOWERS   tables whose rows are about one person (`person_id`, `area_key`): they move with the person, between areas
            and in a merge, and come back when the merge is taken apart; a person with such a row stays.
PANELS      parts of the person's page: Panel(template, context(request, person) → dict or None, order, aside); those
            with an order under 10 stand above everything else.
STEPS       callables (person_ids, reach) → queries.Step, for the thread of what happened.
DERIVED     callables (person_ids), in the transaction in which the golden records of these persons were derived anew.
"""

from saan.shared.panels import Panel

FOLLOWERS: list[str] = []
PANELS: list[Panel] = []
STEPS: list = []
DERIVED: list = []
