from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_tables")]
    operations = [migrations.RunSQL("ALTER TABLE forms_receipt ADD weight int NOT NULL DEFAULT 0, ADD remark text")]
