"""Whose data an item tells; and a way for rooms above to have their items go where somebody goes."""

from django.db import migrations, models

FOLLOW = """
    CREATE OR REPLACE FUNCTION worklist_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE 'UPDATE worklist_item SET area_key = $1 WHERE done_at IS NULL AND key IN (' || TG_ARGV[0] || ')'
            USING NEW.area_key, NEW;
        RETURN NULL;
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("worklist", "0003_wall")]
    operations = [
        migrations.AddField(
            model_name="item",
            name="giver_id",
            field=models.BigIntegerField(
                help_text="whose health data it tells: seen while that organisation shares them", null=True
            ),
        ),
        migrations.RunSQL(FOLLOW, "DROP FUNCTION worklist_follow()"),
    ]
