"""Who is to be visited when: the rhythm of their groups or of their charge, counted from the last time they were met.

The rule is rules.due_on; here it is the same in SQL, so that a whole district can be counted.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db.models import Case, DateField, F, Func, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Least, TruncDate
from django.utils import timezone

from saan.people import bulk
from saan.people.filters import years_before
from saan.people.models import Person, VitalStatus
from saan.visits import rhythms, rules
from saan.visits.models import Charge, Outcome, Rhythm, Visit
from saan.visits.rules import ELDER

RHYTHMS = Path(__file__).parent / "rhythms.toml"
SOON_DAYS = 7
NEVER, OVERDUE, SOON, FINE = "never", "overdue", "soon", "fine"


def load_rhythms():
    """Add the rhythms that are missing; how many."""
    known = set(Rhythm.objects.filter(organisation=None).values_list("group", flat=True))
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

    For a few persons, each looked up by itself: what is true of whole places is asked by `homes_sql`, in one pass.
    """
    return _with_facts(persons, reach, today).annotate(
        due_on=Case(
            When(every_days=None, then=None),
            When(last_met_on=None, then=F("charged_on")),
            default=PlusDays("last_met_on", "every_days"),
            output_field=DateField(),
        )
    )


class Home(NamedTuple):
    every_days: int | None
    due_on: date | None


def home_of(person, charges, reach, today):
    """What with_due says of one person who is at hand, with the charges that hold for their home; None of nobody who
    can be visited. By the rules themselves: for one person PostgreSQL takes longer to plan than to look."""
    if not (person.is_listed and person.vital_status != VitalStatus.DEAD and reach.covers(person.area_key)):
        return None
    is_elder = person.birth_date is not None and person.birth_date <= years_before(today, 60)
    rhythm = rules.rhythm_of(person.groups, is_elder, rhythms.days_of(reach.organisation_id))
    every_days = min((charge.every_days for charge in charges if charge.every_days is not None), default=rhythm)
    since = min((timezone.localdate(charge.given_at) for charge in charges), default=None)
    met = Visit.objects.filter(person=person, outcome=Outcome.MET, organisation_id__in=reach.sources("HEALTH"))
    last = met.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
    return Home(every_days, rules.due_on(last and timezone.localdate(last), every_days, since))


