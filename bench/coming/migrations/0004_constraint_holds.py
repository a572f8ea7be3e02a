from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("coming", "0003_constraint_for_visits")]
    operations = [migrations.RunSQL("ALTER TABLE visits_visit VALIDATE CONSTRAINT coming_positive")]
