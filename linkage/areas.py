"""The 6-digit DOPA codes of subdistricts by the names that lists give (from the package `geothai`)."""

from functools import cache

import geothai
import polars as pl

from linkage.text import fold


def area_key(subdistrict: pl.Expr, district: pl.Expr, province: pl.Expr) -> pl.Expr:
    """What a row says of its place, for `with_area_codes`; null without a subdistrict."""
    rest = [fold(name).str.replace("^เมือง.+", "เมือง").fill_null("") for name in (district, province)]
    return pl.concat_str(fold(subdistrict), *rest, separator="|")


@cache
def subdistricts() -> pl.DataFrame:
    """`found_code`, `subdistrict`, `district` and `province` of each subdistrict of Thailand."""
    return pl.DataFrame(
        [
            (area.code, area.name_th, district.name_th, province.name_th)
            for province in geothai.provinces()
            for district in geothai.districts(province.code)
            for area in geothai.subdistricts(district.code)
        ],
        schema=["found_code", "subdistrict", "district", "province"],
        orient="row",
    )


@cache
def codes_by_key() -> pl.DataFrame:
    """`area_key` → `found_code`, for every way of naming a subdistrict (with or without its district or province) that
    means only one."""
    nothing = pl.lit(None, pl.String)
    names = {name: pl.col(name) for name in ("subdistrict", "district", "province")}
    ways = [{}, {"province": nothing}, {"district": nothing}]
    keys = pl.concat([subdistricts().select("found_code", area_key=area_key(**{**names, **way})) for way in ways])
    return keys.unique().filter(pl.col("area_key").is_unique())


def with_area_codes(frame: pl.DataFrame) -> pl.DataFrame:
    """Fill `area_code` by `area_key` where it is null."""
    if frame["area_code"].null_count() == 0 or frame["area_key"].null_count() == frame.height:
        return frame
    found = frame.join(codes_by_key(), on="area_key", how="left", maintain_order="left")
    return found.with_columns(area_code=pl.coalesce("area_code", "found_code"))


@cache
def places_by_code() -> pl.DataFrame:
    """`area_code` → `official`, the folded name of the subdistrict."""
    return subdistricts().select(area_code="found_code", official=fold(pl.col("subdistrict")))


def with_places(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `place`, by which rows are compared: the folded name of the subdistrict, as many lists name it without its
    district, so that no code can be found; the official name where the code is known."""
    found = frame.join(places_by_code(), on="area_code", how="left", maintain_order="left")
    return found.with_columns(place=pl.coalesce("official", "subdistrict_fold", "area_code"))
