"""A further form of a visit that a phone knows already is news too."""

from django.db import migrations

from saan.field.tracing import traced, untraced

TABLE = "visits_visitpart"
OF_VISIT = "SELECT person_id, area_key FROM visits_visit WHERE id IN (SELECT visit_id FROM rows)"


class Migration(migrations.Migration):
    dependencies = [("field", "0003_triggers"), ("visits", "0005_wall_of_parts_and_conflicts")]
    operations = [migrations.RunSQL(list(traced(TABLE, "visit_id", OF_VISIT)), list(untraced(TABLE)))]
