"""Keys that rows of one person are likely to share: the candidates of a list, and the index of a registry."""

from enum import IntEnum

import numpy as np
import polars as pl

from linkage.hashing import column_hashes, combined, hashes, hashes_less_one

# A key that more rows than this share tells nothing: it is passed over, in a list and in a registry.
TOO_COMMON = 60


class Kind(IntEnum):
    """What a key is made of. The numbers are part of the hash: never give one to something else."""

    CID = 1
    CID_START_AND_YEAR = 2
    CID_END_AND_YEAR = 3
    NAMES = 4  # both skeletons, in either order
    NAMES_LESS_ONE = 5  # all but one consonant of them
    GIVEN_AND_BIRTH = 6
    FAMILY_AND_BIRTH = 7
    GIVEN_PLACE_YEAR = 8
    FAMILY_PLACE_YEAR = 9
    GIVEN_AND_VILLAGE = 10
    PLACE_AND_BIRTH = 11
    PHONE_AND_GIVEN = 12
    PHONE_AND_YEAR = 13
    HOUSE_AND_GIVEN = 14
    HOUSE_AND_YEAR = 15
    GIVEN_PLACE_FAMILY = 16  # one skeleton and the other's beginning, for rows without a birth date
    FAMILY_PLACE_GIVEN = 17
    GIVEN_YEAR_FAMILY = 18
    FAMILY_YEAR_GIVEN = 19
    GIVEN_AND_HOUSE = 20
    BEGINNINGS_AND_PLACE = 21  # the first two consonants of both names, in either order: over several slips
    BEGINNINGS_AND_YEAR = 22
    VILLAGE_YEAR_BEGINNING = 23  # of the given name, for a family name that marriage changed


ID_KINDS = (Kind.CID, Kind.CID_START_AND_YEAR, Kind.CID_END_AND_YEAR)


def blocking_keys(norm: pl.DataFrame, *, kinds: bool = False) -> pl.DataFrame:
    """`row` (UInt32, the place in `norm`) and `key` (Int64), some 25 a row; with `kinds`, `kind` (UInt8) too.

    `norm` is what `normalise` gives. Two rows are candidates when they share a key; a key of more than `TOO_COMMON`
    rows is passed over. The hashes are stable (see `linkage.hashing`), so keys may be stored.
    """
    parts = _parts(norm)
    tables = [_table(kind, [parts[name] for name in names]) for kind, names in _MADE_OF.items()]
    tables.append(_less_one(norm))
    keys = pl.concat(tables).unique(["row", "key"], maintain_order=True)
    return keys if kinds else keys.drop("kind")


_MADE_OF = {
    Kind.CID: ("cid",),
    Kind.CID_START_AND_YEAR: ("cid_start", "year"),
    Kind.CID_END_AND_YEAR: ("cid_end", "year"),
    Kind.NAMES: ("lower_name", "higher_name"),
    Kind.GIVEN_AND_BIRTH: ("given", "birth"),
    Kind.FAMILY_AND_BIRTH: ("family", "birth"),
    Kind.GIVEN_PLACE_YEAR: ("given", "place", "year"),
    Kind.FAMILY_PLACE_YEAR: ("family", "place", "year"),
    Kind.GIVEN_AND_VILLAGE: ("given", "place", "moo"),
    Kind.PLACE_AND_BIRTH: ("place", "birth"),
    Kind.PHONE_AND_GIVEN: ("phone", "given_start"),
    Kind.PHONE_AND_YEAR: ("phone", "year"),
    Kind.HOUSE_AND_GIVEN: ("place", "moo", "house", "given_start"),
    Kind.HOUSE_AND_YEAR: ("place", "moo", "house", "year"),
    Kind.GIVEN_PLACE_FAMILY: ("given", "place", "family_start"),
    Kind.FAMILY_PLACE_GIVEN: ("family", "place", "given_start"),
    Kind.GIVEN_YEAR_FAMILY: ("given", "year", "family_start"),
    Kind.FAMILY_YEAR_GIVEN: ("family", "year", "given_start"),
    Kind.GIVEN_AND_HOUSE: ("given", "house", "moo"),
    Kind.BEGINNINGS_AND_PLACE: ("lower_beginning", "higher_beginning", "place"),
    Kind.BEGINNINGS_AND_YEAR: ("lower_beginning", "higher_beginning", "year"),
    Kind.VILLAGE_YEAR_BEGINNING: ("place", "moo", "year", "given_beginning"),
}


def _parts(norm: pl.DataFrame) -> dict[str, np.ndarray]:
    col = pl.col
    digits = pl.when(col("cid_digits").str.len_bytes().is_between(12, 14)).then(col("cid_digits"))
    texts = norm.select(
        cid="cid",
        cid_start=digits.str.slice(0, 7),
        cid_end=digits.str.slice(-7),
        given="given_skeleton",
        family="family_skeleton",
        given_start=col("given_skeleton").str.slice(0, 1),
        family_start=col("family_skeleton").str.slice(0, 1),
        given_beginning=col("given_skeleton").str.slice(0, 2),
        family_beginning=col("family_skeleton").str.slice(0, 2),
        place="place",
        moo="moo",
        house="house_no",
        phone="phone_key",
        year=col("birth_year").cast(pl.String),
        birth=pl.when(col("birth_precision") == "DAY").then(col("birth_date").cast(pl.String)),
    )
    parts = {name: column_hashes(texts[name]) for name in texts.columns}
    for either, given, family in (("name", "given", "family"), ("beginning", "given_beginning", "family_beginning")):
        parts[f"lower_{either}"] = np.minimum(parts[given], parts[family])
        parts[f"higher_{either}"] = np.maximum(parts[given], parts[family])
    return parts


def _table(kind: Kind, parts: list[np.ndarray]) -> pl.DataFrame:
    rows = np.flatnonzero(np.logical_and.reduce([part != 0 for part in parts])).astype(np.uint32)
    return _keys(kind, rows, combined(kind, *(part[rows] for part in parts)))


def _less_one(norm: pl.DataFrame) -> pl.DataFrame:
    """The skeletons of both names in one, whole and less each consonant: two such keys meet over one slip."""
    names = norm.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32), name=pl.concat_str("given_skeleton", "family_skeleton")
    )
    names = names.filter(pl.col("name").str.len_chars() >= 4)
    different = names.select("name").unique(maintain_order=True)
    texts = different["name"].to_list()
    which, less = hashes_less_one(texts)
    which, less = np.append(which, np.arange(len(texts))), np.append(less, hashes(texts))
    table = different.with_row_index("which").join(
        pl.DataFrame({"which": which.astype(np.uint32), "key": combined(Kind.NAMES_LESS_ONE, less)}), on="which"
    )
    found = names.join(table, on="name")
    return _keys(Kind.NAMES_LESS_ONE, found["row"].to_numpy(), found["key"].to_numpy())


def _keys(kind: Kind, rows: np.ndarray, keys: np.ndarray) -> pl.DataFrame:
    frame = pl.DataFrame({"row": rows, "key": keys}, schema={"row": pl.UInt32, "key": pl.Int64})
    return frame.with_columns(kind=pl.lit(int(kind), pl.UInt8))
