"""The one way anything is written into the trail."""

from saan.audit.models import Event


def record(verb, subject=None, *, by, at, purpose="", area_key=None, **detail):
    """Write down a deed. `by` is the user, or a word for the house itself ("system")."""
    return _write(verb, subject, by=by, at=at, purpose=purpose, area_key=area_key, is_read=False, detail=detail)


def record_read(verb, subject=None, *, by, at, purpose="", area_key=None, **detail):
    """Write down that somebody looked."""
    return _write(verb, subject, by=by, at=at, purpose=purpose, area_key=area_key, is_read=True, detail=detail)


def _write(verb, subject, *, by, at, purpose, area_key, is_read, detail):
    return Event.objects.create(
        at=at,
        verb=verb,
        is_read=is_read,
        actor_id=getattr(by, "pk", None),
        actor_name=str(by),
        organisation_id=getattr(by, "acting_organisation_id", None),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=getattr(subject, "pk", None),
        area_key=getattr(subject, "area_key", area_key),
        purpose=purpose,
        detail=detail,
    )
