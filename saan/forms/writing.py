"""What has been understood of filled forms, into the table of submissions."""

import json
from uuid import uuid4

from saan.forms.models import Client, Submission
from saan.people import bulk
from saan.shared.crypto import seal

CIDS = "forms.cids"


def write(landings):
    """The Submissions of these landings, written in one statement; each with what it means."""
    made = [_submission(one) for one in landings]
    rows = [_row(submission) for submission in made]
    if not rows:
        return []
    ids = dict(bulk.fetch(WRITE, json.dumps(rows, ensure_ascii=False)))
    for submission, one in zip(made, landings, strict=True):
        submission.pk = ids[submission.instance_id]
        submission._state.adding = False
        submission.meaning = one.meaning
    return made


def _submission(one):
    reading = one.reading
    latitude, longitude = reading.spot or (None, None)
    return Submission(
        uuid=uuid4(),
        instance_id=one.name,
        receipt_id=one.pk,
        version_id=one.version.pk,
        organisation_id=one.organisation_id,
        user_id=one.user_id,
        device_id=one.device_id,
        client=_client(one.user_agent),
        person_id=one.person_id,
        area_id=one.area[0],
        area_key=one.area[1],
        answers=reading.answers,
        sealed=seal(json.dumps(reading.cids), CIDS) if reading.cids else None,
        scores=one.scores,
        has_difference=any(each["said"] != each["ours"] for each in one.scores.values()),
        started_at=reading.started_at,
        ended_at=reading.ended_at,
        received_at=one.received_at,
        latitude=latitude,
        longitude=longitude,
        replaces_id=one.replaces_id,
        is_current=one.is_current,
    )


def _client(user_agent):
    if "collect" in user_agent.lower():
        return Client.COLLECT
    return Client.WEB if user_agent.startswith("saan-web") else Client.FIELD


COLUMNS = (
    *("uuid", "instance_id", "receipt_id", "version_id", "organisation_id", "user_id", "device_id", "client"),
    *("person_id", "area_id", "area_key", "answers", "sealed", "scores", "has_difference", "started_at", "ended_at"),
    *("received_at", "latitude", "longitude", "replaces_id", "is_current"),
)
NAMES = ", ".join(COLUMNS)
WRITE = (
    f"INSERT INTO forms_submission ({NAMES}) SELECT {NAMES} FROM json_populate_recordset(NULL::forms_submission, %s)"
    " RETURNING instance_id, id"
)


def _row(submission):
    row = {name: getattr(submission, name) for name in COLUMNS}
    times = {name: row[name] and row[name].isoformat() for name in ("started_at", "ended_at", "received_at")}
    return {**row, **times, "uuid": str(submission.uuid), "sealed": bulk.as_bytea(submission.sealed)}
