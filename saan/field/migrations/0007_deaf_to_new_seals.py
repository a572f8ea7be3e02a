"""That a citizen ID is sealed with a new key changes nothing that phones hold (shared.resealing)."""

from django.db import migrations

TRIGGER = """
CREATE OR REPLACE TRIGGER {table}_update_traced AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS before NEW TABLE AS now FOR EACH STATEMENT {when}
    EXECUTE FUNCTION {table}_update_traced()
"""
TABLES = ["people_person", "people_choice"]
DEAF = "WHEN (current_setting('saan.resealing', true) IS DISTINCT FROM 'on')"


class Migration(migrations.Migration):
    dependencies = [("field", "0006_wall")]
    operations = [
        migrations.RunSQL(
            [TRIGGER.format(table=table, when=DEAF) for table in TABLES],
            [TRIGGER.format(table=table, when="") for table in TABLES],
        )
    ]
