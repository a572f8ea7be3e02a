"""What the library compares of a person's counted records, read once and kept beside the keys.

One line of CSV a record, sealed as a whole, for a line has the citizen ID as typed. Like the keys it follows from the
records and is made anew with them; of a person not yet reached since an update of the program, the records are read.
"""

import csv
import io
from datetime import date

import polars as pl
from polars import col

from linkage.coding import TEXTS
from linkage.keys import TOO_COMMON
from saan.people import bulk
from saan.people.evidence import COMPARED
from saan.people.linking import candidates, frames
from saan.shared.access import system
from saan.shared.crypto import seal, unseal, unseal_bytes

# The first follows from other columns; the others say next to nothing beside the code of the place and the whole ID.
NOT_KEPT = ("locality", "district", "province", "cid_prefix")
COLUMNS = {
    "record": pl.Int64, "person": pl.Int64, "source_list": pl.Int64, "row_key": pl.String, "cid_index": pl.String,
    **{name: pl.String for name in TEXTS if name not in NOT_KEPT},
    "birth_date": pl.Date, "birth_precision": pl.String, "birth_year": pl.Int32, "area_code": pl.String,
}  # fmt: skip
BYTES = ("row_key", "cid_index")
READ = dict.fromkeys(("record", "person", "source_list", "birth_year"), int) | {"birth_date": date.fromisoformat}
LINES = {"person_id": pl.Int64, "lines": pl.String}
KEPT = "SELECT person_id, compared_sealed FROM people_keyring WHERE person_id = ANY(%s)"
SHARING = f"""
    SELECT k.person_id, k.compared_sealed FROM ({candidates.SHARING}) sharing
    JOIN people_keyring k ON k.person_id = sharing.id
"""


def of_persons(person_ids):
    """The counted records of these persons as frames.of_rows gives them, as far as they are compared; by number."""
    kept = _opened(bulk.fetch(KEPT, list(person_ids)))
    found = pl.read_csv(kept, has_header=False, schema=COLUMNS) if kept else pl.DataFrame(schema=COLUMNS)
    found = found.with_columns(col(name).str.decode("hex") for name in BYTES)
    return found.with_columns(source="source_list", locality=pl.coalesce("moo", "village_skeleton")).sort("record")


def sharing(keys):
    """What to ask, and with which parameters, for what is kept of the persons that share one of these keys."""
    return SHARING, (bulk.array(sorted(keys)), TOO_COMMON + 1, TOO_COMMON)


def by_name(found):
    """The counted records of the persons so found: the lists of what frames.plain_rows would give; {} for none."""
    kept = _opened(found)
    if not kept:
        return {}
    columns = zip(COLUMNS, zip(*csv.reader(kept.decode().split("\n")), strict=True), strict=True)
    found = {name: [value or None for value in column] for name, column in columns if name not in BYTES}
    for name, read in READ.items():
        found[name] = [value and read(value) for value in found[name]]
    localities = [moo or village for moo, village in zip(found["moo"], found["village_skeleton"], strict=True)]
    return found | {"source": found["source_list"], "locality": localities}


def lines_of(frame):
    """`person_id`, `lines`: what is kept of each person of a frame that frames.of_rows gave."""
    if frame.is_empty():
        return pl.DataFrame(schema=LINES)
    hexed = frame.sort("record").with_columns(col(name).bin.encode("hex") for name in BYTES)
    # No value has a line break: the library reads each as a space.
    line = pl.Series(hexed.select(*COLUMNS).write_csv(include_header=False).removesuffix("\n").split("\n"))
    return hexed.select(person_id="person", lines=line).group_by("person_id").agg(col("lines").str.join("\n"))


def lines_of_few(rows):
    """The same of frames.plain_rows that have their record's columns beside them."""
    lines = {}
    for row in sorted(rows, key=lambda row: row["record"]):
        line = io.StringIO()
        values = (row[name].hex() if name in BYTES and row[name] else row[name] for name in COLUMNS)
        csv.writer(line, lineterminator="").writerow(values)
        lines.setdefault(row["person"], []).append(line.getvalue())
    return pl.DataFrame([(person, "\n".join(some)) for person, some in lines.items()], schema=LINES, orient="row")


def sealed(lines):
    """As the registry keeps them."""
    return seal(lines, COMPARED)


def opened(kept):
    """The lines again; None where none are kept yet."""
    return unseal(kept, COMPARED)


def _opened(found):
    """All lines of what was found as (person, what is kept); those of persons not yet reached are made on the way."""
    lines = [unseal_bytes(kept, COMPARED) for _person, kept in found if kept is not None]
    unread = [person for person, kept in found if kept is None]
    if unread:
        with system():
            made = lines_of(frames.of_rows(candidates.records_of(unread)))
        lines += (one.encode() for one in made["lines"])
    return b"\n".join(lines)
