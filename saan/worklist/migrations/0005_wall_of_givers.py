"""The second wall keeps an item from whom its giver shares nothing with any more."""

from django.db import migrations

from saan.shared.walls import GIVERS, IN_REACH, OURS, move_wall

GIVEN = f"(giver_id IS NULL OR giver_id = ANY ({GIVERS}))"
NOW = {"worklist_item": (f"{OURS} AND {IN_REACH} AND {GIVEN}", f"{OURS} AND {GIVEN}")}
BEFORE = {"worklist_item": (f"{OURS} AND {IN_REACH}", OURS)}


class Migration(migrations.Migration):
    dependencies = [("worklist", "0004_giver")]
    operations = [migrations.RunSQL(move_wall(NOW), move_wall(BEFORE))]
