"""Row-level security: the trail of one organisation is not for another; that of all is for the platform's own alone."""

from django.db import migrations

from saan.shared.walls import IN_REACH, OURS, PLATFORM, raise_wall, take_down

POLICIES = {"audit_event": (f"{OURS} AND (area_key IS NULL OR {IN_REACH})", f"{OURS} OR {PLATFORM}")}


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seals_append_only"), ("partners", "0001_tables")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
