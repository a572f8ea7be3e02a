"""The lists of a place from one index. Made while others write: at a million persons it takes seconds."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0011_edition_of_keys")]
    operations = [
        # What a try that was cut off has left cannot be used, and would be in the way of the next.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS person_place", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "person",
            models.Index(
                fields=["area_key", "sort_key", "id"],
                include=["is_listed", "vital_status", "holder_ids"],
                condition=Q(merged_into=None),
                name="person_place",
            ),
        ),
    ]
