"""From the mapping a person has agreed to, to source records and what they would change."""

import polars as pl
from django.utils import timezone

from saan.intake import mending, queries, records
from saan.intake.cleaning import clean
from saan.intake.models import BatchState as State
from saan.intake.permissions import Permission
from saan.intake.reading import tables_of
from saan.intake.sentences import NOTES
from saan.intake.working import move
from saan.people import deliveries, linking
from saan.worklist import actions as worklist
from sheets import Mapping, RowKind, frame, join43, kind43
from sheets.mapping import Column

PROBLEM = pl.Struct({"field": pl.String, "code": pl.String})
NO_PROBLEMS = pl.lit(None, pl.List(PROBLEM))


def stage(batch, pulse):
    """Each try begins anew: what an earlier one laid down never counted, and goes first."""
    delivery, home = batch.delivery, batch.source_list.area
    pulse.phase("READ")
    rows = rows_of(batch)
    pulse.phase("CHECK")
    rows, cleaned = mending.mended(rows, batch.mapping["mends"], lambda rows: _checked(rows, delivery.as_of, home))
    pulse.phase("LAY", rows.height)
    records.clear(delivery)
    records.lay(delivery, rows, cleaned, pulse)
    pulse.phase("LINK")
    linking.propose(delivery, pulse)
    pulse.phase("COMPARE")
    counts = {**deliveries.diff(delivery), **_counted(rows, cleaned)}
    if move(batch, before=State.STAGING, after=State.READY, counts=counts):
        _announce(batch, counts)


def rows_of(batch):
    """Every row of every sheet that is taken, as raw fields; only rows with nothing in them are left out."""
    wanted = {(sheet["file"], sheet["sheet"]): sheet["fields"] for sheet in batch.mapping["sheets"] if sheet["take"]}
    found = [(wanted[file, table.sheet], table) for file, table in tables_of(batch) if (file, table.sheet) in wanted]
    standard = [table for _fields, table in found if kind43(table)]
    frames = [_framed(table, fields) for fields, table in found]
    if len(standard) > 1 and any(kind43(table) == "PERSON" for table in standard):
        frames = [_framed(table, fields) for fields, table in found if not kind43(table)]
        frames.append(join43(standard).rename({"original": "raw"}).with_columns(cell_problems=NO_PROBLEMS))
    return pl.concat(frames, how="diagonal").filter(pl.col("kind") != RowKind.EMPTY.value)


def _framed(table, fields):
    columns = [
        Column(index, name, heading, group, fields.get(name))
        for index, (name, heading, group) in enumerate(zip(table.names, table.headings, table.groups, strict=True))
    ]
    rows = frame(table, Mapping("", columns)).rename({"original": "raw"})
    return rows.join(_cell_problems(table, columns), on="sheet_row", how="left", maintain_order="left")


def _cell_problems(table, columns):
    """What reading lost in single cells, by row."""
    lost = [
        {"sheet_row": problem.row, "found": {"field": columns[problem.column].field, "code": problem.code}}
        for problem in table.problems
        if problem.column < len(columns) and columns[problem.column].field
    ]
    frame = pl.DataFrame(lost, schema={"sheet_row": pl.UInt32, "found": PROBLEM})
    return frame.group_by("sheet_row").agg(cell_problems="found")


def _checked(rows, as_of, home):
    cleaned = clean(rows, as_of=as_of, home=home)
    return cleaned.with_columns(problems=pl.concat_list("problems", rows["cell_problems"].fill_null([])))


def _counted(rows, cleaned):
    """How many rows are about nobody, how many lost a value, and in which ways, the most frequent first."""
    persons = rows["kind"] == RowKind.PERSON.value
    found = cleaned.select("problems").with_row_index().filter(persons).explode("problems").drop_nulls()
    found = found.unnest("problems")
    causes = found.group_by("field", "code").agg(rows=pl.col("index").n_unique()).sort("rows", "code", descending=True)
    bad = found.filter(~pl.col("code").is_in(list(NOTES)))["index"].n_unique()
    return {"rows": rows.height, "aside": int((~persons).sum()), "bad": bad, "causes": causes.to_dicts()}


def _announce(batch, counts):
    worklist.wait(
        kind="intake.ready",
        key=queries.work_key(batch),
        organisation_id=batch.source_list.organisation_id,
        permission=Permission.LIST_COMMIT,
        area_key=batch.source_list.area.key,
        url=batch.get_absolute_url(),
        at=timezone.now(),
        name=batch.source_list.name,
        rows=counts["rows"],
    )
