"""Which columns an export has, and the rows of persons as one reader may see them."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.people import exports
from saan.people.evidence import CID
from saan.people.exports import CHUNK, Column, in_chunks
from saan.people.fields import FIELDS, Kind
from saan.people.models import Person
from saan.people.queries import person_values
from saan.people.showing import full_path, shown
from saan.shared.crypto import unseal
from saan.shared.forms import typed_form

NAMES = (
    *("cid", "prefix", "given_name", "family_name", "sex", "birth_date", "vital_status", "death_date", "groups"),
    *("area", "house_no", "moo", "house_code", "phone", "registered_area", "registered_address", "typearea"),
    *("caregiver_name", "caregiver_phone", "disability_types", "disability_card_no", "disability_card_expires"),
    *("adl_score", "conditions", "health_right", "allowance"),
)
WIDTHS = {"area": 44, "registered_area": 44, "registered_address": 40, "conditions": 40, "groups": 30, "cid": 17}
# The sources of the values, so that whoever opens the file knows where it comes from.
COLUMNS = [Column(FIELDS[name].label, WIDTHS.get(name, 16), name) for name in NAMES] + [
    Column(_("On the lists of"), 36, None)
]


def rows(persons, reach):
    """One list of cells for each person, in the order of the queryset."""
    for _person, cells, lists in _people(persons, reach):
        yield [*(cells.get(name, "") for name in NAMES), ", ".join(lists)]


def features(persons, reach):
    """A GeoJSON feature of each person, without a geometry (RFC 7946, 3.2) where no spot is known or shared."""
    for person, cells, _lists in _people(persons, reach, (*NAMES, *SPOT)):
        where = [cells.pop(name) for name in SPOT if name in cells]
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": where} if len(where) == 2 else None,
            "properties": {name: exports.plain(cells.get(name, "")) for name in NAMES} | {"id": person.pk},
        }


SPOT = ("longitude", "latitude")


def _people(persons, reach, names=NAMES):
    """(person, cells by name, names of their lists), a chunk of persons at a time."""
    ids = persons.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    for chunk in in_chunks(ids):
        found = Person.objects.in_bulk(chunk)
        seen = list(person_values([found[pk] for pk in chunk if pk in found], reach, names))
        places = _paths(values for _person, values, _lists in seen)
        for person, values, lists in seen:
            yield person, {name: _cell(FIELDS[name], value, places) for name, value in values.items()}, lists


def _paths(many_values):
    """Area id → its name and what it lies in, each worked out once."""
    wanted = {values[name] for values in many_values for name in ("area", "registered_area") if values.get(name)}
    areas = Area.objects.select_related("parent__parent__parent").in_bulk(wanted)
    return {pk: full_path(area) for pk, area in areas.items()}


def _cell(field, value, places):
    """A number, a date (whole days only), or words."""
    if field.kind is Kind.CITIZEN_ID:
        return unseal(value.sealed, CID)
    if field.kind is Kind.AREA:
        return places.get(value, "")
    if field.name == "birth_date":
        born = date.fromisoformat(value.date)
        return born if value.precision == "DAY" else typed_form(born, value.precision)
    if field.kind is Kind.DATE:
        return date.fromisoformat(value)
    return value if field.kind is Kind.NUMBER else shown(field, value)
