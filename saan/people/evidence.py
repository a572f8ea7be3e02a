"""The rows and choices that count for a person, read in bulk in the shape that the rules take."""

import json
from collections import defaultdict

from saan.areas.models import Area
from saan.people import bulk
from saan.people.models import Choice
from saan.people.rules import BirthDate, CitizenId, Decision, Evidence
from saan.shared.crypto import blind_index, unseal

# The context that citizen IDs are sealed in; a person's is a copy of a row's, so it is one for both.
CID = "person.cid"
# And what linking.compared keeps of a person.
COMPARED = "person.compared"

# Current rows count. Of a person that no list has any more, those that went last do; failing those (every row has been
# given to somebody else since), what they said before.
# Person by person: what the planner knows of the table is older than the rows this transaction has just linked, and it
# would read all of them for every few thousand persons.
ROWS_THAT_COUNT_FOR = """
    SELECT ranked.* FROM {persons} wanted CROSS JOIN LATERAL (
        SELECT *, rank() OVER (ORDER BY array_position('{{CURRENT,GONE,SUPERSEDED}}', standing::text)) AS place
        FROM people_sourcerecord
        WHERE person_id = wanted.id AND standing IN ('CURRENT', 'GONE', 'SUPERSEDED')
    ) ranked WHERE place = 1
"""
ROWS_THAT_COUNT = ROWS_THAT_COUNT_FOR.format(persons="(SELECT DISTINCT unnest(%s::int8[]) AS id)")
COUNTED = f"""
    SELECT r.person_id, r.standing, r.id, d.as_of, r.values, r.area_id, r.area_key, r.cid_index, r.cid_sealed,
           l.groups, r.organisation_id
    FROM ({ROWS_THAT_COUNT}) r
    JOIN people_delivery d ON d.id = r.delivery_id
    JOIN people_sourcelist l ON l.id = r.source_list_id
    ORDER BY r.id
"""


def counted(person_ids):
    """Person id → (is a current row among them, the Evidence that counts)."""
    found = {}
    for person_id, standing, *row in bulk.fetch(COUNTED, list(person_ids)):
        found.setdefault(person_id, (standing == "CURRENT", []))[1].append(_evidence(*row))
    return found


def _evidence(id, as_of, values, area_id, area_key, index, sealed, groups, organisation_id):
    cid = CitizenId(bytes(index), bytes(sealed)) if index is not None else None
    return Evidence(id, as_of, json.loads(values), area_id, area_key, cid, tuple(groups), organisation_id)


def decisions(person_ids):
    """Person id → the Decisions in force, oldest first."""
    in_force = "SELECT id FROM people_choice WHERE person_id = ANY(%s) AND undone_at IS NULL"
    return decided_by(Choice.objects.filter(pk__in=bulk.column(in_force, list(person_ids))).order_by("id"))


def decided_by(choices):
    """The same of Choices in force, in their order."""
    found, choices = defaultdict(list), list(choices)
    keys = dict(Area.objects.filter(pk__in=_chosen_areas(choices)).values_list("pk", "key"))
    for choice in choices:
        found[choice.person_id].append(decision(choice, keys))
    return found


def decision(choice, keys):
    value = choice.value
    if choice.sealed is not None:
        value = CitizenId(blind_index(unseal(choice.sealed, CID)), bytes(choice.sealed))
    if choice.field == "birth_date":
        value = BirthDate(**value)
    return Decision(choice.pk, choice.field, value, keys.get(value) if choice.field == "area" else None)


def opened_cid(record):
    """The digits that a row gives as its citizen ID, or None."""
    return unseal(record.cid_sealed, CID)


def _chosen_areas(choices):
    return {choice.value for choice in choices if choice.field == "area"}
