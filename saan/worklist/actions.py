"""Put something on somebody's list, and take it off again. Both may be said twice."""

from saan.worklist.models import Item


def wait(*, kind, key, organisation_id, permission, area_key, url, at, due_at=None, user_id=None, **facts):
    """Something waits, for all who hold the permission there, or for one of them. Said again with the same key, it
    opens again with the newer facts.

    What is open already keeps the moment it was raised, so that nobody's work looks younger than it is.
    """
    told = {
        "kind": kind,
        "organisation_id": organisation_id,
        "permission": permission,
        "area_key": area_key,
        "url": url,
        "user_id": user_id,
        "due_at": due_at,
        "facts": facts,
    }
    Item.objects.filter(key=key).exclude(done_at=None).update(raised_at=at, done_at=None, done_by_id=None)
    item, _created = Item.objects.update_or_create(key=key, defaults=told, create_defaults={**told, "raised_at": at})
    return item


def done(*, key, by, at):
    """It no longer waits."""
    Item.objects.open().filter(key=key).update(done_at=at, done_by_id=getattr(by, "pk", None))
