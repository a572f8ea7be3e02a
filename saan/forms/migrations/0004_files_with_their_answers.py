"""A file is seen with the answers it came with; one that waits for them, by nobody."""

from django.db import migrations

from saan.shared.walls import SHARED, move_wall

# A filling that was let in beside another carries a mark after a "#" (forms.reading.instance_of).
SEEN = """(
    EXISTS (SELECT FROM forms_submission s WHERE s.instance_id = forms_attachment.instance_id)
    OR EXISTS (SELECT FROM forms_submission s WHERE s.instance_id ~>=~ (forms_attachment.instance_id || '#')
        AND s.instance_id ~<~ (forms_attachment.instance_id || '$'))
)"""
POLICIES = {"forms_attachment": (f"{SHARED} AND {SEEN}",) * 2}


class Migration(migrations.Migration):
    dependencies = [("forms", "0003_receipts_aside")]
    operations = [migrations.RunSQL(move_wall(POLICIES), migrations.RunSQL.noop)]
