"""Put something on somebody's list, and take it off again. Both may be said twice."""

import json

from django.db import connection

from saan.shared.access import system
from saan.worklist.models import Item


def wait(*, kind, key, organisation_id, permission, area_key, url, at, due_at=None, user_id=None, **facts):
    """Something waits, for all who hold the permission there, or for one of them. Said again with the same key, it
    opens again with the newer facts.

    What is open already keeps the moment it was raised, so that nobody's work looks younger than it is.
    """
    told = {
        "kind": kind,
        "key": key,
        "organisation_id": organisation_id,
        "permission": permission,
        "area_key": area_key,
        "url": url,
        "user_id": user_id,
        "raised_at": at.isoformat(),
        "due_at": due_at and due_at.isoformat(),
        "facts": facts,
    }
    wait_for([told])


WAIT = """
    INSERT INTO worklist_item AS item (kind, key, organisation_id, permission, area_key, url, user_id, raised_at,
        due_at, giver_id, facts)
    SELECT kind, key, organisation_id, permission, area_key, url, user_id, raised_at, due_at, giver_id, facts
    FROM jsonb_populate_recordset(NULL::worklist_item, %s) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET (kind, organisation_id, permission, area_key, url, user_id, due_at, giver_id,
        facts) = (excluded.kind, excluded.organisation_id, excluded.permission, excluded.area_key, excluded.url,
        excluded.user_id, excluded.due_at, excluded.giver_id, excluded.facts),
        raised_at = CASE WHEN item.done_at IS NULL THEN item.raised_at ELSE excluded.raised_at END,
        done_at = NULL, done_by_id = NULL
"""


def wait_for(items):
    """Many things wait: dicts of the columns of an item, times in ISO, each key once."""
    if items:
        # Said to whoever must act, who may well sit where the sayer does not reach.
        with system(), connection.cursor() as cursor:
            cursor.execute(WAIT, [json.dumps(items, ensure_ascii=False)])


def done(*, key, by, at):
    """It no longer waits."""
    with system():
        Item.objects.open().filter(key=key).update(done_at=at, done_by_id=getattr(by, "pk", None))
