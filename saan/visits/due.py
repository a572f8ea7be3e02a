"""Who is to be visited when: the rhythm of their groups or of their charge, counted from the last time they were met.

The rule is rules.due_on; here it is the same in SQL, so that a whole district can be counted.
"""

import tomllib
from pathlib import Path

from django.db.models import Case, DateField, F, Func, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Least, TruncDate

from saan.people import bulk
from saan.people.filters import years_before
from saan.people.models import Person, VitalStatus
from saan.visits.models import Charge, Outcome, Rhythm, Visit
from saan.visits.rules import ELDER

RHYTHMS = Path(__file__).parent / "rhythms.toml"
SOON_DAYS = 7
NEVER, OVERDUE, SOON, FINE = "never", "overdue", "soon", "fine"


def load_rhythms():
    """Add the rhythms that are missing; how many."""
    known = set(Rhythm.objects.values_list("group", flat=True))
    missing = {group: days for group, days in tomllib.loads(RHYTHMS.read_text()).items() if group not in known}
    Rhythm.objects.bulk_create([Rhythm(group=group, every_days=days) for group, days in missing.items()])
    return len(missing)


class PlusDays(Func):
    """A date and a number of days: a date."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


def living(reach):
    """Whoever can be visited, as far as this reach sees them."""
    return Person.objects.listed().exclude(vital_status=VitalStatus.DEAD).within(reach)


def with_due(persons, reach, today):
    """The same persons with `every_days`, `last_met_on` and `due_on`; who is in no rhythm has none of the last.

    For a few persons: what is true of whole places is asked by `homes_sql`, where each part is worked out once.
    """
    return _with_facts(persons, reach, today).annotate(
        due_on=Case(
            When(every_days=None, then=None),
            When(last_met_on=None, then=F("charged_on")),
            default=PlusDays("last_met_on", "every_days"),
            output_field=DateField(),
        )
    )


def _with_facts(persons, reach, today):
    charges = _charges_of_person(reach)
    met = Visit.objects.filter(
        person=OuterRef("pk"), outcome=Outcome.MET, organisation_id__in=sorted(reach.sources("HEALTH"))
    )
    return persons.annotate(
        last_met_on=TruncDate(Subquery(met.order_by("-occurred_at").values("occurred_at")[:1])),
        every_days=Coalesce(
            _first(charges, Min("every_days"), IntegerField()), _rhythm(today), output_field=IntegerField()
        ),
        charged_on=TruncDate(_first(charges, Min("given_at"))),
    )


def _charges_of_person(reach):
    by_area = Q(area__key__lte=OuterRef("area_key"), area__key_end__gte=OuterRef("area_key"))
    standing = Charge.objects.standing().filter(organisation_id=reach.organisation_id)
    return standing.filter(Q(person=OuterRef("pk")) | by_area)


def _first(charges, aggregate, output_field=None):
    found = charges.order_by().values("organisation_id").annotate(found=aggregate).values("found")
    return Subquery(found, output_field=output_field) if output_field else Subquery(found)


def _rhythm(today):
    """The most frequent rhythm of a person's groups; LEAST passes over those that have none."""
    days = [
        Case(When(_in_group(rhythm.group, today), then=Value(rhythm.every_days)), output_field=IntegerField())
        for rhythm in Rhythm.objects.all()
    ]
    nothing = Cast(Value(None), IntegerField())
    return Least(nothing, nothing, *days)


def _in_group(group, today):
    return Q(birth_date__lte=years_before(today, 60)) if group == ELDER else Q(groups__contains=[group])


def homes_sql(persons, reach, today):
    """(SQL, parameters) of id, area_key, last_met_on, every_days and due_on of these persons."""
    facts = _with_facts(persons, reach, today).order_by()
    facts = facts.values("id", "area_key", "last_met_on", "every_days", "charged_on")
    sql, parameters = facts.query.sql_with_params()
    due_on = "CASE WHEN last_met_on IS NULL THEN charged_on ELSE last_met_on + every_days END"
    # OFFSET 0 keeps the planner from working out the parts again wherever one is named.
    return f"SELECT *, {due_on} AS due_on FROM ({sql} OFFSET 0) facts", parameters


# Of somebody in a rhythm; `today` and the last day that counts as soon are given by name.
STATES = {
    OVERDUE: "every_days IS NOT NULL AND (due_on < %(today)s OR due_on IS NULL)",
    SOON: "due_on BETWEEN %(today)s AND %(soon)s",
    NEVER: "every_days IS NOT NULL AND last_met_on IS NULL",
    FINE: "every_days IS NOT NULL AND due_on > %(soon)s",
}
COUNTS = """
    count(*), count(*) FILTER (WHERE due_on >= %s),
    count(*) FILTER (WHERE due_on < %s OR due_on IS NULL), count(*) FILTER (WHERE last_met_on IS NULL)
"""


def counted(persons, reach, today):
    """(in a rhythm, visited in time, overdue, never met) of these persons."""
    sql, parameters = homes_sql(persons, reach, today)
    sql = f"SELECT {COUNTS} FROM ({sql}) homes WHERE every_days IS NOT NULL"
    [row] = bulk.fetch(sql, today, today, *parameters)
    return row


def counted_by_child(persons, area, reach, today):
    """Child area id → the same four numbers."""
    sql, parameters = homes_sql(persons, reach, today)
    found = bulk.fetch(
        f"SELECT child.id, {COUNTS} FROM ({sql}) homes JOIN areas_area child ON child.parent_id = %s"
        " AND child.valid_to IS NULL AND homes.area_key BETWEEN child.key AND child.key_end"
        " WHERE every_days IS NOT NULL GROUP BY child.id",
        *(today, today, *parameters, area.pk),
    )
    return {pk: numbers for pk, *numbers in found}


def overdue_by_child(persons, area, reach, today):
    return {pk: numbers[2] for pk, numbers in counted_by_child(persons, area, reach, today).items()}
