"""A mention is seen with its need."""

from django.db import migrations

from saan.shared.walls import raise_wall, seen_with, take_down

POLICIES = {"needs_needmention": seen_with("needs_needmention", "need_id", "needs_need")}


class Migration(migrations.Migration):
    dependencies = [("needs", "0003_mentions")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
