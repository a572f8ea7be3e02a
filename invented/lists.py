"""The lists as files that agencies would send: XLSX and CSV, with headers, title rows and columns of their own."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

from invented.agencies import FOUR, AgencyList
from invented.damage import PRESETS
from invented.worlds import drawn

HEADERS = {
    "cid": ("เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขบัตร ปชช.", "CID", "เลข 13 หลัก", "รหัสบัตรประชาชน"),
    "prefix": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม"),
    "given_name": ("ชื่อ", "ชื่อจริง", "ชื่อตัว"),
    "family_name": ("นามสกุล", "สกุล", "ชื่อสกุล"),
    "full_name": ("ชื่อ-สกุล", "ชื่อ - นามสกุล", "ชื่อ-นามสกุล", "ชื่อผู้ป่วย", "รายชื่อ"),
    "sex": ("เพศ", "SEX"),
    "birth_date": ("วันเกิด", "วัน/เดือน/ปีเกิด", "ว/ด/ป เกิด", "วันเดือนปีเกิด", "BIRTH"),
    "phone": ("โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "โทร.", "มือถือ"),
    "house_no": ("บ้านเลขที่", "เลขที่", "เลขที่บ้าน"),
    "moo": ("หมู่", "หมู่ที่", "ม."),
    "village": ("หมู่บ้าน", "ชื่อหมู่บ้าน", "บ้าน/ชุมชน"),
    "subdistrict": ("ตำบล", "ตำบล/แขวง"),
    "district": ("อำเภอ", "อำเภอ/เขต"),
    "province": ("จังหวัด",),
    "area_code": ("รหัสตำบล", "รหัสพื้นที่"),
    "address": ("ที่อยู่", "ที่อยู่ปัจจุบัน", "ที่อยู่ตามทะเบียนบ้าน"),
}
_EXTRA: dict[str, Callable[[int], str]] = {"ลำดับ": str, "หมายเหตุ": lambda row: "ติดตาม" if row % 37 == 0 else ""}


def write_lists(folder: Path, rows: int, preset: str, seed: int, *, agencies=FOUR) -> list[Path]:
    """About `rows` rows in one file an agency, XLSX and CSV by turns, and `truth.csv` (file, row, person); the files.

    `row` is 1 for the first row of data under the header. `preset` is one of `invented.damage.PRESETS`.
    """
    rng = np.random.default_rng([seed, 23])
    share = sum(agency.share for agency in agencies)
    lists = drawn(rng, round(rows / share), agencies, PRESETS[preset])
    return write(Path(folder), lists, rng)


def write(folder: Path, lists: list[AgencyList], rng: np.random.Generator) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = [_write_one(folder, place, part, rng) for place, part in enumerate(lists)]
    truth = [
        pl.DataFrame(
            {"file": [file.name] * len(part.people), "row": np.arange(len(part.people)) + 1, "person": part.people}
        )
        for file, part in zip(files, lists, strict=True)
    ]
    pl.concat(truth).write_csv(folder / "truth.csv")
    return files


def _write_one(folder: Path, place: int, part: AgencyList, rng: np.random.Generator) -> Path:
    header, rows = _table(part, rng)
    titles = _TITLES[: int(rng.integers(0, 3))]
    above = [[title.format(part.agency.name)] for title in titles] + ([[]] if len(titles) == 2 else [])
    if place % 2:
        return _write_csv(folder / f"{place + 1}-{part.agency.name}.csv", [*above, header, *rows])
    return _write_xlsx(folder / f"{place + 1}-{part.agency.name}.xlsx", above, header, rows)


_TITLES = ("บัญชีรายชื่อผู้รับบริการ {} (ข้อมูลสมมติ)", "ข้อมูล ณ วันที่ 30 กันยายน 2569")


def _table(part: AgencyList, rng: np.random.Generator) -> tuple[list[str], list[tuple]]:
    """Header and rows, the agency's columns in an order of its own."""
    names = list(part.raw.columns)
    if rng.random() < 0.5:
        names = [names[at] for at in rng.permutation(len(names))]
    header = [str(rng.choice(HEADERS[name])) for name in names]
    rows = part.raw.select(names).rows()
    count = range(1, len(rows) + 1)
    extra = [name for name in _EXTRA if rng.random() < 0.6]
    cells = [[_EXTRA[name](row) for row in count] for name in extra]
    return [*extra, *header], list(zip(*cells, *zip(*rows, strict=True), strict=True)) if rows else []


def _write_csv(file: Path, table: list) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as handle:
        csv.writer(handle).writerows(table)
    return file


def _write_xlsx(file: Path, above: list, header: list[str], rows: list[tuple]) -> Path:
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet("รายชื่อ")
    for at, row in enumerate([*above, header, *rows]):
        sheet.write_row(at, 0, row)
    book.close()
    return file
