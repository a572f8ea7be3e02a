"""Values of persons as words on a page, and the small objects that the templates of people show."""

from datetime import date

from django.utils.translation import gettext_lazy

from saan.people import identity
from saan.people.fields import Kind
from saan.people.filters import GROUP_WORDS, SEX_WORDS, STATUS_WORDS
from saan.shared import thai

DISABILITY_WORDS = {
    "1": gettext_lazy("Seeing"),
    "2": gettext_lazy("Hearing or communication"),
    "3": gettext_lazy("Movement or body"),
    "4": gettext_lazy("Mind or behaviour"),
    "5": gettext_lazy("Intellect"),
    "6": gettext_lazy("Learning"),
    "7": gettext_lazy("Autism"),
}
TYPEAREA_WORDS = {
    "1": gettext_lazy("Registered here and present"),
    "2": gettext_lazy("Registered here but absent"),
    "3": gettext_lazy("Present but registered elsewhere"),
    "4": gettext_lazy("Lives outside and is registered elsewhere"),
    "5": gettext_lazy("Present without a registered home"),
}


def shown(field, value, areas=None):
    """The words for one value of a field. `areas`: id → Area, for the fields that are places."""
    if value in (None, "", (), []):
        return ""
    if field.name == "birth_date":
        return thai.date_long(date.fromisoformat(value.date), value.precision)
    if field.name == "typearea":
        return str(TYPEAREA_WORDS.get(str(value), value))
    if field.kind is Kind.AREA:
        return full_path((areas or {}).get(value))
    return SHOWN.get(field.kind, str)(value)


def _codes(codes):
    return ", ".join(str(GROUP_WORDS.get(code) or DISABILITY_WORDS.get(str(code)) or code) for code in codes)


SHOWN = {
    Kind.CITIZEN_ID: lambda value: identity.masked(value.sealed),
    Kind.SEX: lambda value: str(SEX_WORDS.get(value, value)),
    Kind.VITAL: lambda value: str(STATUS_WORDS.get(value, value)),
    Kind.DATE: lambda value: thai.date_long(date.fromisoformat(value)),
    Kind.PHONE: thai.phone_grouped,
    Kind.CODES: _codes,
    Kind.NUMBER: lambda value: f"{value:.12g}",
}


def full_path(area):
    """บ้านควนขนุน ตำบลควนขนุน อำเภอควนขนุน จังหวัดพัทลุง: the area and what it lies in, up to its province."""
    names = []
    while area is not None:
        names.append(area.full_name.replace("\N{NO-BREAK SPACE}", " "))  # to be read again by a machine
        # What lies above a province is nobody's address, and not worth a query.
        area = None if area.level == "PROVINCE" else area.parent
    return " ".join(names)
