"""Rows of rooms above that are about one person (hooks.FOLLOWERS) go where the person goes."""

from saan.people import bulk
from saan.people.hooks import FOLLOWERS

FOLLOW = "person_id = %s, area_key = (SELECT area_key FROM people_person WHERE id = %s)"


def trigger(table):
    """SQL for the migration that makes `table`: its `area_key` is from now on the person's."""
    return (
        f"CREATE TRIGGER {table}_follows AFTER UPDATE OF area_key ON people_person FOR EACH ROW"
        f" WHEN (OLD.area_key IS DISTINCT FROM NEW.area_key) EXECUTE FUNCTION people_take_along('{table}')"
    )


def move_all(source, target):
    """Everything about `source` is about `target` from now on: {table: the ids that moved}."""
    moved = {}
    for table in FOLLOWERS:
        ids = bulk.column(f"UPDATE {table} SET {FOLLOW} WHERE person_id = %s RETURNING id", target, target, source)
        if ids:
            moved[table] = sorted(ids)
    return moved


def move_back(moved, target):
    for table, ids in moved.items():
        bulk.run(f"UPDATE {table} SET {FOLLOW} WHERE id = ANY(%s)", target, target, ids)


def unfollowed(column):
    """SQL: nothing of the rooms above is about the person in `column`."""
    return " AND ".join(
        ["true", *(f"NOT EXISTS (SELECT FROM {table} WHERE person_id = {column})" for table in FOLLOWERS)]
    )
