"""What a phone holds of a person, in the short words of the wire (docs/field-wire.md): many at a time, few queries."""

from datetime import date, timedelta

from django.utils import timezone

from saan.areas.models import Area
from saan.field import homes
from saan.people.contacts import told
from saan.people.queries import person_values
from saan.shared.thai import person_name

# The registry's names, in the order of the wire.
NAMES = (
    *("prefix", "given_name", "family_name", "sex", "birth_date", "house_no", "moo", "latitude", "longitude", "phone"),
    *("caregiver_name", "caregiver_phone", "groups", "disability_types", "conditions", "disability_card_expires"),
)
ELDER_YEARS = 60


def bundles(persons, scope):
    """One dict a person, in their order, with everything that this scope may see."""
    codes = dict(Area.objects.filter(pk__in={one.area_id for one in persons}).values_list("pk", "code"))
    found = homes.found(persons, scope)
    today = timezone.localdate()
    return [
        {name: value for name, value in words if value or value == 0}
        for person, values, _lists in person_values(persons, scope.reach, NAMES)
        for words in [[*_registry(person, values, codes, today), *found[person.pk].items()]]
    ]


def _registry(person, values, codes, today):
    said = values.get
    birth, spot = said("birth_date"), (said("latitude"), said("longitude"))
    carer = (said("caregiver_name") or "", said("caregiver_phone") or "")
    yield "id", str(person.uuid)
    yield "n", person_name(*(said(name) or "" for name in ("prefix", "given_name", "family_name")))
    yield "g", person.sort_key
    yield "s", said("sex")
    yield "b", birth and birth.date
    yield "bp", birth and birth.precision != "DAY" and birth.precision
    yield "h", said("house_no")
    yield "m", said("moo")
    yield "a", codes[person.area_id]
    yield "ll", None not in spot and [round(each, 5) for each in spot]
    yield "ph", said("phone")
    yield "ca", any(carer) and [carer]
    yield "gr", [*(said("groups") or ()), *(["ELDER"] if is_elder(birth, today) else [])]
    yield "di", said("disability_types")
    yield "co", said("conditions")
    yield "ex", said("disability_card_expires")
    yield "hh", f"{person.household_id:x}" if told(values).is_home_of(person) else None


def is_elder(birth, today):
    return bool(birth) and date.fromisoformat(birth.date) <= today - timedelta(days=ELDER_YEARS * 365.25)
