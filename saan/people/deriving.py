"""What follows from the evidence: persons, households and match keys, brought up to date for the persons touched.

Deriving the same evidence twice gives the same rows, so that whoever puts evidence back gets the registry back.
"""

from django.utils import timezone

from saan.people import bulk, evidence, lanes, linking
from saan.people.hooks import DERIVED
from saan.people.rules import golden, household_id
from saan.shared.sorting import search_key, sort_key

NAMES = (
    *("cid", "prefix", "given_name", "family_name", "sex", "birth_date", "vital_status", "death_date", "groups"),
    *("area", "house_no", "moo", "house_code", "latitude", "longitude", "registered_area", "registered_address"),
    *("phone", "disability_card_expires"),
)
CHUNK = 10_000
FEW = 500  # of fewer, each lane would be done before the other is under way


def derive(person_ids, *, at=None, delivery_id=None, beat=None):
    """Bring these persons up to date with their evidence. Those that do not exist yet are created (at, delivery_id)."""
    ids = sorted(set(person_ids))
    houses = set()

    def persons():
        for chunk in bulk.in_chunks(ids, CHUNK):
            houses.update(_derive_persons(chunk, at, delivery_id))
            if beat:
                beat(len(chunk))

    def keys():
        for chunk in bulk.in_chunks(ids, CHUNK):
            linking.renew_keys(chunk)

    if len(ids) > FEW:
        lanes.beside(persons, keys)  # both follow from the rows that count, and not from one another
    else:
        persons()
        keys()
    settle_households(sorted(houses))
    for hook in DERIVED:
        hook(ids)


def _derive_persons(ids, at, delivery_id):
    """The houses they lived in and live in now."""
    standing = {pk: (house, merged) for pk, house, merged in bulk.fetch(STANDING, ids)}
    counted = evidence.counted([pk for pk in ids if pk not in standing or standing[pk][1] is None])
    decided = evidence.decisions([pk for pk in counted if pk in standing])
    rows = []
    for person_id, (is_listed, records) in counted.items():
        row = {"id": person_id, **person_row(records, decided.get(person_id, ())), "is_listed": is_listed}
        rows.append(row | {"created_at": (at or timezone.now()).isoformat(), "created_by_delivery_id": delivery_id})
    houses = _make_households(rows) | {house for house, _merged in standing.values() if house is not None}
    bulk.copy_rows([row for row in rows if row["id"] not in standing], "people_person")
    known = [row for row in rows if row["id"] in standing]
    bulk.upsert("people_person", known, keep=("created_at", "created_by_delivery_id"))
    _withdraw([pk for pk in standing if pk not in counted])
    return houses


# Whoever derives somebody has them alone from the reading of what counts to the writing of what follows; else a word
# said by another in between would be kept, and missing from the golden record. In one order, so that nobody waits for
# somebody who waits for them.
STANDING = """
    SELECT id, household_id, merged_into_id FROM people_person WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
"""


def person_row(records, choices):
    """The derived columns of one person, as JSON can carry them."""
    result = golden(records, choices, NAMES)
    value = result.values.get
    cid, birth = value("cid"), value("birth_date")
    given, family = _text(value("given_name"), 120), _text(value("family_name"), 120)
    return {
        "prefix": _text(value("prefix"), 60),
        "given_name": given,
        "family_name": family,
        "sex": value("sex") or "",
        "birth_date": birth.date if birth else None,
        "birth_precision": birth.precision if birth else "",
        "cid_sealed": bulk.as_bytea(cid.sealed) if cid else None,
        "cid_index": bulk.as_bytea(cid.index) if cid else None,
        "phone": _text(value("phone"), 20),
        "vital_status": value("vital_status") or "ALIVE",
        "death_date": value("death_date") if value("vital_status") == "DEAD" else None,
        "house_no": _text(value("house_no"), 40),
        "moo": _text(value("moo"), 4),
        "house_code": _text(value("house_code"), 11),
        "area_id": value("area"),
        "area_key": value("area_key"),
        "registered_area_id": value("registered_area"),
        "registered_address": _text(value("registered_address"), 300),
        "latitude": value("latitude"),
        "longitude": value("longitude"),
        "household_id": None,
        "groups": value("groups") or [],
        "disability_card_expires": value("disability_card_expires"),
        "holder_ids": sorted({row.organisation_id for row in records}),
        "has_conflict": bool(result.disputed),
        "sort_key": sort_key(f"{given} {family}"),
        "search_key": search_key(f"{given}{family}"),
    }


def _text(value, length):
    return "" if value is None else str(value)[:length]


def _make_households(rows):
    """Find or create the house of each row that names one."""
    houses = {}
    for row in rows:
        if row["house_no"]:
            place = row["area_id"], row["house_no"], row["moo"]
            if place not in houses:
                where = {name: row[name] for name in ("area_id", "area_key", "house_no", "moo")}
                houses[place] = {"id": household_id(*place), **where, "house_code": ""}
            row["household_id"] = houses[place]["id"]
    bulk.insert("people_household", list(houses.values()))
    return {house["id"] for house in houses.values()}


def _withdraw(ids):
    """Persons absorbed by another, or with no row left: they live nowhere now, and are found by no list."""
    bulk.run(
        "UPDATE people_person SET is_listed = false, household_id = NULL"
        " WHERE id = ANY(%s) AND (is_listed OR household_id IS NOT NULL)",
        ids,
    )


def settle_households(ids):
    """Where the house stands, as its first member tells; a house without members goes."""
    for chunk in bulk.in_chunks(ids, CHUNK):
        bulk.run(
            "DELETE FROM people_household h WHERE id = ANY(%s)"
            " AND NOT EXISTS (SELECT FROM people_person p WHERE p.household_id = h.id)",
            chunk,
        )
        bulk.run(
            """
            UPDATE people_household h
            SET latitude = told.latitude, longitude = told.longitude, house_code = told.house_code
            FROM (
                SELECT household_id,
                       (array_agg(latitude ORDER BY id) FILTER (WHERE latitude IS NOT NULL))[1] AS latitude,
                       (array_agg(longitude ORDER BY id) FILTER (WHERE latitude IS NOT NULL))[1] AS longitude,
                       coalesce((array_agg(house_code ORDER BY id) FILTER (WHERE house_code <> ''))[1], '')
                           AS house_code
                FROM people_person WHERE household_id = ANY(%s) GROUP BY household_id
            ) told
            WHERE h.id = told.household_id AND (h.latitude, h.longitude, h.house_code)
                  IS DISTINCT FROM (told.latitude, told.longitude, told.house_code)
            """,
            chunk,
        )
