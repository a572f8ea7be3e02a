"""Values that somebody must answer: found when they arrive, on My Work until somebody says what was done."""

import json
from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.forms.models import Severity
from saan.people import bulk
from saan.shared.errors import Refused
from saan.visits.duties import answering
from saan.visits.models import Alert, Deed, Observation
from saan.visits.permissions import Permission
from saan.worklist import actions as worklist

KIND = "visits.alert"
ANSWERED_WITHIN = {Severity.ALERT: timedelta(days=3), Severity.TODAY: timedelta(0)}

# A value alarms by its band, or by how far it lies from the one before: of one's own organisation, or of one that
# shares health data with it. Phones come home in any order, so a value that arrives late is also what the next one is
# compared with. A value alarms once. Most values can do neither, and are left aside at once.
BEFORE = """
    before.person_id = after.person_id AND before.measure_id = after.measure_id
    AND before.is_current AND after.is_current AND before.value IS NOT NULL AND after.value IS NOT NULL
    AND before.effective_at < after.effective_at
    AND (before.organisation_id = after.organisation_id OR EXISTS (
        SELECT FROM partners_agreement g WHERE g.giver_id = before.organisation_id
            AND g.receiver_id = after.organisation_id AND g.state = 'AGREED' AND 'HEALTH' = ANY(g.groups)
            AND (now() AT TIME ZONE 'Asia/Bangkok')::date BETWEEN g.starts_on AND g.ends_on
            AND (g.ended_early_on IS NULL OR (now() AT TIME ZONE 'Asia/Bangkok')::date < g.ended_early_on)))
"""
ALARMING = f"""
    WITH new AS MATERIALIZED (
        SELECT o.id, coalesce(s.received_at, o.effective_at) AS at, m.change_alert
        FROM visits_observation o JOIN forms_measure m ON m.id = o.measure_id
        LEFT JOIN forms_band b ON b.id = o.band_id LEFT JOIN forms_submission s ON s.id = o.submission_id
        WHERE o.id = ANY(%s) AND (m.change_alert IS NOT NULL OR b.severity IN ('ALERT', 'TODAY'))
    ), looked AS (
        SELECT id, at, true AS is_new FROM new
        UNION ALL
        SELECT following.id, new.at, false FROM new JOIN visits_observation before ON before.id = new.id
        CROSS JOIN LATERAL (
            SELECT after.id FROM visits_observation after WHERE {BEFORE}
            ORDER BY after.effective_at, after.id LIMIT 1
        ) following
        WHERE new.change_alert IS NOT NULL
    )
    SELECT after.id, CASE WHEN b.severity = 'TODAY' THEN 'TODAY' ELSE 'ALERT' END,
        CASE WHEN changed.much THEN prior.id END, looked.at
    FROM looked JOIN visits_observation after USING (id)
    JOIN forms_measure m ON m.id = after.measure_id
    LEFT JOIN forms_band b ON b.id = after.band_id
    LEFT JOIN LATERAL (
        SELECT before.id, before.value FROM visits_observation before WHERE m.change_alert IS NOT NULL AND {BEFORE}
        ORDER BY before.effective_at DESC, before.id DESC LIMIT 1
    ) prior ON true
    CROSS JOIN LATERAL (
        SELECT coalesce(CASE WHEN m.change_alert < 0 THEN after.value - prior.value <= m.change_alert
            ELSE after.value - prior.value >= m.change_alert END, false)
    ) changed(much)
    WHERE after.is_current AND (changed.much OR is_new AND b.severity IN ('ALERT', 'TODAY'))
        AND NOT EXISTS (SELECT FROM visits_alert known WHERE known.observation_id = after.id)
    ORDER BY after.effective_at, after.id
"""


def look_at(observation_ids):
    """Raise what alarms among these new values, all of it in the same few statements."""
    found = bulk.fetch(ALARMING, observation_ids) if observation_ids else []
    if not found:
        return
    about = Observation.objects.select_related("person", "measure", "band")
    observations = about.in_bulk([pk for pk, *_rest in found])
    waiting = _waiting({each.person_id for each in observations.values()})
    raised = {}
    for pk, severity, before_id, received_at in found:
        alert = _raised(waiting, observations[pk], severity, received_at)
        alert.before_id = before_id or alert.before_id
        raised[id(alert)] = alert
    _save(list(raised.values()))


