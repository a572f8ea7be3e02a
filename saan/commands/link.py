"""Find the same person across lists, without any database.

Reads lists as they are (XLSX, XLS, ODS, CSV, 43-file text; title rows, Thai or English headings or none) and writes
people.csv with file,row,person: each row of each file once, the same number for rows of one person. `row` is 1 for the
first row below the headings; in a workbook of several sheets the count goes on from sheet to sheet. With --pairs also
every pair of rows that may be one person: file_a,row_a,file_b,row_b,probability,decision (merge, ask or empty).
Nothing leaves this machine and nothing is kept.
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

UNREADABLE = 2
_HOUSE = Path(__file__).resolve().parents[2]
_LOCALES = (_HOUSE / "saan" / "locale" / "house", _HOUSE / "sheets" / "locale")


def add_arguments(parser):
    parser.add_argument("files", nargs="+", metavar="FILE", help="lists of people")
    parser.add_argument("--out", required=True, metavar="people.csv", help="where to write file,row,person")
    parser.add_argument("--pairs", metavar="pairs.csv", help="where to write the pairs that may be one person")


def run(args) -> int:
    import polars as pl

    import linkage

    said = Progress()
    paths = [Path(name) for name in args.files]
    if twice := _named_twice(paths):
        said.sorry(twice, _("Two of the files have this name. Rename one of them."))
        return UNREADABLE
    lists = read_all(paths, said)
    if lists is None:
        return UNREADABLE
    rows, persons = _places_and_persons(lists)
    said(f"{rows.height:,} rows, {persons.height:,} of persons: comparing")
    norm, persons = linkage.normalise(persons.with_columns(source=pl.col("file"))), persons["file", "row"]
    linked = linkage.link(norm)
    _people(rows, persons, linked).write_csv(args.out)
    if args.pairs:
        _pairs(persons, linked).write_csv(args.pairs)
    said(f"{linked.person.n_unique():,} people in {args.out}")
    return 0


def _named_twice(paths) -> str | None:
    names = [path.name for path in paths]
    return next((name for name in names if names.count(name) > 1), None)


def _places_and_persons(lists):
    """(file and row of every row, all that the lists say of persons); the lists are let go, being large."""
    import polars as pl

    rows = pl.concat(lists, how="diagonal")
    lists.clear()
    return rows["file", "row"], rows.filter(pl.col("kind") == "PERSON")


def read_all(paths, said):
    """A frame for each file, or None when one cannot be read; files are read side by side."""
    import sheets

    lists, refused = [], False
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, reading in [(path, pool.submit(_read, path)) for path in paths]:
            try:
                lists.append(reading.result())
                said(f"{path.name}: {lists[-1].height:,} rows")
            except sheets.Unreadable as refusal:
                said.sorry(path.name, refusal.sentence(_(sheets.SENTENCES[refusal.code])))
                refused = True
            except OSError as problem:
                said.sorry(path.name, problem.strerror)
                refused = True
    return None if refused else lists


def _read(path):
    """One row for each row of a file: file, row, kind and the columns that linking knows."""
    import polars as pl

    import linkage
    import sheets

    frames = []
    for table in sheets.tables(sheets.read_guarded(path, limits=sheets.COMMAND_LINE)):
        rows = sheets.frame(table, sheets.recognise(table), original=False)
        homes = {f"registered_{name}": name for name in linkage.COLUMNS if name not in rows.columns}
        rows = rows.rename(homes, strict=False)  # where one is registered, when the list does not say where one lives
        frames.append(rows.select("kind", *(name for name in linkage.COLUMNS if name in rows.columns)))
    rows = pl.concat(frames, how="diagonal")
    return rows.with_row_index("row", offset=1).with_columns(file=pl.lit(path.name))


def _people(rows, persons, linked):
    """Every row with its person; a total or an empty line is a person of its own, so that each row stands once."""
    import polars as pl

    found = persons.select("file", "row", person=linked.person.cast(pl.Int64))
    joined = rows.join(found, on=["file", "row"], how="left", maintain_order="left")
    beyond = (found["person"].max() or 0) + 1 + pl.int_range(pl.len())
    return joined.with_columns(person=pl.coalesce("person", beyond))


def _pairs(persons, linked):
    import polars as pl

    def side(place, name):
        return persons[["file", "row"]][linked.pairs[place]].rename({"file": f"file_{name}", "row": f"row_{name}"})

    said = linked.pairs.select(pl.col("probability").round(6), "decision")
    return pl.concat([side("a", "a"), side("b", "b"), said], how="horizontal")


def _(text):
    """Thai, unless the machine speaks English; read without Django, which this command does not need."""
    import gettext

    if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("en"):
        return text
    house, sheets = (gettext.translation("django", place, ["th"], fallback=True) for place in _LOCALES)
    house.add_fallback(sheets)
    return house.gettext(text)


class Progress:
    """Says on stderr what is going on and since when."""

    def __init__(self):
        self.started = time.monotonic()

    def __call__(self, text):
        print(f"{time.monotonic() - self.started:6.1f} s  {text}", file=sys.stderr, flush=True)

    def sorry(self, name, sentence):
        print(f"{name}: {sentence}", file=sys.stderr, flush=True)
