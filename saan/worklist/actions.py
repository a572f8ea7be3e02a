"""Put something on somebody's list, and take it off again. Both may be said twice."""

from saan.worklist.models import Item


def wait(*, kind, key, organisation_id, permission, area_key, url, at, due_at=None, **facts):
    """Something waits. Said again with the same key, it opens again with the newer facts."""
    item, _ = Item.objects.update_or_create(
        key=key,
        defaults={
            "kind": kind,
            "organisation_id": organisation_id,
            "permission": permission,
            "area_key": area_key,
            "url": url,
            "raised_at": at,
            "due_at": due_at,
            "facts": facts,
            "done_at": None,
            "done_by_id": None,
        },
    )
    return item


def done(*, key, by, at):
    """It no longer waits."""
    Item.objects.open().filter(key=key).update(done_at=at, done_by_id=getattr(by, "pk", None))
