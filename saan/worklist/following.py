"""The words by which what waits about somebody goes where they go, for migrations of the rooms above."""


def follows(table, keys):
    """SQL: what waits about a row of `table` waits where the row's `area_key` is. `keys`: a query of the keys of these
    items, in which the row is called ($2)."""
    said = keys.replace("'", "''")
    return (
        f"CREATE OR REPLACE TRIGGER {table}_work_follows AFTER UPDATE OF area_key ON {table} FOR EACH ROW"
        f" WHEN (OLD.area_key IS DISTINCT FROM NEW.area_key) EXECUTE FUNCTION worklist_follow('{said}')"
    )


def unfollow(table):
    return f"DROP TRIGGER IF EXISTS {table}_work_follows ON {table}"


def brought(table, keys):
    """SQL: what waits by now is brought to where its row is."""
    keys = keys.replace("($2)", "about")
    return (
        f"UPDATE worklist_item item SET area_key = at.area_key"
        f" FROM (SELECT about.area_key, told.key FROM {table} about CROSS JOIN LATERAL ({keys}) told(key)) at"
        " WHERE item.key = at.key AND item.done_at IS NULL AND item.area_key <> at.area_key"
    )
