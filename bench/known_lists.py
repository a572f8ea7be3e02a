"""How others' means do on our lists, and how ours do on others': Splink, and FEBRL 1–4."""

import datetime
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from bench import peers
from bench.figures import Figure
from bench.from_files import SPLINKED, for_splink
from linkage import link, normalise

FEBRL = Path(__file__).parent / "febrl.py"
LIST_DAY = datetime.date(2003, 1, 1)  # of FEBRL, which has people born in 1900


def of_splink(preset: str, raw: pl.DataFrame, truth: np.ndarray) -> list[Figure]:
    """Its best F1, at a threshold that only the truth can tell."""
    with tempfile.TemporaryDirectory(prefix="saan-bench-") as folder:
        rows, people, pairs = (Path(folder) / name for name in ("rows.parquet", "people.csv", "pairs.parquet"))
        for_splink(normalise(raw)).write_parquet(rows)
        subprocess.check_call([peers.python(), SPLINKED, rows, people, pairs])
        found = pl.read_parquet(pairs).sort("match_probability", descending=True)
    right = truth[found["row_l"].to_numpy()] == truth[found["row_r"].to_numpy()]
    f1 = 2 * right.cumsum() / (np.arange(1, len(right) + 1) + pairs_within(truth))
    return [Figure(f"{preset}: F1 at the best threshold", len(truth), float(f1.max()), peer="Splink")]


def of_febrl() -> list[Figure]:
    """Their social security number stands where our citizen ID does, and has no check digit."""
    with tempfile.TemporaryDirectory(prefix="saan-bench-") as folder:
        subprocess.check_call([peers.python(), FEBRL, folder])
        return [_of_febrl(number, pl.read_csv(f"{folder}/{number}.csv", infer_schema=False)) for number in (1, 2, 3, 4)]


def _of_febrl(number: int, rows: pl.DataFrame) -> Figure:
    born = pl.col("date_of_birth")
    raw = rows.select(
        "given_name", cid="soc_sec_id", family_name="surname",
        house_no="street_number", village="address_1", subdistrict="suburb", district="postcode", province="state",
        birth_date=pl.concat_str(born.str.slice(0, 4), born.str.slice(4, 2), born.str.slice(6, 2), separator="-"),
    )  # fmt: skip
    truth = rows["person"].cast(pl.Int64).to_numpy()
    pairs = link(normalise(raw, today=LIST_DAY)).pairs.filter(pl.col("probability") >= 0.5)
    right = (truth[pairs["a"].to_numpy()] == truth[pairs["b"].to_numpy()]).sum()
    f1 = 2 * right / (pairs.height + pairs_within(truth))
    return Figure(f"FEBRL {number}: F1 at p ≥ .5", rows.height, float(f1), aim="≥ .997")


def pairs_within(truth: np.ndarray) -> int:
    _, count = np.unique(truth, return_counts=True)
    return int((count * (count - 1) // 2).sum())
