"""What the linking learns from the answers of humans, and which of it a delivery was linked with."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0017_each_index_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Calibration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=16)),
                ("unlikely", models.FloatField(default=0.0)),
                ("likely", models.FloatField(default=0.0)),
                ("reviews", models.IntegerField(default=0)),
                ("same", models.IntegerField(default=0)),
                ("wrong", models.FloatField(default=0.0)),
                ("made_at", models.DateTimeField()),
                (
                    "reset_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "calibration",
            models.CheckConstraint(
                condition=models.Q(("likely__range", (-2, 2)), ("unlikely__range", (-2, 2))),
                name="calibration_keeps_the_order",
            ),
        ),
        migrations.AddField(
            "delivery",
            "calibration",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.calibration",
            ),
        ),
    ]
