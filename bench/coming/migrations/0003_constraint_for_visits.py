from django.db import migrations

RULE = "ALTER TABLE visits_visit ADD CONSTRAINT coming_positive CHECK (id > 0) NOT VALID"


class Migration(migrations.Migration):
    dependencies = [("coming", "0002_column_for_submissions"), ("visits", "0001_tables")]
    operations = [migrations.RunSQL(RULE)]
