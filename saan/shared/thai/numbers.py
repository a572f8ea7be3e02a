"""Numbers, money, telephone and citizen numbers as people read them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

NOTHING = "–"
TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
NOT_DIGITS = re.compile(r"\D")


def number(value: float | Decimal | None, places: int = 0) -> str:
    """1,234,567; a dash for nothing, because nothing is not zero."""
    return NOTHING if value is None else f"{value:,.{places}f}"


def percent(part: float | None, whole: float | None) -> str:
    """12.5%; a dash when there is nothing to divide by."""
    if part is None or not whole:
        return NOTHING
    share = 100 * part / whole
    return f"{share:.0f}%" if share >= 10 or share == 0 else f"{share:.1f}%"


def money(value: float | Decimal | None) -> str:
    """1,234.50 บาท; satang only when there are any."""
    if value is None:
        return NOTHING
    places = 0 if value == int(value) else 2
    return _("%(amount)s baht") % {"amount": number(value, places)}


def thai_digits(text: object) -> str:
    """For official papers only: ๒๕๖๙"""
    return str(text).translate(TO_THAI)


def phone_grouped(text: str | None) -> str:
    """081-234-5678, 02-123-4567, 074-123-456; anything else stays as it came."""
    digits = NOT_DIGITS.sub("", text or "")
    if len(digits) == 10 and digits.startswith("0"):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if len(digits) == 9 and digits.startswith("02"):
        return f"{digits[:2]}-{digits[2:5]}-{digits[5:]}"
    if len(digits) == 9 and digits.startswith("0"):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return text or ""


def phone_link(text: str | None) -> str:
    """The address that dials it, or nothing when it cannot be dialled."""
    digits = NOT_DIGITS.sub("", text or "")
    return f"tel:{digits}" if 3 <= len(digits) <= 15 else ""


def cid_grouped(cid: str | None) -> str:
    """1-2345-67890-12-1, as it is printed on the card."""
    if not cid or len(cid) != 13:
        return cid or ""
    return "-".join((cid[0], cid[1:5], cid[5:10], cid[10:12], cid[12]))


def cid_masked(cid: str | None) -> str:
    """x-xxxx-xxxxx-12-1: enough to tell two people apart, too little to misuse."""
    return cid_grouped("x" * 10 + cid[10:]) if cid and len(cid) == 13 else NOTHING


def cid_holds(digits):
    """Whether these are 13 digits of which the last checks the others: (11 − Σ dᵢ·(13..2) mod 11) mod 10 (DOPA)."""
    if len(digits) != 13 or not digits.isascii() or not digits.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[12])
