"""Rows are found by other numbers in the place of an ID too: a registry without persons has that edition already."""

from django.db import migrations

EMPTY_IS_RENEWED = "UPDATE people_keyedition SET edition = 3 WHERE NOT EXISTS (SELECT FROM people_person)"


class Migration(migrations.Migration):
    dependencies = [("people", "0012_lists_of_places")]
    operations = [migrations.RunSQL(EMPTY_IS_RENEWED, migrations.RunSQL.noop)]
