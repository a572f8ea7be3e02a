"""Answers as pages and files show them: filtered, counted, in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from saan.areas.models import Area
from saan.forms import scoring
from saan.forms.definition import FILES, NUMBERS, PLACES, SELECTS
from saan.forms.models import Measure
from saan.shared import thai

ELSEWHERE = FILES | PLACES  # seen with the answer, and on the map
PERIODS = {"7": _("Last 7 days"), "30": _("Last 30 days"), "90": _("Last 90 days")}
CHECKS = {"difference": _("The form worked out another score than we did"), "corrected": _("Corrected")}


@dataclass(frozen=True)
class AnswerFilter:
    """What a list of answers shows. `key` and `value`: who gave this answer to this question."""

    period: str = ""
    area: Area | None = None
    check: str = ""
    key: str = ""
    value: str = ""

    @classmethod
    def from_query(cls, query, definition):
        """What an address asks for; what cannot be understood is left out."""
        key, value = query.get("question", ""), query.get("answer", "")[:200]
        question = definition.by_path.get(key)
        is_known = question is not None and not question.repeat and question.type in SELECTS and value
        return cls(
            period=query.get("period") if query.get("period") in PERIODS else "",
            area=Area.objects.filter(code=query.get("area", "")[:12]).first() if query.get("area") else None,
            check=query.get("check") if query.get("check") in CHECKS else "",
            key=key if is_known else "",
            value=value if is_known else "",
        )

    def apply(self, submissions, definition, at):
        return submissions.filter(self._condition(definition, at))

    def _condition(self, definition, at):
        kept = Q()
        if self.period:
            kept &= Q(received_at__gte=at - timedelta(days=int(self.period)))
        if self.area:
            kept &= Q(area_key__range=(self.area.key, self.area.key_end))
        if self.check == "difference":
            kept &= Q(has_difference=True)
        if self.check == "corrected":
            kept &= Q(replaces__isnull=False)
        return kept & self._answered(definition) if self.key else kept

    def _answered(self, definition):
        if definition.by_path[self.key].type == "select_one":
            return Q(answers__contains={self.key: self.value})  # by the index
        return Q(**{f"answers__{self.key}__iregex": rf"(^|\s){_escaped(self.value)}(\s|$)"})

    def words(self, definition):
        """[(what it says, the address's names that let it go)]"""
        said = []
        if self.period:
            said.append((PERIODS[self.period], ("period",)))
        if self.area:
            said.append((str(self.area), ("area",)))
        if self.check:
            said.append((CHECKS[self.check], ("check",)))
        if self.key:
            question = definition.by_path[self.key]
            said.append((f"{question.words}: {definition.choice(question, self.value)}", ("question", "answer")))
        return said


def _escaped(text):
    return "".join(letter if letter.isalnum() or letter == "_" else f"\\{letter}" for letter in text)


def address(query, **changes):
    """The address of the same list with these changes; None takes a name away."""
    kept = {name: value for name, value in query.items() if name != "at"}
    kept = {name: value for name, value in {**kept, **changes}.items() if value not in (None, "")}
    return f"?{urlencode(kept)}"


def charted(definition, newest):
    """The questions of which a chart says something; first those that somebody of these has answered."""
    given = _given(newest)
    asked = [
        one
        for one in definition.shown
        if (one.type in SELECTS and one.list in definition.choices) or one.type in NUMBERS or one.measure
    ]
    return sorted(asked, key=lambda one: not given[one.key])


@dataclass(frozen=True)
class Chart:
    """One question over all answers: rows (words, count, address) and how many answered at all."""

    question: object
    rows: list
    answered: int
    top: str = ""
    impossible: int = 0


def chart(submissions, definition, question, query):
    if question.type in SELECTS:
        return _choices_chart(submissions, definition, question, query)
    return _numbers_chart(submissions, question)


def _choices_chart(submissions, definition, question, query):
    counts, answered = Counter(), 0
    for value, n in _values(submissions, question):
        answered += n
        for name in value.split() if question.type != "select_one" else [value]:
            counts[name] += n
    known = list(definition.choices.get(question.list, {}))
    names = [name for name in known if counts[name]] + sorted(set(counts) - set(known))
    rows = [
        (definition.choice(question, name), counts[name],
         address(query, question=question.path, answer=name, show=None))
        for name in names
    ]  # fmt: skip
    top = max(rows, key=lambda row: row[1])[0] if rows else ""
    return Chart(question, rows, answered, top)


BINS = 8


def _numbers_chart(submissions, question):
    """How many values lie in each of a few ranges of round numbers; what cannot be is left out and counted."""
    given = [(value, n) for text, n in _values(submissions, question) if (value := number(text)) is not None]
    scale = question.measure and Measure.objects.filter(code=question.measure).first()
    values = [(value, n) for value, n in given if not scale or scoring.is_plausible(value, scale)]
    impossible = sum(n for _value, n in given) - sum(n for _value, n in values)
    if not values:
        return Chart(question, [], 0, impossible=impossible)
    low, high = min(values)[0], max(values)[0]
    step = _round_step((high - low) / BINS)
    counts = Counter()
    for value, n in values:
        counts[int((value - low // step * step) // step)] += n
    start = low // step * step
    rows = [
        (f"{_plain(start + place * step)}–{_plain(start + (place + 1) * step)}", counts[place], "")
        for place in range(max(counts) + 1)
    ]
    top = max(rows, key=lambda row: row[1])[0]
    return Chart(question, rows, sum(counts.values()), top, impossible)


def _plain(value):
    return thai.number(value, 0 if value == int(value) else 3)


def _round_step(width):
    for power in range(-3, 9):
        for digit in (1, 2, 5):
            if digit * 10.0**power >= width and digit * 10.0**power >= 0.001:
                return digit * 10.0**power
    return max(width, 1)


def _values(submissions, question):
    """(value, how often), the database counting."""
    found = submissions.annotate(said=KeyTextTransform(question.path, "answers")).exclude(said=None).exclude(said="")
    return found.order_by().values_list("said").annotate(n=Count("pk"))[:5000]


def number(text):
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if abs(value) < 1e12 else None


def telling(definition, submissions, most):
    """The questions worth a column here: those that most of these answer, in the order of the form."""
    asked = [one for one in definition.shown if one.role not in ("person", "visit") and one.type not in ELSEWHERE]
    given = _given(submissions)
    chosen = sorted((one for one in asked if given[one.key]), key=lambda one: -given[one.key])[:most]
    return [one for one in asked if one in chosen] or asked[:most]


def _given(submissions):
    """How many of them answer each question: {key: count}."""
    return Counter(key for one in submissions for key, value in one.answers.items() if value not in ("", None))


def cells(definition, questions, answers):
    """The answers to these questions as words, in order."""
    return [definition.answer(one, answers.get(one.key)) for one in questions]


def differences(definition, before, after):
    """[(question's words, before, after)] of what a correction changed."""
    changed = []
    for question in definition.questions:
        if question.repeat or question.type == "group":
            continue
        old, new = before.get(question.key), after.get(question.key)
        if old != new:
            changed.append((question.words, _told(definition, question, old), _told(definition, question, new)))
    return changed


def _told(definition, question, value):
    if question.type != "repeat":
        return definition.answer(question, value)
    inner = definition.of_repeat(question)
    return "; ".join(", ".join(filter(None, cells(definition, inner, row))) for row in value or [])
