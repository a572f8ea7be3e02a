"""Row-level security: answers by reach and sharing, receipts for the organisation they came to."""

from django.db import migrations

from saan.shared.walls import IN_REACH, OWN, SHARED, raise_wall, take_down

POLICIES = {
    "forms_submission": (f"{IN_REACH} AND {SHARED}", SHARED),
    "forms_receipt": (f"organisation_id = {OWN}",) * 2,
    "forms_attachment": (SHARED, SHARED),
}


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_tables"), ("shared", "0001_roles")]
    operations = [migrations.RunSQL(raise_wall(POLICIES), take_down(POLICIES))]
