"""Places are compared by their names, and houses are keys of their own: a registry without persons has that edition."""

from django.db import migrations

EMPTY_IS_RENEWED = "UPDATE people_keyedition SET edition = 5 WHERE NOT EXISTS (SELECT FROM people_person)"


class Migration(migrations.Migration):
    dependencies = [("people", "0018_calibration")]
    operations = [migrations.RunSQL(EMPTY_IS_RENEWED, migrations.RunSQL.noop)]
