"""Keys that rows of one person are likely to share: the candidates of a list, and the index of a registry."""

from collections.abc import Iterator, Mapping
from enum import IntEnum

import numpy as np
import polars as pl

from linkage.citizen_ids import half_of, is_number_typed, number_typed
from linkage.hashing import column_hashes, combined, combined_each, hashes, hashes_less_one
from linkage.threads import side_by_side

# A key that more rows than this share tells nothing: it is passed over, in a list and in a registry.
TOO_COMMON = 60
_SHORTEST = 4  # consonants of both names, of which one may be wrong
_PIECE = 100_000  # different names whose letters are laid out at a time


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
    NUMBER = 24  # in the ID's column, though it is no valid ID
    GIVEN_PLACE_HOUSE = 25  # where a list does not tell the villages apart
    BIRTH_AND_HOUSE = 26  # for names that are not like each other
    HOUSE = 27  # these two in small lists alone: whoever lives in one house are too many pairs in large ones
    BIRTH_AND_LOCALITY = 28


ID_KINDS = (Kind.CID, Kind.CID_START_AND_YEAR, Kind.CID_END_AND_YEAR, Kind.NUMBER)


def blocking_keys(norm: pl.DataFrame, *, kinds: bool = False) -> pl.DataFrame:
    """`row` (UInt32, the place in `norm`) and `key` (Int64), some 25 a row; with `kinds`, `kind` (UInt8) too.

    `norm` is what `normalise` gives. Two rows are candidates when they share a key; a key of more than `TOO_COMMON`
    rows is passed over. The hashes are stable (see `linkage.hashing`), so keys may be stored.
    """
    found = list(keys_by_kind(norm))
    sizes = [len(rows) for _, rows, _ in found]
    keys = pl.DataFrame(
        {
            "row": np.concatenate([rows for _, rows, _ in found]),
            "key": np.concatenate([keys for _, _, keys in found]),
            "kind": np.repeat(np.array([kind for kind, _, _ in found], np.uint8), sizes),
        }
    )
    return keys if kinds else keys.drop("kind")


def keys_by_kind(norm: pl.DataFrame, *, small: bool = False) -> Iterator[tuple[Kind, np.ndarray, np.ndarray]]:
    """(kind, rows, keys) of each kind in turn; rows uint32 in order, keys int64. No row has a key twice.

    With `small`, of the kinds too that only lists of a few thousand rows can be searched by, and no registry keeps.
    """
    parts = _parts(norm)
    for kind, names in (_MADE_OF | (_OF_SMALL_LISTS if small else {})).items():
        yield kind, *_keys(kind, [parts[name] for name in names])
    del parts
    yield Kind.NAMES_LESS_ONE, *_less_one(norm)


def keys_of_one(row: Mapping) -> list[tuple[Kind, int]]:
    """The blocking keys of one row as `linkage.plain` gives it, with their kinds."""
    parts = _parts_of_one(row)
    made = {kind: [parts[name] for name in names] for kind, names in _MADE_OF.items()}
    made = {kind: some for kind, some in made.items() if all(some)}
    found = list(zip(made, combined_each(list(made), list(made.values())).tolist(), strict=True))
    name = (row["given_skeleton"] or "") + (row["family_skeleton"] or "")
    if row["given_skeleton"] is not None and row["family_skeleton"] is not None and len(name) >= _SHORTEST:
        less_one = set(_all_less_one([name])[1].tolist())
        found += [(Kind.NAMES_LESS_ONE, key) for key in sorted(less_one)]
    return found


def _parts_of_one(row: Mapping) -> dict[str, int]:
    given, family = row["given_skeleton"], row["family_skeleton"]
    typed = row["cid_digits"] or ""
    number, half = typed if is_number_typed(typed) else None, half_of(len(typed))
    texts = {
        "cid": row["cid"], "number": None if row["cid"] else number,
        "cid_start": number and number[:half], "cid_end": number and number[-half:],
        "given": given, "family": family, "place": row["place"], "locality": row["locality"],
        "house": row["house_no"],
        "phone": row["phone_key"], "year": row["birth_year"] and str(row["birth_year"]),
        "birth": row["birth_date"].isoformat() if row["birth_precision"] == "DAY" else None,
        **{f"{name}_start": text and text[:1] for name, text in (("given", given), ("family", family))},
        **{f"{name}_beginning": text and text[:2] for name, text in (("given", given), ("family", family))},
    }  # fmt: skip
    hashed = hashes([text or "" for text in texts.values()]).tolist()
    parts = {name: 0 if text is None else value for (name, text), value in zip(texts.items(), hashed, strict=True)}
    for either, one, other in _EITHER:
        parts[f"lower_{either}"], parts[f"higher_{either}"] = sorted([parts[one], parts[other]])
    return parts


