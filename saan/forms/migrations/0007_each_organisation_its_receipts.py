"""One id sent to two organisations is kept by both. An older program that still runs keeps nothing meanwhile: phones
are told so, and send again."""

from django.conf import settings
from django.db import migrations, models

from saan.shared.walls import SHARED, move_wall

# A filling that was let in beside another carries a mark after a "#" (forms.models.bare).
OURS = "SELECT FROM forms_submission s WHERE s.organisation_id = forms_attachment.organisation_id"
SEEN = f"""(
    EXISTS ({OURS} AND s.instance_id = forms_attachment.instance_id)
    OR EXISTS ({OURS} AND s.instance_id ~>=~ (forms_attachment.instance_id || '#')
        AND s.instance_id ~<~ (forms_attachment.instance_id || '$'))
)"""
POLICIES = {"forms_attachment": (f"{SHARED} AND {SEEN}",) * 2}


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0006_receipts_doubtful"),
        ("partners", "0003_need_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            "receipt",
            models.UniqueConstraint(fields=("instance_id", "sha256", "organisation"), name="receipt_once_each"),
        ),
        migrations.RemoveConstraint("receipt", "receipt_once"),
        migrations.AddConstraint(
            "attachment",
            models.UniqueConstraint(
                fields=("instance_id", "name", "sha256", "organisation"), name="attachment_once_each"
            ),
        ),
        migrations.RemoveConstraint("attachment", "attachment_once"),
        migrations.RunSQL(move_wall(POLICIES), migrations.RunSQL.noop),
    ]
