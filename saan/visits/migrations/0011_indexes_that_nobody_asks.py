"""What other indexes begin with, and what has few values, needs no index: each costs with every value that comes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NEEDLESS = (
    *("visits_observation_band_id_1db84edc", "visits_observation_measure_id_6ba8d5ad"),
    "visits_observation_organisation_id_4863828b",
    *("visits_visit_person_id_4a1f66a9", "visits_visit_visitor_id_de3c9f1e"),
)
DROP = [f"DROP INDEX CONCURRENTLY IF EXISTS {name}" for name in NEEDLESS]
PROTECT = {"on_delete": django.db.models.deletion.PROTECT, "db_index": False}


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("forms", "0009_indexes_that_others_hold"),
        ("partners", "0003_need_kinds"),
        ("people", "0019_edition_of_named_places"),
        ("visits", "0010_work_follows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(each, migrations.RunSQL.noop) for each in DROP],
            state_operations=[
                migrations.AlterField(
                    "observation", "band", models.ForeignKey("forms.band", null=True, related_name="+", **PROTECT)
                ),
                migrations.AlterField(
                    "observation", "measure", models.ForeignKey("forms.measure", related_name="+", **PROTECT)
                ),
                migrations.AlterField(
                    "observation",
                    "organisation",
                    models.ForeignKey("partners.organisation", related_name="+", **PROTECT),
                ),
                migrations.AlterField(
                    "visit", "person", models.ForeignKey("people.person", related_name="visits", **PROTECT)
                ),
                migrations.AlterField(
                    "visit",
                    "visitor",
                    models.ForeignKey(settings.AUTH_USER_MODEL, null=True, related_name="visits", **PROTECT),
                ),
            ],
        )
    ]
