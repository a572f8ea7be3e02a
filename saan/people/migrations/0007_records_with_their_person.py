"""A record is seen with its person, wherever the record itself says that they live: lists that disagree on the
village must all stay visible to whoever looks after the person. Staged rows have no person and are their sender's."""

from django.db import migrations

HOLDERS = "(SELECT current_setting('saan.holders', true)::int4[])"
OWN = "(SELECT nullif(current_setting('saan.organisation', true), '')::int8)"
SEEN = "EXISTS (SELECT FROM people_person p WHERE p.id = people_sourcerecord.person_id)"
WITH_PERSON = f"organisation_id = {OWN} OR (organisation_id = ANY ({HOLDERS}::int8[]) AND {SEEN})"

CHANGE = [
    f"ALTER POLICY within_reach ON people_sourcerecord USING ({WITH_PERSON})",
    f"ALTER POLICY within_country ON people_sourcerecord USING ({WITH_PERSON})",
]


class Migration(migrations.Migration):
    dependencies = [("people", "0006_find_by_house_explain_on_sight")]
    operations = [migrations.RunSQL(CHANGE, migrations.RunSQL.noop)]
