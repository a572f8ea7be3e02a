"""What other indexes begin with, and what nothing is looked up by, needs no index: each row that is laid down, linked
or taken back wrote them all. What few rows have is in an index of those few."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

NEEDLESS = (
    "people_household_area_id_53c7cf30",
    *("people_person_area_id_8b8e1a89", "people_person_registered_area_id_4f8f49d8"),
    "people_person_merged_into_id_138bbee4",
    *("people_proposal_delivery_id_da908c62", "people_proposal_organisation_id_3ed67200"),
    *("people_proposal_person_id_21e333f6", "people_proposal_replaces_id_4cafbc6b"),
    *("people_sourcerecord_area_id_410503fb", "people_sourcerecord_ended_by_id_054f6bab"),
    *("people_sourcerecord_organisation_id_dc041eb6", "people_sourcerecord_replaces_id_6c4a363e"),
    "people_sourcerecord_source_list_id_36c7a7ec",
)
NEW = (
    ("person", models.Index(condition=~Q(merged_into=None), fields=["merged_into"], name="person_merged")),
    ("sourcerecord", models.Index(condition=~Q(replaces=None), fields=["replaces"], name="source_record_replaces")),
)


def left(model, name, to, related_name="+", on_delete=django.db.models.deletion.PROTECT, **about):
    """The same foreign key, without an index."""
    key = models.ForeignKey(to, on_delete=on_delete, related_name=related_name, db_index=False, **about)
    return migrations.AlterField(model, name, key)


def dropped(name):
    return migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", migrations.RunSQL.noop)


UNBOUND = {"on_delete": django.db.models.deletion.DO_NOTHING, "db_constraint": False, "null": True}
LEFT = [
    left("household", "area", "areas.area"),
    left("person", "area", "areas.area", help_text="where the person lives"),
    left("person", "registered_area", "areas.area", null=True),
    left("person", "merged_into", "people.person", "absorbed", null=True),
    left("proposal", "delivery", "people.delivery", "proposals", django.db.models.deletion.CASCADE),
    left("proposal", "organisation", "partners.organisation"),
    left("proposal", "person", "people.person", **UNBOUND),
    left("proposal", "replaces", "people.sourcerecord", **UNBOUND),
    left("sourcerecord", "area", "areas.area"),
    left("sourcerecord", "ended_by", "people.delivery", "ended_records", null=True),
    left("sourcerecord", "organisation", "partners.organisation"),
    left("sourcerecord", "replaces", "people.sourcerecord", null=True),
    left("sourcerecord", "source_list", "people.sourcelist", "records"),
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0019_edition_of_named_places"), ("partners", "0003_need_kinds")]
    operations = [
        # What a try that was cut off has left cannot be used, and would be in the way of the next.
        *(dropped(index.name) for _model, index in NEW),
        *(AddIndexConcurrently(model, index) for model, index in NEW),
        # Django would check every row's key again, with all writers waiting.
        migrations.SeparateDatabaseAndState([dropped(name) for name in NEEDLESS], LEFT),
    ]
