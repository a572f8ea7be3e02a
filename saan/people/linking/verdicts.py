"""What humans have said before of two rows, found again by evidence and not by number."""

import polars as pl

from saan.people import bulk
from saan.people.rules import evidence_key

SCHEMA = {"row": pl.UInt32, "other": pl.UInt32, "verdict": pl.Boolean}
IN_FORCE = """
    SELECT "left", "right", is_same FROM people_verdict
    WHERE undone_at IS NULL AND "left" = ANY(%s) AND "right" = ANY(%s)
    ORDER BY decided_at, id
"""


def verdicts_on(frame):
    """`row`, `other`, `verdict`: the newest verdict in force on each pair of rows of the frame that has one."""
    if not bulk.fetch("SELECT FROM people_verdict LIMIT 1"):
        return pl.DataFrame(schema=SCHEMA)
    rows = _by_evidence(frame)
    keys = list(rows)
    newest = {}
    for one, another, is_same in bulk.fetch(IN_FORCE, keys, keys):
        for a, b in ((bytes(one), bytes(another)), (bytes(another), bytes(one))):
            for row in rows.get(a, ()):
                for other in rows.get(b, ()):
                    newest[row, other] = is_same
    return pl.DataFrame([(*pair, said) for pair, said in newest.items()], schema=SCHEMA, orient="row")


def _by_evidence(frame):
    rows = {}
    for row, (source_list, row_key) in enumerate(frame.select("source_list", "row_key").iter_rows()):
        if row_key is not None:
            rows.setdefault(evidence_key(source_list, row_key), []).append(row)
    return rows
