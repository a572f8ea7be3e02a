"""From kept files to tables whose columns have a guessed meaning and a sample of the organisation's own values."""

from dataclasses import replace

from saan.intake.masking import mask
from saan.intake.models import BatchState as State
from saan.intake.models import RememberedMapping
from saan.intake.working import move
from saan.shared import vault
from sheets import (
    DEFAULT,
    Headings,
    RowKind,
    Unreadable,
    find_table,
    first_rows,
    read_guarded,
    recognise,
    signature,
    tables,
)

SAMPLES = 4
SEEN, WIDE = 15, 100  # rows in which a person may look for the headings, and letters of each
# One delivery is checked and committed whole, in memory that a small machine has; a longer list comes in parts.
LIMITS = replace(DEFAULT, rows=200_000)


def read(batch, pulse):
    pulse.phase("READ")
    remembered = {one.signature: one.mapping for one in RememberedMapping.objects.filter(source_list=batch.source_list)}
    corrections = _corrections(batch.source_list)
    found = list(tables_of(batch))
    said = [*batch.mapping.get("headings", []), *_recalled(found, batch.mapping, remembered)]
    found = [(file, _with_headings(file, table, said)) for file, table in found]
    batch.sheets = found = [_about(file, table, remembered, corrections, said) for file, table in found]
    move(
        batch,
        before=State.READING,
        after=State.MAPPING,
        sheets_sealed=batch.sheets_sealed,
        mapping={"sheets": [_proposed(sheet) for sheet in found], "headings": said, "mends": []},
    )


def tables_of(batch):
    """(number of the file, table) for each table in each file; parsing happens behind a wall of its own process.

    A file without a list is refused only when no other file has one.
    """
    found, refusal = [], None
    for number, file in enumerate(batch.files.all()):
        try:
            with vault.opened(file.path, file.name) as path:
                book = read_guarded(path, filename=file.name, limits=LIMITS)
            said = batch.mapping.get("headings", [])
            found += [(number, _with_headings(number, table, said)) for table in tables(book)]
        except Unreadable as error:
            if error.code != "NO_DATA":
                raise Unreadable(error.code, **error.facts, file=file.name) from error
            refusal = error
    if not found:
        raise refusal or Unreadable("NO_DATA")
    return found


def _with_headings(file, table, said):
    """The table under the headings that a person pointed at, if anybody did."""
    for one in said:
        if (one["file"], one["sheet"]) == (file, table.sheet):
            return find_table(table.source, Headings(one["row"], one["rows"])) or table
    return table


def _recalled(found, mapping, remembered):
    """Where the headings stood the last time that a table was understood just so."""
    chosen = {(one["file"], one["sheet"]) for one in mapping.get("headings", [])}
    for file, table in found:
        known = remembered.get(signature(table), {}).get("headings")
        if known and (file, table.sheet) not in chosen:
            yield {**known, "file": file, "sheet": table.sheet, "found_as": signature(table)}


def _corrections(source_list):
    """Heading → what people of this organisation last said that it means; of this list before those of others."""
    known = RememberedMapping.objects.filter(source_list__organisation=source_list.organisation_id).order_by("used_at")
    corrections = {}
    for one in sorted(known, key=lambda one: one.source_list_id == source_list.pk):
        corrections |= one.mapping.get("corrected", {})
    return corrections


def _about(file, table, remembered, corrections, said):
    """What the mapping page shows of one table. Of headings never seen together only those once corrected are known."""
    chosen = next((one for one in said if (one["file"], one["sheet"]) == (file, table.sheet)), {})
    guess = recognise(table)
    known = remembered.get(guess.signature)
    mapping = guess.recalled(known) if known else guess.corrected(_differing(guess, corrections))
    persons = table.body.filter(table.kinds == RowKind.PERSON.value)
    return {
        "file": file,
        "sheet": table.sheet,
        "signature": mapping.signature,
        "titles": table.titles[:4],
        "rows": persons.height,
        "aside": table.body.height - persons.height,
        "first_row": table.first_row,
        "has_headings": table.has_headings,
        "heading_rows": table.heading_rows,
        "top": [(row, mask(" · ".join(filter(None, cells))[:WIDE])) for row, cells in first_rows(table.source, SEEN)],
        "found_as": chosen.get("found_as", mapping.signature),
        "columns": [
            _column(column, persons) | {"guess": guessed.field}
            for column, guessed in zip(mapping.columns, guess.columns, strict=True)
        ],
    }


def _differing(guess, corrections):
    taken = {column.name: column.field for column in guess.columns}
    return {name: field for name, field in corrections.items() if name in taken and taken[name] != field}


def _column(column, persons):
    values = persons.to_series(column.index)
    some = values.filter(values.str.contains(r"\S")).head(200).unique(maintain_order=True).head(SAMPLES)
    return {
        "name": column.name,
        "group": column.group,
        "field": column.field,
        "why": str(column.why),
        "sure": column.confidence,
        "filled": column.filled,
        "samples": [mask(text[:60]) for text in some],
    }


def _proposed(sheet):
    """Take every table that names somebody, or speaks of people by a number, as it was understood."""
    fields = {column["name"]: column["field"] for column in sheet["columns"]}
    is_about_people = bool({"cid", "given_name", "full_name", "local_id", "household_local_id"} & set(fields.values()))
    return {**{key: sheet[key] for key in ("file", "sheet", "signature")}, "take": is_about_people, "fields": fields}
