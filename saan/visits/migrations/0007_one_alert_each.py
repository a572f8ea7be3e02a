"""Every alert says what it measures and for whom it was raised; of two that wait for one thing the newest stays."""

from django.db import migrations

FILL = """
    UPDATE visits_alert a SET measure_id = o.measure_id, raised_for = coalesce(a.raised_for, a.person_id)
    FROM visits_observation o WHERE o.id = a.observation_id AND (a.measure_id IS NULL OR a.raised_for IS NULL)
"""
END = """
    UPDATE visits_alert a SET answered_at = a.raised_at, deed = 'OTHER'
    WHERE a.answered_at IS NULL AND EXISTS (
        SELECT FROM visits_alert b WHERE b.answered_at IS NULL AND b.id > a.id
            AND (b.raised_for, b.organisation_id, b.measure_id) = (a.raised_for, a.organisation_id, a.measure_id))
"""
# Their items on My Work go with them.
DONE = """
    UPDATE worklist_item i SET done_at = now() FROM visits_alert a
    WHERE i.done_at IS NULL AND a.answered_at IS NOT NULL AND i.key LIKE 'visits.alert:' || a.uuid || ':%'
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0006_departures_versions_and_rhythms"), ("worklist", "0002_for_one_user")]
    operations = [migrations.RunSQL([FILL, END, DONE], migrations.RunSQL.noop)]
