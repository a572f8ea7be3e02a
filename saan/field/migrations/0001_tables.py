from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("person_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("xid", models.BigIntegerField(db_index=True)),
            ],
        ),
    ]
