"""Row-level security: an upload, its files and what its columns mean are for the organisation that sent it."""

from django.db import migrations

from saan.shared.walls import OURS, raise_wall, seen_with, take_down

OF_OUR_LISTS = "EXISTS (SELECT FROM people_sourcelist l WHERE l.id = {table}.source_list_id AND l." + OURS + ")"
POLICIES = {
    table: (OF_OUR_LISTS.format(table=table),) * 2 for table in ("intake_batch", "intake_rememberedmapping")
} | {"intake_storedfile": seen_with("intake_storedfile", "batch_id", "intake_batch")}


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_found_tables"), ("people", "0010_walls_of_lists_and_houses")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
