"""Addresses: house number, village number (moo) and the names of places, from columns of their own or from one cell."""

import polars as pl

_BANGKOK = r"^(?:กทม\.?|กรุงเทพ\S*|bangkok)$"
KINDS = {
    "province": r"จังหวัด|จ\.",
    "district": r"อำเภอ|เขต|อ\.|กิ่งอำเภอ",
    "subdistrict": r"ตำบล|แขวง|ต\.",
    "village": r"หมู่บ้าน|บ้าน|ชุมชน|บ\.",
}
_NEXT = r"(?:\s*(?:หมู่|ม\.|ต\.|ตำบล|แขวง|อ\.|อำเภอ|เขต|จ\.|จังหวัด|กทม|กรุงเทพ|ถ\.|ถนน|ซ\.|ซอย|โทร|\d{5}).*)?$"
_IN_ADDRESS = {
    "house_no": r"^(?:\s*(?:บ้านเลขที่|เลขที่|บ้าน เลขที่)\s*)?(\d+(?:\s?/\s?\d+)?[ก-ฮ]?)(?:\s|$|,|หมู่|ม\.)",
    "moo": r"(?:หมู่ที่|หมู่|ม\.)\s*(\d{1,2})(?:\D|$)",
    "village": r"(?:^|\s|\d)(?:หมู่บ้าน|บ้าน|ชุมชน|บ\.)\s*([ก-ฮเ-ไ][^\s\d]*)",
    "subdistrict": r"(?:ตำบล|แขวง|ต\.)\s*([ก-ฮเ-ไ][^\s,]*)",
    "district": r"(?:อำเภอ|เขต|อ\.)\s*([ก-ฮเ-ไ][^\s,]*)",
    "province": r"(?:จังหวัด|จ\.)\s*([ก-ฮเ-ไ][^\s,]*)|(กทม|กรุงเทพ)",
}


def from_address(address: pl.Expr, field: str) -> pl.Expr:
    """What a one-cell address says of `house_no`, `moo`, `village`, `subdistrict`, `district` or `province`."""
    address = address.str.replace(r"บ้าน\s?เลขที่", "เลขที่")  # names no village
    found = address.str.extract(_IN_ADDRESS[field], 1)
    return pl.coalesce(found, address.str.extract(_IN_ADDRESS[field], 2)) if field == "province" else found


def house_number(text: pl.Expr) -> pl.Expr:
    """`บ้านเลขที่ 012 / 3` → `12/3`."""
    text = text.str.replace(r"^(?:บ้าน\s?)?เลขที่\s*", "").str.replace(r"\.0+$", "").str.replace_all(r"\s", "")
    return text.str.replace_all(r"(^|/)0+(\d)", "$1$2")


def village_number(text: pl.Expr) -> pl.Expr:
    """The village's number in its subdistrict, 1–99, without leading zeros: `หมู่ที่ 05` → `5`; 0 is null."""
    return text.str.extract(r"^\D*0*([1-9]\d?)(?:\.0+)?\D*$", 1)


def place_name(text: pl.Expr, kind: str) -> pl.Expr:
    """A place's name without what kind of place it is: `ต.ควนขนุน` → `ควนขนุน`; Bangkok in full."""
    text = text.str.replace(rf"^(?:{KINDS[kind]})\s*", "")
    text = pl.when(text != "").then(text)
    if kind == "province":
        return pl.when(text.str.contains(_BANGKOK)).then(pl.lit("กรุงเทพมหานคร")).otherwise(text)
    return text
