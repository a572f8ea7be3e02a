"""Row-level security for what leads to persons: lists and their deliveries, verdicts, and houses without a neighbour
one may see. And an organisation's own rows no longer open its other areas: a row is seen by whoever looks after its
place, its whole list, or its person."""

from django.db import migrations

from saan.shared.walls import HIGH, HOLDERS, LOW, OURS, RANGES, move_wall, raise_wall, seen_with, take_down

LISTED = f"organisation_id = ANY ({HOLDERS})"
DECIDED = (
    "EXISTS (SELECT FROM people_matchcase c WHERE c.id = people_verdict.case_id)"
    " OR EXISTS (SELECT FROM people_merge m WHERE m.id = people_verdict.merge_id)"
)
RAISED = {
    "people_sourcelist": (LISTED, LISTED),
    "people_delivery": seen_with("people_delivery", "source_list_id", "people_sourcelist"),
    "people_verdict": (DECIDED, DECIDED),
}

# Written out, so that the planner asks the settings once and each list once.
HERE = f"BETWEEN {LOW} AND {HIGH} AND {RANGES} @>"
OUR_LISTS_HERE = (
    "source_list_id IN (SELECT l.id FROM people_sourcelist l JOIN areas_area a ON a.id = l.area_id"
    f" WHERE l.{OURS} AND a.key {HERE} a.key)"
)
WITH_PERSON = f"{LISTED} AND EXISTS (SELECT FROM people_person p WHERE p.id = people_sourcerecord.person_id)"
LIVED_IN = "EXISTS (SELECT FROM people_person p WHERE p.household_id = people_household.id)"
MOVED = {
    "people_sourcerecord": (
        f"{OURS} AND (area_key {HERE} area_key OR {OUR_LISTS_HERE}) OR {WITH_PERSON}",
        f"{OURS} OR {WITH_PERSON}",
    ),
    "people_household": (f"area_key {HERE} area_key AND {LIVED_IN}", LIVED_IN),
}


class Migration(migrations.Migration):
    dependencies = [("people", "0009_uuid_and_followers"), ("partners", "0001_tables"), ("areas", "0001_tables")]
    operations = [
        migrations.RunSQL(raise_wall(RAISED), take_down(RAISED)),
        migrations.RunSQL(move_wall(MOVED), migrations.RunSQL.noop),
    ]
