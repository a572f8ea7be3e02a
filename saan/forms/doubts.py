"""What was answered and cannot be so. It stays among the answers as it was given, is taken for no fact, and is put to a
human beside the answers that could not land at all.

A doubt is kept with its receipt (Receipt.error_facts["doubts"]): {"path", "instance": [which row of each repeat around
it], "why": a key of WHYS, "text": what was answered, "low", "high": what is possible, where that is known}.
"""

import json
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from saan.forms import asides, scoring
from saan.forms.meaning import masked, moment
from saan.people import bulk

CODE = "DOUBTFUL"
WHYS = {
    "VALUE_OUTSIDE": _("The value cannot be: it lies between %(low)s and %(high)s. It was not taken as measured."),
    "VALUE_TOO_LARGE": _("No measure has such a value. It was not taken as measured."),
    "DAY_IMPOSSIBLE": _("There can be no such day, or it has not come yet. It was not taken."),
    "SEX_UNREADABLE": _("This is no sex that we know. It is kept as it was given and does not stand in the registry."),
    "DATE_UNREADABLE": _("This is no date. It is kept as it was given and does not stand in the registry."),
    "DATE_FUTURE": _("Nobody is born on a day to come. It is kept as it was given and does not stand in the registry."),
    "DATE_TOO_OLD": _("Nobody is that old. It is kept as it was given and does not stand in the registry."),
    "DATE_IMPOSSIBLE": _("There is no such day. It is kept as it was given and does not stand in the registry."),
}  # fmt: skip
DAYS = {"date", "dateTime"}
DAY_ROLES = {"occurred_at", "need_since"}
LONGEST_TEXT = 200


def doubt(question, instance, text, why, **facts):
    shown = masked(text[:LONGEST_TEXT])
    return {"path": question.path, "instance": list(instance), "why": why, "text": shown, **facts}


def of_value(question, instance, text, value, scale):
    """The doubt about one measured value, or None. `value`: the number it is, if it is one."""
    if value is None:
        if question.type in DAYS and moment(text) is None:
            return doubt(question, instance, text, "DAY_IMPOSSIBLE")
        return doubt(question, instance, text, "VALUE_TOO_LARGE") if _is_any_number(text) else None
    if scoring.is_plausible(value, scale):
        return None
    if scale.lowest is None or scale.highest is None:
        return doubt(question, instance, text, "VALUE_TOO_LARGE")
    return doubt(question, instance, text, "VALUE_OUTSIDE", low=scale.lowest, high=scale.highest)


def _is_any_number(text):
    """A number that none of ours is: infinite, or beyond every measure."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def of_days(one):
    """The doubts about the days of a visit and of its needs; a need whose day is doubted begins with the visit."""
    last = timezone.localdate(one.received_at) + timedelta(days=1)  # a phone may be ahead of us by some hours
    for need in one.meaning.needs:
        if not _can_be(need["since"], last):
            need["since"] = ""
    return [
        doubt(question, instance, text, "DAY_IMPOSSIBLE")
        for question, instance, text in one.reading.said
        if question.role in DAY_ROLES and not _can_be(text, last)
    ]


def _can_be(text, last):
    found = moment(text)
    return found is not None and timezone.localdate(found) <= last


KEEP = """
    UPDATE forms_receipt r SET error_code = %s, error_facts = x.facts
    FROM json_to_recordset(%s) x(id int8, facts jsonb) WHERE r.id = x.id
"""


def keep(landings):
    """With the receipts of these landings, and on My Work; a correction may have answered an older doubt."""
    doubted = [{"id": one.pk, "facts": {"doubts": one.doubts}} for one in landings if one.doubts]
    if doubted:
        bulk.run(KEEP, CODE, json.dumps(doubted, ensure_ascii=False))
    for organisation_id in {one.organisation_id for one in landings if one.doubts or one.replaces_id}:
        asides.tell(organisation_id, at=timezone.now())


def told(receipt, definition):
    """[(the question's words, what was answered, why it was not taken)]"""
    return [(_words(one, definition), one["text"], sentence(one)) for one in receipt.error_facts.get("doubts", [])]


def _words(one, definition):
    question = definition.by_path.get(one["path"])
    rows = " › ".join(str(row) for row in one["instance"])
    words = question.words if question else one["path"]
    return f"{words} ({rows})" if rows else words


def sentence(one):
    facts = {name: f"{one[name]:g}" for name in ("low", "high") if name in one}
    return gettext(WHYS.get(one["why"], WHYS["VALUE_TOO_LARGE"])) % facts
