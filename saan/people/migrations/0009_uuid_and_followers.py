"""A name for machines, and a way for rows of other rooms to follow a person from place to place."""

import django.contrib.postgres.functions
from django.db import migrations, models

TAKE_ALONG = """
    CREATE FUNCTION people_take_along() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format('UPDATE %%I SET area_key = $1 WHERE person_id = $2', TG_ARGV[0]) USING NEW.area_key, NEW.id;
        RETURN NULL;
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_keys_by_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="merge",
            name="follower_ids",
            field=models.JSONField(default=dict, help_text="{table: ids}, of hooks.FOLLOWERS"),
        ),
        migrations.AddField(
            model_name="person",
            name="uuid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
            ),
        ),
        migrations.RunSQL([(TAKE_ALONG, [])], "DROP FUNCTION people_take_along()"),
    ]
