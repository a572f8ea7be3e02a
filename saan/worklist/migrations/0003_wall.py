"""Row-level security: what waits is for the organisation it waits for, in the areas one reaches."""

from django.db import migrations

from saan.shared.walls import IN_REACH, OURS, raise_wall, take_down

POLICIES = {"worklist_item": (f"{OURS} AND {IN_REACH}", OURS)}


class Migration(migrations.Migration):
    dependencies = [("worklist", "0002_for_one_user"), ("shared", "0001_roles")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
