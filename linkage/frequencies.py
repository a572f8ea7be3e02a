"""How common names are: two people called สมชาย are no surprise, two called by a rare name are hardly two."""

from dataclasses import dataclass

import numpy as np
import polars as pl

COUNTED = {
    "given": ("given_skeleton",),
    "family": ("family_skeleton",),
    "names": ("given_skeleton", "family_skeleton"),
    "given_in_place": ("given_skeleton", "place"),
    "family_in_place": ("family_skeleton", "place"),
    "phone": ("phone_key",),
    "house": ("place", "locality", "house_no"),
}


@dataclass(frozen=True)
class Frequencies:
    """For each kind of thing counted, a frame of its columns and `count`: how many rows of a registry or list have it.

    Kept by whoever has the rows (a registry may store the frames); `Frequencies.of` counts the rows at hand.
    """

    counts: dict[str, pl.DataFrame]

    @classmethod
    def of(cls, norm: pl.DataFrame) -> "Frequencies":
        return cls({kind: norm.group_by(names).agg(count=pl.len()).drop_nulls() for kind, names in COUNTED.items()})

    @property
    def named(self) -> int:
        """Of how many rows the given names are."""
        return int(self.counts["given"]["count"].sum())

    def of_rows(self, norm: pl.DataFrame) -> dict[str, np.ndarray]:
        """For each row, log(1 + count) of each kind; that of a thing never seen is log 2, of a null 0."""
        found = {}
        for kind, names in COUNTED.items():
            known = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
            joined = norm.select(*names).join(self.counts[kind], on=names, how="left", maintain_order="left")
            count = joined.select(pl.when(known).then(pl.col("count").fill_null(1)).fill_null(0))
            found[kind] = np.log1p(count.to_series().to_numpy()).astype(np.float32)
        return found
