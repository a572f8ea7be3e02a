"""Why two rows may be one person, as sentences a human can judge (codes: linkage.explain)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

NAME_WORDS = {
    "SAME": _("The same %(field)s"),
    "SAME_RARE": _("The same %(field)s, which few people have"),
    "SOUNDS_SAME": _("The %(field)s is written differently but sounds the same"),
    "ALIKE": _("The %(field)s differs by a letter or two"),
    "DIFFERENT": _("Another %(field)s"),
    "MISSING": _("One of the two has no %(field)s"),
}
NAMES = {"given_name": _("given name"), "family_name": _("family name")}
WORDS = {
    "full_name": {
        "SWAPPED": _("Given and family name stand in each other's place"),
        "RARE_TOGETHER": _("Hardly anybody else has this given and family name together"),
        "COMMON_TOGETHER": _("Several people have this given and family name"),
    },
    "birth_date": {
        "SAME": _("Born on the same day"),
        "SAME_YEAR": _("Born in the same year; the day is not known"),
        "NEAR_YEAR": _("The birth years are one or two apart"),
        "DAY_MONTH_SWAPPED": _("The same birth date with day and month exchanged"),
        "ERA_OR_DECADE": _("The birth dates look like one date in two calendars, or ten years apart"),
        "ALIKE": _("The birth dates differ by one digit"),
        "DIFFERENT": _("Born on different days"),
        "MISSING": _("One of the two has no birth date"),
    },
    "sex": {
        "SAME": _("The same sex"),
        "DIFFERENT": _("A man on one list, a woman on the other"),
        "MISSING": _("The sex is not known on one list"),
    },
    "phone": {
        "SAME": _("The same phone number"),
        "DIFFERENT": _("Other phone numbers"),
        "MISSING": _("One of the two has no phone number"),
    },
    "address": {
        "SAME_HOUSE": _("The same house"),
        "SAME_SUBDISTRICT": _("The same subdistrict, but another house"),
        "DIFFERENT": _("They live in different places"),
        "MISSING": _("The place is not known on one list"),
    },
    "source": {
        "SAME": _("Both are on one list, where a person seldom stands twice"),
        "DIFFERENT": _("They are on different lists"),
    },
    "cid": {
        "SAME": _("The same citizen ID"),
        "SAME_TYPED": _("The same citizen ID was typed, though it cannot be right"),
        "ONE_SLIP": _("The citizen IDs differ by one slip, and only one of them can be right"),
        "BOTH_WRONG_ONE_SLIP": _("The citizen IDs differ by one slip, and neither can be right"),
        "TWO_SLIPS": _("The citizen IDs differ in two places"),
        "VALID_ONE_SLIP": _("Two valid citizen IDs that differ by one digit"),
        "OTHER": _("Other citizen IDs, of which at least one cannot be right"),
        "OTHER_VALID": _("Two different citizen IDs, both valid"),
        "NUMBER_SAME": _("The same number stands where the citizen ID should"),
        "NUMBER_ONE_SLIP": _("The numbers that stand where the citizen ID should differ by one slip"),
        "NUMBER_OTHER": _("Other numbers stand where the citizen ID should"),
        "REST_SAME": _("What a spreadsheet left of one citizen ID agrees with the other"),
        "REST_OTHER": _("What a spreadsheet left of one citizen ID is not in the other"),
        "UNKNOWN": _("One of the two has no citizen ID"),
    },
}


@dataclass(frozen=True)
class Reason:
    text: str
    supports: bool


def sentences(reasons):
    """The reasons of a case, the strongest first; a code without words is left out, because it says nothing."""
    said = [(_words(reason["field"], reason["code"]), reason["supports"]) for reason in reasons]
    return [Reason(text, bool(supports)) for text, supports in said if text]


def _words(field, code):
    if field in NAMES:
        words = NAME_WORDS.get(code)
        return str(words) % {"field": NAMES[field]} if words else ""
    return str(WORDS.get(field, {}).get(code, ""))
