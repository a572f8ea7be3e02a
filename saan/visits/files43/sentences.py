"""What is wrong with a file or keeps a row out of it, said so that an officer knows what to do."""

from django.utils.translation import gettext_lazy as _

# code → (what is wrong, what to do)
PROBLEMS = {
    # the file
    "NOT_CHECKED": (
        _("This file was not checked"),
        _("Saan checks FUNCTIONAL, NCDSCREEN, COMMUNITY_SERVICE and SPECIALPP only."),
    ),
    "NOT_UTF8": (_("The text is not UTF-8"), _("Save the file again as UTF-8 before it is sent.")),
    "EMPTY": (_("The file is empty"), _("If there is nothing to send, write the line of headings alone.")),
    "NO_HEADING": (
        _("The first line does not name the columns"),
        _("Put the names of the columns in the first line. The file was read as if they were in the usual order."),
    ),
    "UNKNOWN_COLUMN": (_("The standard has no such column"), _("Take it out, or correct its name.")),
    "MISSING_COLUMN": (_("The column is missing"), _("Add it, even where it stays empty.")),
    "COLUMN_TWICE": (_("The column is there twice"), _("Take one of the two out.")),
    "COLUMN_ORDER": (
        _("The columns are not in the order of the standard"),
        _("Put them in order; some programs read by position and not by name."),
    ),
    # a row
    "ROW_WIDTH": (
        _("The row has %(found)s values; the heading has %(wanted)s"),
        _("Perhaps a value holds a line (|) or a line break. Take it out."),
    ),
    "SAME_KEY": (
        _("A row with the same key stands in line %(first)s"),
        _("Keep one of the two: the later would overwrite the earlier."),
    ),
    "UPDATED_BEFORE": (_("It was updated before the service was given"), _("Correct D_UPDATE or DATE_SERV.")),
    # a value
    "REQUIRED": (_("The value is missing"), _("Fill it in; the standard does not take the row without it.")),
    "TOO_LONG": (_("The value has %(found)s characters; at most %(limit)s fit"), _("Shorten it.")),
    "CHARACTER": (
        _("There is a character in it that cannot be read"),
        _("Type the value again; perhaps the file was saved in another encoding."),
    ),
    "UNKNOWN_CODE": (
        _("The code is not among those of the standard that we know"),
        _("Correct it. If it is a new code, tell us so that we can add it."),
    ),
    "HOSPCODE": (_("A facility's code has 5 or 9 digits"), _("Compare it with the list of facilities.")),
    "CID": (_("This is not a citizen ID"), _("Compare it with the card and correct it.")),
    "NOT_A_NUMBER": (_("This is not a number"), _("Write digits alone, without words or signs.")),
    "TOO_FINE": (_("At most %(limit)s digits may follow the point"), _("Round it.")),
    "OUT_OF_RANGE": (_("The value must lie between %(low)s and %(high)s"), _("Measure again, or correct it.")),
    "DATE": (_("This is no day"), _("Write year, month and day as eight digits: 20261031.")),
    "MOMENT": (_("This is no time"), _("Write year to second as fourteen digits: 20261031083000.")),
    "BUDDHIST_YEAR": (_("The year is of the Buddhist era"), _("Take 543 off: 2569 is 2026.")),
    "FUTURE": (_("The day is still to come"), _("Correct the day.")),
    # why a visit makes no row
    "NOT_MET": (_("Nobody was met"), _("Nothing need be done: only a visit at which somebody was met is a service.")),
    "NO_BAND": (
        _("The value of %(measure)s lies in no band"),
        _("Look at the bands of this measure, then export again."),
    ),
    "NO_BIRTH_DATE": (_("The birth date is not known"), _("Add it on the person's page; the code depends on the age.")),
    "CHOOSE": (
        _("A nurse must choose one of %(codes)s"),
        _("Enter the code in the facility's own system; it says what was done about it, which we do not know."),
    ),
    "SAME_DAY": (
        _("Another row of the same day is sent"),
        _("Nothing need be done: the standard takes one of each day, and the latest was taken."),
    ),
    "NOT_SEEN": (
        _("The registry no longer shows you this person"),
        _("Ask whoever keeps the person's list; the visit itself is kept."),
    ),
    "OWN_PID": (
        _("The person is not in the facility's own files, so our number was written"),
        _("Add the person in the facility's own system, bring in its PERSON file, and export again."),
    ),
}


def problem(code, facts=()):
    """(what is wrong, what to do) in the reader's language."""
    what, advice = PROBLEMS[code]
    return str(what) % dict(facts), str(advice)