def _with_facts(persons, reach, today):
    charges = _charges_of_person(reach)
    met = Visit.objects.filter(
        person=OuterRef("pk"), outcome=Outcome.MET, organisation_id__in=sorted(reach.sources("HEALTH"))
    )
    return persons.annotate(
        last_met_on=TruncDate(Subquery(met.order_by("-occurred_at").values("occurred_at")[:1])),
        every_days=Coalesce(
            _first(charges, Min("every_days"), IntegerField()),
            _rhythm(today, reach.organisation_id),
            output_field=IntegerField(),
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


def _rhythm(today, organisation_id):
    """The most frequent rhythm of a person's groups; LEAST passes over those that have none."""
    days = [
        Case(When(_in_group(group, today), then=Value(every_days)), output_field=IntegerField())
        for group, every_days in sorted(rhythms.days_of(organisation_id).items())
    ]
    nothing = Cast(Value(None), IntegerField())
    return Least(nothing, nothing, *days)


def _in_group(group, today):
    return Q(birth_date__lte=years_before(today, 60)) if group == ELDER else Q(groups__contains=[group])


# One pass, linear however few rows PostgreSQL expects: behind the wall it takes a whole district for one person, and
# would join each to everybody's visits. So charges of places are looked up for each area key, the rest for each person.
HOMES = """
    WITH wanted AS MATERIALIZED ({persons}),
    charge AS MATERIALIZED (
        SELECT a.key, a.key_end, c.every_days, c.given_at FROM visits_charge c JOIN areas_area a ON a.id = c.area_id
        WHERE c.ended_at IS NULL AND c.organisation_id = %s
    ),
    place AS (
        SELECT area_key, array_agg(id) AS ids, array_agg(rhythm) AS rhythms FROM wanted GROUP BY area_key
    ),
    facts AS (
        SELECT w.id, place.area_key, (met.at AT TIME ZONE 'Asia/Bangkok')::date AS last_met_on,
            (least(by_name.given_at, by_area.given_at) AT TIME ZONE 'Asia/Bangkok')::date AS charged_on,
            coalesce(least(by_name.every_days, by_area.every_days), w.rhythm) AS every_days
        FROM place CROSS JOIN LATERAL (
            SELECT min(every_days) AS every_days, min(given_at) AS given_at FROM charge
            WHERE place.area_key BETWEEN key AND key_end
        ) by_area
        CROSS JOIN unnest(place.ids, place.rhythms) AS w(id, rhythm)
        CROSS JOIN LATERAL (
            SELECT max(occurred_at) AS at FROM visits_visit
            WHERE person_id = w.id AND outcome = 'MET' AND organisation_id = ANY(%s)
        ) met
        CROSS JOIN LATERAL (
            SELECT min(every_days) AS every_days, min(given_at) AS given_at FROM visits_charge
            WHERE person_id = w.id AND ended_at IS NULL AND organisation_id = %s
        ) by_name
    )
    SELECT id, area_key, last_met_on, every_days, CASE WHEN every_days IS NULL THEN NULL
        WHEN last_met_on IS NULL THEN charged_on ELSE last_met_on + every_days END AS due_on FROM facts
"""


def homes_sql(persons, reach, today):
    """(SQL, parameters) of id, area_key, last_met_on, every_days and due_on of these persons."""
    asked = persons.annotate(rhythm=_rhythm(today, reach.organisation_id)).order_by().values("id", "area_key", "rhythm")
    sql, parameters = asked.query.sql_with_params()
    mine = reach.organisation_id
    return HOMES.format(persons=sql), [*parameters, mine, sorted(reach.sources("HEALTH")), mine]


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
        f"WITH place(area_key, homes, in_time, overdue, never) AS (SELECT area_key, {COUNTS} FROM ({sql}) homes"
        " WHERE every_days IS NOT NULL GROUP BY area_key) SELECT child.id, sum(homes)::int, sum(in_time)::int,"
        " sum(overdue)::int, sum(never)::int FROM place JOIN areas_area child ON child.parent_id = %s"
        " AND child.valid_to IS NULL AND area_key BETWEEN child.key AND child.key_end GROUP BY child.id",
        *(today, today, *parameters, area.pk),
    )
    return {pk: numbers for pk, *numbers in found}


TEAMS = f"""
    WITH homes AS MATERIALIZED ({{homes}}),
    team AS (
        SELECT c.id, coalesce(c.pair_id, -c.visitor_id) AS team, c.person_id, a.key, a.key_end
        FROM visits_charge c LEFT JOIN areas_area a ON a.id = c.area_id WHERE c.id = ANY(%s)
    ),
    theirs AS (
        SELECT team, person_id AS id FROM team WHERE person_id IS NOT NULL
        UNION SELECT t.team, h.id FROM (
            SELECT DISTINCT team.team, keys.area_key FROM (SELECT DISTINCT area_key FROM homes) keys
            JOIN team ON keys.area_key BETWEEN team.key AND team.key_end) t
        JOIN homes h ON h.area_key = t.area_key
    )
    SELECT theirs.team, {COUNTS} FROM theirs JOIN homes USING (id) WHERE every_days IS NOT NULL GROUP BY theirs.team
"""


def counted_by_team(persons, charges, reach, today):
    """Pair id, or minus the visitor's, → the same four numbers of those of these persons whom they are charged with."""
    sql, parameters = homes_sql(persons, reach, today)
    ids = list(charges.values_list("pk", flat=True))
    found = bulk.fetch(TEAMS.format(homes=sql), *parameters, ids, today, today)
    return {team: numbers for team, *numbers in found}


def overdue_by_child(persons, area, reach, today):
    return {pk: numbers[2] for pk, numbers in counted_by_child(persons, area, reach, today).items()}