def look_again(observation_ids):
    """These count again: what alarmed because of them waits again, unless somebody has answered it."""
    ended = Alert.objects.filter(observation__in=observation_ids, observation__is_current=True, deed=Deed.CORRECTED)
    for alert in ended.select_related("person", "observation__measure", "observation__band").order_by("pk"):
        if not _waits_by_a_newer(alert):
            _let_wait(alert)
    look_at(observation_ids)


def settle_corrected(submissions):
    """Open alerts on values that are no longer current end: the corrected form does not say them."""
    if not submissions:
        return
    stale = Alert.objects.filter(answered_at=None, observation__is_current=False)
    for alert in stale.filter(observation__submission__in=[each.replaces_id for each in submissions]):
        latest = next(each for each in submissions if each.replaces_id == alert.observation.submission_id)
        _close(alert, deed=Deed.CORRECTED, answer="", by=latest.user, at=latest.received_at)


def settle_no_longer(person_id, *, by, at):
    """Open alerts on values of this person that do not count any more end."""
    for alert in Alert.objects.filter(person=person_id, answered_at=None, observation__is_current=False):
        _close(alert, deed=Deed.CORRECTED, answer="", by=by, at=at)


def _waiting(person_ids):
    """(person, organisation, measure) → the alert that waits already."""
    found = Alert.objects.filter(person__in=person_ids, answered_at=None).select_for_update().order_by("pk")
    return {(each.person_id, each.organisation_id, each.measure_id): each for each in found}


def _raised(waiting, observation, severity, received_at):
    """The alert on this value: the one that waits, with the newer value, or a new one."""
    name = observation.person_id, observation.organisation_id, observation.measure_id
    due = due_at(severity, received_at)
    alert = waiting.get(name)
    if alert is None:
        alert = waiting[name] = Alert(
            person=observation.person,
            area_key=observation.area_key,
            organisation_id=observation.organisation_id,
            measure=observation.measure,
            raised_for=observation.person_id,
            raised_at=received_at,
            due_at=due,
            severity=severity,
        )
    alert.person, alert.observation = observation.person, observation
    alert.due_at = min(alert.due_at, due)
    if severity == Severity.TODAY:
        alert.severity = severity
    return alert


def _save(alerts):
    whose = {}
    for alert in alerts:
        place = alert.organisation_id, alert.area_key
        whose[place] = whose.get(place) or answering(*place, alert.raised_at)
        alert.told_ids = sorted({*alert.told_ids, *whose[place]})
    known = [alert for alert in alerts if alert.pk is not None]
    Alert.objects.bulk_update(known, ["observation", "before", "due_at", "severity", "told_ids"])
    _open([alert for alert in alerts if alert.pk is None])
    tell(alerts)


# Two workers may raise the same one at the same moment: the second waits, then gives the first one its newer value.
OPEN = """
    INSERT INTO visits_alert AS alert (uuid, person_id, area_key, organisation_id, observation_id, measure_id,
        raised_for, before_id, severity, raised_at, due_at, deed, answer, told_ids)
    SELECT uuid, person_id, area_key, organisation_id, observation_id, measure_id, raised_for, before_id, severity,
        raised_at, due_at, '', '', told_ids
    FROM json_populate_recordset(NULL::visits_alert, %s) ORDER BY raised_for, organisation_id, measure_id
    ON CONFLICT (raised_for, organisation_id, measure_id) WHERE answered_at IS NULL DO UPDATE SET
        observation_id = excluded.observation_id, before_id = coalesce(excluded.before_id, alert.before_id),
        severity = CASE WHEN 'TODAY' IN (alert.severity, excluded.severity) THEN 'TODAY' ELSE alert.severity END,
        due_at = least(alert.due_at, excluded.due_at),
        told_ids = ARRAY(SELECT DISTINCT unnest(alert.told_ids || excluded.told_ids) ORDER BY 1)
    RETURNING id, uuid, observation_id, raised_at, due_at, told_ids
"""
COLUMNS = (
    *("uuid", "person_id", "area_key", "organisation_id", "observation_id", "measure_id", "raised_for", "before_id"),
    *("severity", "raised_at", "due_at", "told_ids"),
)


