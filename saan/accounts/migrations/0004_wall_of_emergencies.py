"""Row-level security: why somebody opened emergency access is for their own organisation, and for the platform's."""

from django.db import migrations

from saan.shared.walls import OURS, PLATFORM, raise_wall, take_down

POLICIES = {"accounts_emergencyaccess": (OURS, f"{OURS} OR {PLATFORM}")}


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_cache"), ("partners", "0001_tables"), ("shared", "0001_roles")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