_MADE_OF = {
    Kind.CID: ("cid",),
    Kind.NUMBER: ("number",),
    Kind.CID_START_AND_YEAR: ("cid_start", "year"),
    Kind.CID_END_AND_YEAR: ("cid_end", "year"),
    Kind.NAMES: ("lower_name", "higher_name"),
    Kind.GIVEN_AND_BIRTH: ("given", "birth"),
    Kind.FAMILY_AND_BIRTH: ("family", "birth"),
    Kind.GIVEN_PLACE_YEAR: ("given", "place", "year"),
    Kind.FAMILY_PLACE_YEAR: ("family", "place", "year"),
    Kind.GIVEN_AND_VILLAGE: ("given", "place", "locality"),
    Kind.PLACE_AND_BIRTH: ("place", "birth"),
    Kind.PHONE_AND_GIVEN: ("phone", "given_start"),
    Kind.PHONE_AND_YEAR: ("phone", "year"),
    Kind.HOUSE_AND_GIVEN: ("place", "locality", "house", "given_start"),
    Kind.HOUSE_AND_YEAR: ("place", "locality", "house", "year"),
    Kind.GIVEN_PLACE_FAMILY: ("given", "place", "family_start"),
    Kind.FAMILY_PLACE_GIVEN: ("family", "place", "given_start"),
    Kind.GIVEN_YEAR_FAMILY: ("given", "year", "family_start"),
    Kind.FAMILY_YEAR_GIVEN: ("family", "year", "given_start"),
    Kind.GIVEN_AND_HOUSE: ("given", "house", "locality"),
    Kind.BEGINNINGS_AND_PLACE: ("lower_beginning", "higher_beginning", "place"),
    Kind.BEGINNINGS_AND_YEAR: ("lower_beginning", "higher_beginning", "year"),
    Kind.VILLAGE_YEAR_BEGINNING: ("place", "locality", "year", "given_beginning"),
    Kind.GIVEN_PLACE_HOUSE: ("given", "place", "house"),
    Kind.BIRTH_AND_HOUSE: ("birth", "house"),
}

_OF_SMALL_LISTS = {
    Kind.HOUSE: ("locality", "house"),
    Kind.BIRTH_AND_LOCALITY: ("birth", "locality"),
}


_EITHER = (("name", "given", "family"), ("beginning", "given_beginning", "family_beginning"))


def _parts(norm: pl.DataFrame) -> dict[str, np.ndarray]:
    col = pl.col
    number = number_typed(col("cid_digits"))
    half = half_of(number.str.len_bytes().cast(pl.Int64))
    texts = norm.select(
        cid="cid",
        number=pl.when(col("cid").is_null()).then(number),
        cid_start=number.str.slice(0, half),
        cid_end=number.str.slice(-half, half),
        given="given_skeleton",
        family="family_skeleton",
        given_start=col("given_skeleton").str.slice(0, 1),
        family_start=col("family_skeleton").str.slice(0, 1),
        given_beginning=col("given_skeleton").str.slice(0, 2),
        family_beginning=col("family_skeleton").str.slice(0, 2),
        place="place",
        locality="locality",
        house="house_no",
        phone="phone_key",
        year=col("birth_year").cast(pl.String),
        birth=pl.when(col("birth_precision") == "DAY").then(col("birth_date").cast(pl.String)),
    )
    parts = dict(zip(texts.columns, side_by_side(column_hashes, texts), strict=True))
    for either, given, family in _EITHER:
        parts[f"lower_{either}"] = np.minimum(parts[given], parts[family])
        parts[f"higher_{either}"] = np.maximum(parts[given], parts[family])
    return parts


def _keys(kind: Kind, parts: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    rows = np.flatnonzero(np.logical_and.reduce([part != 0 for part in parts])).astype(np.uint32)
    return rows, combined(kind, *(part[rows] for part in parts))


def _less_one(norm: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The skeletons of both names in one, whole and less each consonant: two such keys meet over one slip."""
    names = norm.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32), name=pl.concat_str("given_skeleton", "family_skeleton")
    )
    names = names.filter(pl.col("name").str.len_chars() >= _SHORTEST)
    different = names.select("name").unique(maintain_order=True)
    texts = different["name"].to_list()
    starts = range(0, max(len(texts), 1), _PIECE)
    pieces = side_by_side(lambda start: _all_less_one(texts[start : start + _PIECE]), starts)
    which = np.concatenate([which + number * _PIECE for number, (which, _) in enumerate(pieces)])
    keys = np.concatenate([keys for _, keys in pieces])
    table = pl.DataFrame({"which": which, "key": keys}, schema={"which": pl.UInt32, "key": pl.Int64})
    found = names.join(different.with_row_index("which"), on="name").select("row", "which").join(table, on="which")
    return found["row"].to_numpy(), found["key"].to_numpy()


def _all_less_one(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(which text, key), a key for each text whole and for each consonant left out."""
    which, less = hashes_less_one(texts)
    which, less = np.append(which, np.arange(len(texts))), np.append(less, hashes(texts))
    return which, combined(Kind.NAMES_LESS_ONE, less)
