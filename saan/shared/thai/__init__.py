"""Thai words for dates, numbers and names. Store ISO, show Thai; in English the year stays ค.ศ."""

from saan.shared.thai.dates import (
    age_in_years,
    age_text,
    ago,
    date_long,
    date_short,
    datetime_long,
    datetime_short,
    fiscal_year,
    fiscal_year_text,
    month_long,
    time_text,
)
from saan.shared.thai.names import initials, person_name
from saan.shared.thai.numbers import (
    cid_grouped,
    cid_holds,
    cid_masked,
    money,
    number,
    percent,
    phone_grouped,
    phone_link,
    thai_digits,
)
from saan.shared.thai.reading import NotADate, read_date

__all__ = [
    "NotADate",
    "age_in_years",
    "age_text",
    "ago",
    "cid_grouped",
    "cid_holds",
    "cid_masked",
    "date_long",
    "date_short",
    "datetime_long",
    "datetime_short",
    "fiscal_year",
    "fiscal_year_text",
    "initials",
    "money",
    "month_long",
    "number",
    "percent",
    "person_name",
    "phone_grouped",
    "phone_link",
    "read_date",
    "thai_digits",
    "time_text",
]
