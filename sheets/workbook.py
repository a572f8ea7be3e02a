"""XLSX, XLS and ODS through calamine: cached values only, nothing is calculated or fetched."""

from itertools import islice

import python_calamine as calamine

from .book import Sheet
from .grid import text_grid
from .limits import Limits
from .refusals import Unreadable


def read_workbook(source, limits: Limits) -> list[Sheet]:
    """Every worksheet of a workbook that has passed its checks."""
    try:
        with calamine.load_workbook(source) as workbook:
            metadata = [sheet for sheet in workbook.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
            if len(metadata) > limits.sheets:
                raise Unreadable("TOO_MANY_SHEETS", sheets=len(metadata), limit=limits.sheets)
            return [_sheet(workbook.get_sheet_by_name(sheet.name), sheet, limits) for sheet in metadata]
    except calamine.PasswordError as error:
        raise Unreadable("PASSWORD") from error
    except calamine.CalamineError as error:
        raise Unreadable("BROKEN") from error
    except BaseException as error:
        # A panic in the parser is not an Exception in Python, so that nobody swallows it by chance.
        if type(error).__name__ == "PanicException":
            raise Unreadable("BROKEN") from error
        raise


def _sheet(raw: calamine.CalamineSheet, metadata: calamine.SheetMetadata, limits: Limits) -> Sheet:
    hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
    top, left = raw.start or (0, 0)
    # The limits come before the rows: a sheet with one cell in each far corner has 17 thousand million cells.
    if raw.width > limits.columns:
        raise Unreadable("TOO_MANY_COLUMNS", sheet=raw.name, limit=limits.columns)
    if raw.height > limits.rows:
        raise Unreadable("TOO_MANY_ROWS", sheet=raw.name, limit=limits.rows)
    grid, dates = text_grid(islice(raw.iter_rows(), top, None), raw.name, limits)
    merges = [(r1 - top, c1 - left, r2 - top, c2 - left) for (r1, c1), (r2, c2) in raw.merged_cell_ranges or ()]
    return Sheet(raw.name, grid, dates, [merge for merge in merges if min(merge) >= 0], top, left, hidden)