def _open(alerts):
    """Let these wait; each is afterwards what stands in the table, be it another worker's."""
    if not alerts:
        return
    rows = [{name: getattr(alert, name) for name in COLUMNS} for alert in alerts]
    by_observation = {alert.observation_id: alert for alert in alerts}
    for pk, uuid, observation_id, *rest in bulk.fetch(OPEN, json.dumps(rows, default=str)):
        alert = by_observation[observation_id]
        alert.pk, alert.uuid, alert._state.adding = pk, uuid, False
        alert.raised_at, alert.due_at, alert.told_ids = rest


def due_at(severity, received_at):
    """The end of the Thai day on which it must be answered."""
    day = timezone.localdate(received_at) + ANSWERED_WITHIN[severity]
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def tell(alerts):
    """Onto the My Work of whoever answers for them."""
    worklist.wait_for([_item(alert, pk) for alert in alerts for pk in alert.told_ids])


def _item(alert, organisation_id):
    observation = alert.observation
    return {
        "kind": KIND,
        "key": _key(alert, organisation_id),
        "organisation_id": organisation_id,
        "permission": Permission.ALERT_ANSWER,
        "area_key": alert.area_key,
        "giver_id": alert.organisation_id,
        "url": reverse("visits:alert", args=[alert.uuid]),
        "raised_at": alert.raised_at.isoformat(),
        "due_at": alert.due_at.isoformat(),
        "facts": {"person": str(alert.person), "measure": observation.measure.code, "what": facts_of(observation)},
    }


def _key(alert, organisation_id):
    return f"{KIND}:{alert.uuid}:{organisation_id}"


def facts_of(observation):
    """The value in Thai, as it stands on My Work."""
    measure, band = observation.measure, observation.band
    shown = (
        observation.text if observation.value is None else f"{observation.value:.{measure.decimals}f} {measure.unit}"
    )
    return " · ".join(part for part in (f"{measure.name_th} {shown}".strip(), band.label_th if band else "") if part)


@transaction.atomic
def answer(*, alert, deed, answer, by, at):
    """Somebody did something about it: it no longer waits."""
    if deed not in Deed.values or deed == Deed.CORRECTED:
        raise Refused(_("Say what was done."), status=400)
    if not Alert.objects.select_for_update().filter(pk=alert.pk, answered_at=None).exists():
        raise Refused(_("This has been answered already."))
    _close(alert, deed=deed, answer=answer, by=by, at=at)
    audit.record("visits.alert.answered", alert.person, by=by, at=at, alert=alert.pk, deed=deed)


def _close(alert, *, deed, answer, by, at):
    Alert.objects.filter(pk=alert.pk).update(deed=deed, answer=answer, answered_by=by, answered_at=at)
    for organisation_id in alert.told_ids:
        worklist.done(key=_key(alert, organisation_id), by=by, at=at)


@transaction.atomic
def reopen(*, alert, by, at):
    """The answer is taken back; it waits again."""
    if _waits_by_a_newer(alert):
        raise Refused(_("A newer value of the same measure waits for an answer. Answer that one."))
    if not Alert.objects.filter(pk=alert.pk).exclude(answered_at=None).exists():
        raise Refused(_("This waits for an answer."))
    _let_wait(Alert.objects.select_related("person", "observation__measure", "observation__band").get(pk=alert.pk))
    audit.record("visits.alert.reopened", alert.person, by=by, at=at, alert=alert.pk)


def _waits_by_a_newer(alert):
    """Another value of the same measure waits for an answer."""
    waiting = Alert.objects.filter(raised_for=alert.raised_for, organisation=alert.organisation_id, answered_at=None)
    return waiting.filter(measure=alert.measure_id).exclude(pk=alert.pk).exists()


def _let_wait(alert):
    Alert.objects.filter(pk=alert.pk).update(deed="", answer="", answered_by=None, answered_at=None)
    tell([alert])
