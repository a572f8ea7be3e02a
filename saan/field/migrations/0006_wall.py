"""Row-level security: a phone hears of changes where its holder reaches."""

from django.db import migrations

from saan.shared.walls import IN_REACH, raise_wall, take_down

POLICIES = {"field_trace": (IN_REACH, "true")}


class Migration(migrations.Migration):
    dependencies = [("field", "0005_records_without_a_join"), ("shared", "0001_roles")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
