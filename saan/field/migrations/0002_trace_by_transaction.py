"""Traces are added, never changed: two writers about one person do not wait for each other."""

import django.db.models.fields.composite
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("field", "0001_tables")]
    operations = [
        migrations.DeleteModel(name="Trace"),
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "pk",
                    django.db.models.fields.composite.CompositePrimaryKey(
                        "xid",
                        "person_id",
                        "area_key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("xid", models.BigIntegerField(help_text="pg_current_xact_id")),
                ("person_id", models.BigIntegerField()),
                ("area_key", models.BigIntegerField()),
                ("settled", models.BigIntegerField()),
                ("uuid", models.UUIDField(null=True)),
            ],
        ),
    ]
