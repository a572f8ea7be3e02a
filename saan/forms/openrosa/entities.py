"""Lists that the house fills in itself: the people a holder looks after, and what values mean.

A list is filtered to what its holder may see before anything is hashed, and always has the same order, so that a phone
downloads it again only when something in it has changed.
"""

import csv
import io
import zlib
from uuid import UUID

from django.utils import timezone

from saan.forms import measures
from saan.people.contacts import contacts_of
from saan.people.models import Person
from saan.people.permissions import Permission
from saan.shared.thai import person_name

MOST_PERSONS = 20_000
PERSON_COLUMNS = (
    *("name", "label", "__version", "prefix", "given_name", "family_name", "sex", "birth_date"),
    *("house_no", "moo", "area", "area_name", "phone", "groups"),
)


def persons(holder):
    """persons.csv: the people within the holder's reach."""
    found = list(_seen(holder).select_related("area").order_by("sort_key", "uuid")[:MOST_PERSONS])
    contacts = contacts_of(found, holder.reach(Permission.PERSON_READ))
    return _csv(PERSON_COLUMNS, (_person(one, contacts[one.pk]) for one in found))


def _seen(holder):
    reach = holder.reach(Permission.PERSON_READ)
    return Person.objects.within(reach).listed().filter(vital_status="ALIVE")


def _person(one, contact):
    name = person_name(one.prefix, one.given_name, one.family_name)
    house = " ".join(part for part in (contact.house_no, contact.moo and f"หมู่ {contact.moo}", one.area.name_th) if part)
    row = [
        *(one.prefix, one.given_name, one.family_name, one.sex, one.birth_date or ""),
        *(contact.house_no, contact.moo, one.area.code, one.area.name_th, contact.phone, " ".join(sorted(one.groups))),
    ]
    # No version is kept of a person; a fingerprint says as much: it changes when the row does.
    fingerprint = zlib.crc32(repr(row).encode()) & 0x7FFFFFFF
    return [one.uuid, f"{name} · {house}" if house else name, fingerprint, *row]


def bands(holder):
    """bands.csv: the cut-offs in force."""
    return measures.bands_text(measures.scales(), timezone.localdate()).encode()


def _csv(columns, rows):
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode()


def integrity(holder, ids):
    """(uuid, whether it is gone) of these persons, or of all the holder sees."""
    seen = _seen(holder)
    if not ids:
        return [(str(uuid), False) for uuid in seen.order_by("uuid").values_list("uuid", flat=True)[:MOST_PERSONS]]
    there = {str(uuid) for uuid in seen.filter(uuid__in=filter(None, map(_uuid, ids))).values_list("uuid", flat=True)}
    return [(said, str(_uuid(said)) not in there) for said in ids]


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None


MADE = {"persons.csv": persons, measures.BANDS_FILE: bands}
LISTS = {"persons.csv"}
DATASETS = {"persons"}
