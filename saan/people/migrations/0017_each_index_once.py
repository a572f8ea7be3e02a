"""A person's household and a record's person were indexed twice, and a record's delivery once by itself and once with
its standing: every row that is written or linked wrote each of them."""

import django.db.models.deletion
from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

DELIVERY = migrations.AlterField(
    "sourcerecord",
    "delivery",
    models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="records",
        to="people.delivery",
    ),
)
DROP = "DROP INDEX CONCURRENTLY IF EXISTS people_sourcerecord_delivery_id_fc4bfd12"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0016_how_many_are_shared")]
    operations = [
        RemoveIndexConcurrently("person", "people_pers_househo_5af14d_idx"),
        RemoveIndexConcurrently("sourcerecord", "people_sour_person__ded282_idx"),
        # Django would check every record's delivery again, with all writers waiting.
        migrations.SeparateDatabaseAndState([migrations.RunSQL(DROP)], [DELIVERY]),
    ]
