"""What other indexes begin with needs none of its own: each costs with every submission."""

import django.db.models.deletion
from django.db import migrations, models

NEEDLESS = ("forms_submission_person_id_b3b8e1ba", "forms_submission_version_id_765c72e1")
DROP = [f"DROP INDEX CONCURRENTLY IF EXISTS {name}" for name in NEEDLESS]
PROTECT = {"on_delete": django.db.models.deletion.PROTECT, "db_index": False}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("forms", "0008_which_are_encrypted"), ("people", "0019_edition_of_named_places")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(each, migrations.RunSQL.noop) for each in DROP],
            state_operations=[
                migrations.AlterField(
                    "submission", "person", models.ForeignKey("people.person", null=True, related_name="+", **PROTECT)
                ),
                migrations.AlterField(
                    "submission",
                    "version",
                    models.ForeignKey("forms.formversion", related_name="submissions", **PROTECT),
                ),
            ],
        )
    ]
