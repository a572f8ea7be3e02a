from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("coming", "0001_columns_for_receipts")]
    operations = [migrations.RunSQL("ALTER TABLE forms_submission ADD weight int NOT NULL DEFAULT 0")]
