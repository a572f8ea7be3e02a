"""What came with values that cannot be, from one index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("forms", "0005_who_let_a_version_count"), ("partners", "0003_need_kinds")]
    operations = [
        # What a try that was cut off has left cannot be used, and would be in the way of the next.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS receipt_doubtful", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "receipt",
            models.Index(
                condition=models.Q(("decided_at", None), ("error_code", "DOUBTFUL"), ("state", "LANDED")),
                fields=["organisation", "id"],
                name="receipt_doubtful",
            ),
        ),
    ]
