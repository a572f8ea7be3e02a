"""The second wall for the tables of 0003: a proposal is seen by whoever sent the list, a key with its person."""

from django.db import migrations

OWN = "(SELECT nullif(current_setting('saan.organisation', true), '')::int8)"
KEY_SEEN = "EXISTS (SELECT FROM people_person p WHERE p.id = people_matchkey.person_id)"
SEEN = {"people_proposal": f"organisation_id = {OWN}", "people_matchkey": KEY_SEEN}


def statements():
    for table, seen in SEEN.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        for name, role in (("within_reach", "saan_web"), ("within_country", "saan_everywhere")):
            yield f"CREATE POLICY {name} ON {table} TO {role} USING ({seen}) WITH CHECK (true)"


def undo():
    for table in SEEN:
        yield f"DROP POLICY within_reach ON {table}"
        yield f"DROP POLICY within_country ON {table}"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


class Migration(migrations.Migration):
    dependencies = [("people", "0003_evidence_and_proposals")]
    operations = [
        migrations.RunSQL(list(statements()), list(undo())),
        migrations.RunSQL("CREATE SEQUENCE people_beat", "DROP SEQUENCE people_beat"),
    ]
