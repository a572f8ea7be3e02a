"""A list's whole way: an Excel workbook uploaded, read, linked, committed; exported; taken back.

    python -m bench.upload [--quick]

Each list goes into a registry of its own, empty, by the steps a worker takes; the last into one of 500,000 persons.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.figures import FOLDER, Figure, Spent, spent, write
from bench.million import apart, people, registry

SIZES = (4_000, 20_000, 100_000)
MORE, AMONG = 10_000, 500_000
HEADINGS = {
    "cid": "เลขประจำตัวประชาชน", "prefix": "คำนำหน้า", "given_name": "ชื่อ", "family_name": "นามสกุล", "sex": "เพศ",
    "birth_date": "วันเกิด", "phone": "โทรศัพท์", "house_no": "บ้านเลขที่", "moo": "หมู่ที่", "village": "หมู่บ้าน",
    "subdistrict": "ตำบล", "district": "อำเภอ", "province": "จังหวัด",
}  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--home", type=Path, default=FOLDER / "registry", help="where the registries are kept")
    arguments.add_argument("--rows", type=int, nargs="*", default=SIZES, help="into an empty registry")
    arguments.add_argument("--quick", action="store_true", help="small lists: does the bench itself work?")
    chosen = arguments.parse_args()
    sizes, more, among = ([300], 100, 300) if chosen.quick else (chosen.rows, MORE, AMONG)
    found = [one for rows in sizes for one in _into_nothing(chosen.home, rows)]
    found += _there_and_back(chosen.home, more, among)
    write("upload", found, quick=chosen.quick)


def _into_nothing(home: Path, rows: int) -> list[Figure]:
    there, exported, back = apart(brought_in, home, rows, 0, True)
    aims = ("≤ 45", "≤ 1.5", "≤ 30", "≤ 300") if rows == max(SIZES) else ("",) * 4
    return [
        Figure("a workbook into an empty registry", rows, there.seconds, "s", aims[0]),
        Figure("its memory", rows, there.peak_gb, "GB", aims[1]),
        Figure("export to a workbook", rows, exported.seconds, "s", aims[2]),
        Figure("its memory", rows, exported.peak_gb * 1024, "MB", aims[3]),
        Figure("the list taken back", rows, back.seconds, "s", f"≤ {there.seconds:.3g}"),
    ]


def _there_and_back(home: Path, rows: int, persons: int) -> list[Figure]:
    there, _exported, back = apart(brought_in, home, rows, persons, False)
    aim = "≤ 20" if rows == MORE else ""
    return [
        Figure(f"a workbook of {rows:,} rows among so many persons", persons, there.seconds, "s", aim),
        Figure("its memory", persons, there.peak_gb, "GB", "≤ 1.5"),
        Figure("the list taken back", persons, back.seconds, "s", f"≤ {there.seconds:.3g}"),
    ]


def brought_in(home: Path, rows: int, persons: int, is_exported: bool) -> tuple[Spent, Spent, Spent]:
    """What the way in took, an export of everybody, and the way back."""
    with tempfile.TemporaryDirectory(prefix="saan-bench-lists-") as folder, registry(home, persons):
        file = Path(folder, "list.xlsx")
        apart(write_workbook, file, rows, persons)
        with spent() as there:
            batch = _committed(file)
        exported = apart(_exported_there) if is_exported else Spent()
        with spent() as back:
            _taken_back(batch)
    return there, exported, back


def write_workbook(file: Path, rows: int, persons: int) -> None:
    """Rows of people whom a registry of so many persons has, as an organisation of its own would list them."""
    from invented.agencies import Agency, draw_lists
    from invented.damage import TYPICAL

    known = people(max(persons, rows)).sample(rows, seed=13)
    [drawn] = draw_lists(np.random.default_rng(13), known, (Agency("ใหม่", 1.0),), TYPICAL)
    drawn.raw.rename(HEADINGS).write_excel(file)


def _committed(file: Path):
    from saan.accounts.models import User
    from saan.intake import importing
    from saan.intake.models import BatchState

    by = User.objects.get(username="bench")
    batch, _is_new = importing.receive([file], f"บัญชี {time.time_ns()}", by)
    print("  ", "; ".join(importing.steps(batch, by, commit=True)), flush=True)
    return _in_state(batch, BatchState.COMMITTED)


def _taken_back(batch) -> None:
    from django.utils.timezone import now

    from saan.intake import actions
    from saan.intake.models import BatchState

    actions.undo(batch=batch, by=batch.created_by, at=now())
    actions.JOBS[BatchState.UNDOING](batch_id=batch.pk, by_id=batch.created_by_id, at=now().isoformat())
    _in_state(batch, BatchState.UNDONE)


def _in_state(batch, state):
    from saan.intake import importing

    batch.refresh_from_db()
    if batch.state != state:
        raise SystemExit(f"the list stopped at {batch.state}: {importing.why_stopped(batch)}")
    return batch


def _exported_there() -> Spent:
    """Everybody, as a workbook, by somebody who signed in."""
    import django

    django.setup()
    from saan.accounts import testing as accounts
    from saan.accounts.models import User

    client = accounts.signed_in_client(User.objects.get(username="bench"), HTTP_HOST="localhost")
    with spent() as found:
        answer = client.get("/people/export/xlsx/")
        size = sum(len(piece) for piece in answer.streaming_content)
    if answer.status_code != 200 or size < 1000:
        raise SystemExit(f"no export: {answer.status_code}, {size} bytes")
    return found


if __name__ == "__main__":
    main()
