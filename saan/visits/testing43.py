"""Makers for tests of the 43 files: a hospital whose PERSON file is in, and what was found at a home."""

from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.partners.models import Organisation
from saan.people import deliveries
from saan.people.models import Person
from saan.people.testing import delivered, row, source_list

HOSPCODE = "10737"


def examples(side):
    """One visit on each side, and the address of its files."""
    side.organisation.hospcode = HOSPCODE
    side.organisation.save(update_fields=["hospcode"])
    (person,) = persons(side.organisation, f"สมใจ {side.mark}", area=side.area)
    visit(person, {"ADL": 9})
    here = {"code": side.area.code, "period": "FY2570"}
    return {"visits:files43_zip": here, "visits:files43_left": here}


def hospital(area=None, hospcode=HOSPCODE):
    area = area or place()
    made = Organisation.objects.create(
        code=f"H{area.code}", name_th="โรงพยาบาลทดสอบ", kind="HOSPITAL", area=area, hospcode=hospcode
    )
    made.areas.add(area)
    return made


def persons(organisation, *names, area=None, pid=None, **values):
    """Persons on a list of this organisation; with a `pid` the list is its own PERSON file."""
    values = {"birth_date": "1950-03-01", **values}
    if pid:
        values |= {"hospcode": organisation.hospcode, "local_id": pid}
    area = area or organisation.area
    rows = [row(name, area=area, **values) for name in names]
    delivery = delivered(source_list(organisation, area=area), *rows)
    deliveries.commit(delivery, by=None, at=timezone.now())
    return list(Person.objects.filter(records__delivery=delivery).order_by("pk"))


def found(person, values=None, *, at=None, received_at=None, organisation=None, outcome="MET", replaces=None):
    """A form filled at somebody's home at that moment, landed as it does from a phone."""
    from saan.visits.testing import landed, measure  # which asks us for our examples

    for code in values or ():
        measure(code, *BANDS.get(code, ()))
    at = at or timezone.now()
    by = accounts.user("CARE_WORKER", organisation or person.records.first().organisation)
    roles = {"outcome": outcome, "occurred_at": at.isoformat()}
    return landed(person, by, values=values, roles=roles, said=at, received_at=received_at or at, replaces=replaces)


def visit(person, values=None, **about):
    return found(person, values, **about).part.visit


BANDS = {
    "ADL": [("BED", None, 4, "WATCH"), ("HOME", 5, 11, "WATCH"), ("SOCIAL", 12, None, "FINE")],
    "FRAT": [("LOW", None, 3, "FINE"), ("AT_RISK", 4, None, "ALERT")],
}
