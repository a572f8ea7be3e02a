"""Persons whom nothing speaks for any more: they go, and with them what only hung on them."""

from saan.people import bulk, following
from saan.people.deriving import settle_households

# A human's standing word, a consent, a merge still in force or what another room knows keeps a person without a row.
UNUSED = """
    SELECT p.id FROM people_person p
    WHERE p.id = ANY(%s) AND p.merged_into_id IS NULL
      AND NOT EXISTS (SELECT FROM people_sourcerecord WHERE person_id = p.id)
      AND NOT EXISTS (SELECT FROM people_choice WHERE person_id = p.id AND undone_at IS NULL)
      AND NOT EXISTS (SELECT FROM people_consent WHERE person_id = p.id)
      AND NOT EXISTS (SELECT FROM people_person WHERE merged_into_id = p.id)
      AND {unfollowed}
"""
GO = (
    "UPDATE people_verdict SET case_id = NULL WHERE case_id IN"
    " (SELECT id FROM people_matchcase WHERE left_id = ANY(%s) OR right_id = ANY(%s))",
    "UPDATE people_verdict SET merge_id = NULL WHERE merge_id IN"
    " (SELECT id FROM people_merge WHERE survivor_id = ANY(%s) OR absorbed_id = ANY(%s))",
    "DELETE FROM people_merge WHERE survivor_id = ANY(%s) OR absorbed_id = ANY(%s)",
    "DELETE FROM people_matchcase WHERE left_id = ANY(%s) OR right_id = ANY(%s)",
    "DELETE FROM people_choice WHERE person_id = ANY(%s)",
    "DELETE FROM people_matchkey k USING people_keyring r, unnest(r.keys) AS old(key)"
    " WHERE r.person_id = ANY(%s) AND k.key = old.key AND k.person_id = r.person_id",
    "DELETE FROM people_keyring WHERE person_id = ANY(%s)",
)


def clear(person_ids):
    """Remove those of these persons whom nothing speaks for; the ids of the others, sorted."""
    unused = bulk.column(UNUSED.format(unfollowed=following.unfollowed("p.id")), list(person_ids))
    for statement in GO:
        bulk.run(statement, *[unused] * statement.count("%s"))
    houses = bulk.column(
        "WITH gone AS (DELETE FROM people_person WHERE id = ANY(%s) RETURNING household_id)"
        " SELECT DISTINCT household_id FROM gone WHERE household_id IS NOT NULL",
        unused,
    )
    settle_households(houses)
    return sorted(set(person_ids) - set(unused))
