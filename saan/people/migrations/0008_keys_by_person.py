"""A person's match keys in one row, instead of an index on all keys, which was half of what writing them cost."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SEEN = "EXISTS (SELECT FROM people_person p WHERE p.id = people_keyring.person_id)"
WALL = [
    "ALTER TABLE people_keyring ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY within_reach ON people_keyring TO saan_web USING ({SEEN}) WITH CHECK (true)",
    f"CREATE POLICY within_country ON people_keyring TO saan_everywhere USING ({SEEN}) WITH CHECK (true)",
]
FILL = "INSERT INTO people_keyring SELECT person_id, array_agg(key) FROM people_matchkey GROUP BY person_id"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_records_with_their_person")]
    operations = [
        migrations.CreateModel(
            name="KeyRing",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="matchkey",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="match_keys",
                to="people.person",
            ),
        ),
    ]
