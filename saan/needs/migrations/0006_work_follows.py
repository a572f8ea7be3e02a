"""What a care plan asks for waits where the person lives. In pieces, each its own transaction."""

from django.db import migrations

from saan.worklist.following import brought, follows, unfollow

PLANS = "needs_careplan"
KEYS = "SELECT 'needs.activity:' || a.uuid FROM needs_careactivity a WHERE a.plan_id = ($2).id"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("needs", "0005_words_of_states"), ("worklist", "0005_wall_of_givers")]
    operations = [
        migrations.RunSQL(follows(PLANS, KEYS), unfollow(PLANS)),
        migrations.RunSQL(brought(PLANS, KEYS), migrations.RunSQL.noop),
    ]
