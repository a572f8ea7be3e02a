"""Every way in which a file, a row or a step can go wrong, said so that a person knows what happened and what to do."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sheets import SENTENCES as REFUSALS

# Why a batch stopped, beside what the sheets library refuses.
STOPPED = {
    "GAVE_UP": _(
        "This step was begun several times and never came to its end. The file is kept. "
        "Try once more; if it stops again, split the list into smaller files."
    ),
    "FILE_ALTERED": _("The kept file was altered or is no longer whole, so it was not used. Send the file again."),
    "REFUSED": "%(message)s",
    "OUR_FAULT": _(
        "Something went wrong on our side. The file is kept and nothing in the registry was changed. "
        "Try once more; if it stops again, tell the administrator the number of this delivery."
    ),
}

# What a value can suffer from. (what it is called as a group of rows, what to do)
PROBLEMS = {
    # linkage
    "CID_MISSING": (_("No citizen ID"), _("Nothing need be done: the person is found by name, birth date and place.")),
    "CID_EXCEL": (
        _("Excel turned the citizen ID into a power of ten"),
        _("The last digits are lost. Format the column as text in Excel, fill it in again, and send the list again."),
    ),
    "CID_LENGTH": (_("The citizen ID does not have 13 digits"), _("Compare it with the card and correct it.")),
    "CID_CHECKSUM": (_("The citizen ID has a mistyped digit"), _("Compare it with the card and correct it.")),
    "DATE_UNREADABLE": (_("The date cannot be read"), _("Write it as day, month and year, for instance 12/3/2490.")),
    "DATE_FUTURE": (_("The date is still to come"), _("Perhaps the era was mixed up, or the year mistyped.")),
    "DATE_TOO_OLD": (
        _("The date is more than 120 years ago"),
        _("Perhaps the era was mixed up, or the year mistyped."),
    ),
    "DATE_IMPOSSIBLE": (
        _("There is no such day"),
        _("Perhaps day and month changed places. Until then only the month and year are used."),
    ),
    "DATE_ERA_ASSUMED": (
        _("The era of a short year was guessed"),
        _("The year was taken as Buddhist. If it is of the common era, say so here."),
    ),
    "PHONE_LENGTH": (_("The phone number has too few or too many digits"), _("Ask for the number again.")),
    "NAME_MISSING": (_("The given name or family name is missing"), _("Fill in the name and send the list again.")),
    "NAME_HAS_DIGITS": (
        _("There are digits in the name"),
        _("Perhaps two columns changed places. Look at the columns again."),
    ),
    "SEX_UNREADABLE": (_("The sex cannot be read"), _("Write ชาย or หญิง.")),
    "SEX_CONFLICT": (_("Title and sex contradict each other"), _("Correct whichever is wrong.")),
    # areas
    "UNKNOWN_CODE": (
        _("There is no place with this code"),
        _("Choose where these rows belong, or correct the code. Until then they are counted in the place of the list."),
    ),
    "UNKNOWN_PROVINCE": (
        _("There is no province of this name"),
        _("Choose where these rows belong. Until then they are counted in the place of the list."),
    ),
    "UNKNOWN_DISTRICT": (
        _("There is no district of this name here"),
        _("Choose where these rows belong. Until then they are counted in the place of the list."),
    ),
    "UNKNOWN_SUBDISTRICT": (
        _("There is no subdistrict of this name here"),
        _("Choose where these rows belong. Until then they are counted in the place of the list."),
    ),
    "UNKNOWN_VILLAGE": (
        _("This village or community is not known yet"),
        _("The rows are counted in the subdistrict. Add the village on the page of the place if it exists."),
    ),
    "AMBIGUOUS": (
        _("Several places have this name"),
        _("Choose which one is meant. Until then the rows are counted in the place of the list."),
    ),
    "PLACE_OUTSIDE": (
        _("The place lies outside the place of this list"),
        _("If this is somebody else's list, discard it. If these people do live there, nothing need be done."),
    ),
    # sheets
    "ERROR_CELL": (
        _("Excel shows an error in the cell"),
        _("Mend the formula or type the value, and send the list again."),
    ),
    "DAMAGED_TEXT": (
        _("The text is damaged"),
        _("Some letters were lost when the file was saved. Type the value again."),
    ),
    # here
    "NUMBER_OUTSIDE": (_("The number cannot be right"), _("Compare it with its source and correct it.")),
    "ADL_OUTSIDE": (_("An ADL score lies between 0 and 20"), _("Compare it with the assessment and correct it.")),
    "HOUSE_CODE_LENGTH": (
        _("A house registration number has 11 digits"),
        _("Compare it with the house registration book and correct it."),
    ),
    "DISABILITY_UNKNOWN": (
        _("The type of disability is not one of the seven"),
        _("Write its number from 1 to 7 or its name."),
    ),
}

# They say something about the row, but nothing was lost by it.
NOTES = {"CID_MISSING", "DATE_ERA_ASSUMED", "PLACE_OUTSIDE"}


def why_stopped(code, facts):
    """Why the batch stopped, as one sentence in the reader's language."""
    sentence = str(STOPPED[code]) if code in STOPPED else gettext(REFUSALS[code])
    try:
        return sentence % facts
    except (KeyError, TypeError):
        return sentence


def problem(code):
    """What is wrong, and what to do."""
    what, advice = PROBLEMS[code]
    return str(what), str(advice)
