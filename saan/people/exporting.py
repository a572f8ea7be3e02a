"""Which columns an export has, and the rows of persons as one reader may see them."""

from django.utils.translation import gettext_lazy as _

from saan.people.evidence import CID
from saan.people.exports import CHUNK, Column, in_chunks
from saan.people.facts import facts_of
from saan.people.fields import FIELDS, Kind
from saan.people.models import Person
from saan.people.queries import person_views
from saan.shared.crypto import unseal

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
    for view, facts in _views(persons, reach):
        yield [*(_cell(facts.get(name)) for name in NAMES), _lists(view)]


def features(persons, reach):
    """A GeoJSON feature of each person, without a geometry (RFC 7946, 3.2) where no spot is known or shared."""
    for view, facts in _views(persons, reach):
        where = [facts[name].value for name in ("longitude", "latitude") if name in facts]
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": where} if len(where) == 2 else None,
            "properties": {name: _cell(facts.get(name)) for name in NAMES} | {"id": view.person.pk},
        }


def _views(persons, reach):
    ids = persons.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    for chunk in in_chunks(ids):
        found = Person.objects.select_related("area").in_bulk(chunk)
        views = person_views([found[pk] for pk in chunk if pk in found], reach)
        yield from zip(views, facts_of(views), strict=True)


def _cell(fact):
    if fact is None:
        return ""
    if fact.field.kind is Kind.CITIZEN_ID:
        return unseal(fact.value.sealed, CID)
    return fact.value if fact.field.kind is Kind.NUMBER else fact.text


def _lists(view):
    return ", ".join(dict.fromkeys(record.source_list.name for record in view.records))
