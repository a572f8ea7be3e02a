"""The one way anything is written into the trail."""

import json

from django.db import connection


def record(verb, subject=None, *, by, at, purpose="", area_key=None, **detail):
    """Write down a deed. `by` is the user, or a word for the house itself ("system")."""
    _write(verb, subject, by=by, at=at, purpose=purpose, area_key=area_key, is_read=False, detail=detail)


def record_read(verb, subject=None, *, by, at, purpose="", area_key=None, **detail):
    """Write down that somebody looked."""
    _write(verb, subject, by=by, at=at, purpose=purpose, area_key=area_key, is_read=True, detail=detail)


# Not by the ORM: it asks for the new number back, which is a reading, and the trail is written by many who may not
# read what they wrote.
WRITE = """
    INSERT INTO audit_event (at, verb, is_read, actor_id, actor_name, organisation_id, subject_type, subject_id,
        area_key, purpose, detail)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _write(verb, subject, *, by, at, purpose, area_key, is_read, detail):
    who = (getattr(by, "pk", None), str(by), getattr(by, "acting_organisation_id", None))
    what = (subject._meta.label_lower, subject.pk) if subject is not None else ("", None)
    where = getattr(subject, "area_key", area_key)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [at, verb, is_read, *who, *what, where, purpose, json.dumps(detail)])
