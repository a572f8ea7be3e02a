"""Dates as Thais write them: พ.ศ., Thai months, and no more precise than they are known."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

ERA = 543
MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FISCAL_YEAR_BEGINS = 10  # October; the year is named by the one it ends in
DAY, MONTH, YEAR = "DAY", "MONTH", "YEAR"


def date_long(value: date | None, precision: str = DAY) -> str:
    """22 พฤศจิกายน 2569; a month or a year alone when no more is known."""
    return _date(value, precision, MONTHS, ENGLISH_MONTHS)


def date_short(value: date | None, precision: str = DAY) -> str:
    """22 พ.ย. 2569"""
    return _date(value, precision, SHORT_MONTHS, [name[:3] for name in ENGLISH_MONTHS])


def month_long(value: date | None) -> str:
    """พฤศจิกายน 2569"""
    return date_long(value, MONTH)


def datetime_long(value: datetime | None) -> str:
    """22 พฤศจิกายน 2569 เวลา 14.05 น."""
    return (
        ""
        if value is None
        else _("%(date)s at %(time)s") % {"date": date_long(_local(value)), "time": time_text(value)}
    )


def datetime_short(value: datetime | None) -> str:
    """22 พ.ย. 2569 14.05 น."""
    return "" if value is None else f"{date_short(_local(value))} {time_text(value)}"


def time_text(value: datetime) -> str:
    """14.05 น."""
    local = _local(value)
    return f"{local:%H.%M} น." if _thai() else f"{local:%H:%M}"


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long since, in words, for a week; then the date."""
    if value is None:
        return ""
    now = now or timezone.now()
    seconds = (now - value).total_seconds()
    days = (_local(now).date() - _local(value).date()).days
    if seconds < -60 or days > 7:
        return date_short(_local(value))
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return _counted(int(seconds // 60), ngettext("%(n)d minute ago", "%(n)d minutes ago", int(seconds // 60)))
    if days == 0:
        return _counted(int(seconds // 3600), ngettext("%(n)d hour ago", "%(n)d hours ago", int(seconds // 3600)))
    if days == 1:
        return _("yesterday at %(time)s") % {"time": time_text(value)}
    return _counted(days, ngettext("%(n)d day ago", "%(n)d days ago", days))


def age_in_years(birth: date, on: date) -> int:
    """Whole years lived; 0 for a date not yet reached."""
    had_birthday = (on.month, on.day) >= (birth.month, birth.day)
    return max(on.year - birth.year - (not had_birthday), 0)


def age_text(birth: date | None, precision: str = DAY, on: date | None = None) -> str:
    """72 ปี; in months below two years, in days below two months; "about" when only the year is known."""
    if birth is None:
        return ""
    on = on or timezone.localdate()
    if precision == YEAR:
        years = max(on.year - birth.year, 0)
        return _counted(years, ngettext("about %(n)d year", "about %(n)d years", years))
    months = _months_between(birth, on)
    if months >= 24:
        return _counted(months // 12, ngettext("%(n)d year old", "%(n)d years old", months // 12))
    if months >= 2:
        return _counted(months, ngettext("%(n)d month old", "%(n)d months old", months))
    days = max((on - birth).days, 0)
    return _counted(days, ngettext("%(n)d day old", "%(n)d days old", days))


def fiscal_year(value: date) -> int:
    """The fiscal year in พ.ศ.: 1 October to 30 September, named by the year it ends in."""
    return value.year + ERA + (value.month >= FISCAL_YEAR_BEGINS)


def fiscal_year_text(value: date) -> str:
    """ปีงบประมาณ 2570"""
    year = fiscal_year(value)
    return _("fiscal year %(year)d") % {"year": year if _thai() else year - ERA}


def _date(value: date | None, precision: str, thai: Sequence[str], english: Sequence[str]) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = _local(value)
    year = value.year + ERA if _thai() else value.year
    if precision == YEAR:
        return f"พ.ศ. {year}" if _thai() else str(year)
    month = (thai if _thai() else english)[value.month - 1]
    return f"{month} {year}" if precision == MONTH else f"{value.day} {month} {year}"


def _months_between(birth: date, on: date) -> int:
    return max((on.year - birth.year) * 12 + on.month - birth.month - (on.day < birth.day), 0)


def _local(value: datetime | date):
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value


def _counted(count: int, words: str) -> str:
    return words % {"n": count}


def _thai() -> bool:
    return (get_language() or "th").startswith("th")
