"""Scores and their meaning, worked out anew from the answers: pure rules, no query, clock or request.

A formula is data (Measure.formula) of one of these kinds; `codes` are measures:

{"sum": [codes]}                                         all of them together
{"weighted": {code: weight}, "asked_if": {code: other}}  each times its weight; one with `asked_if` counts nothing
                                                         when the other is 0
{"any": [codes]}                                         1 when one of them is above 0, else 0
{"max": [codes]}                                         the highest
{"threshold": {"of": code, "at_least": number}}          1 from that number on, else 0
{"ratio": {"over": code, "under": code, "power": 2, "times": 10000}}   over ÷ under² × 10000
{"table": [{"when": {code: [lowest, highest]}, "value": number}]}      the first row whose ranges all hold

What is missing makes no score rather than a wrong one; only a yes is enough for `any`.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

Answers = Mapping[str, float]


@dataclass(frozen=True)
class Cut:
    """One band of a measure: low ≤ value ≤ high, either end may be open."""

    code: str
    low: float | None
    high: float | None
    severity: str
    valid_from: date
    valid_to: date | None = None
    id: int | None = None
    label_th: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class Scale:
    """What scoring must know of a measure."""

    code: str
    decimals: int = 0
    lowest: float | None = None
    highest: float | None = None
    formula: Mapping = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()


Scales = Mapping[str, Scale]


def scores(answers: Answers, scales: Scales, wanted: Iterable[str] | None = None) -> dict[str, float]:
    """Every score that can be worked out from these answers; scores of scores too."""
    worked: dict[str, float | None] = {}
    for code in scales if wanted is None else wanted:
        if scales[code].formula:
            _work_out(code, answers, scales, worked)
    return {code: value for code, value in worked.items() if value is not None}


def inputs(formula: Mapping) -> tuple[str, ...]:
    """The measures a formula reads."""
    kind = next((kind for kind in KINDS if kind in formula), None)
    return tuple(KINDS[kind].reads(formula)) if kind else ()


def rounded(value: float, decimals: int) -> float:
    """Half goes up, by the same steps as `int(x * 10 + 0.5) div 10` in a form (JavaRosa has no floor)."""
    factor = 10**decimals
    return math.floor(value * factor + 0.5) / factor


def cuts_in_force(cuts: Iterable[Cut], on: date) -> list[Cut]:
    """The set with the latest first day that has come, without those already ended."""
    begun = [cut for cut in cuts if cut.valid_from <= on]
    latest = max((cut.valid_from for cut in begun), default=None)
    return [cut for cut in begun if cut.valid_from == latest and (cut.valid_to is None or on <= cut.valid_to)]


def cut_of(value: float | None, scale: Scale, on: date) -> Cut | None:
    """What the value means on that day; nothing when no band holds it."""
    if value is None:
        return None
    value = rounded(value, scale.decimals)
    return next((cut for cut in cuts_in_force(scale.cuts, on) if _holds(cut, value)), None)


def is_plausible(value: float, scale: Scale) -> bool:
    return not (
        (scale.lowest is not None and value < scale.lowest) or (scale.highest is not None and value > scale.highest)
    )


def compared(answers: Answers, asked: Iterable[str], scales: Scales) -> dict[str, dict]:
    """What the form says of each score and what we find: {measure: {"said", "ours"}}, blank scores of both left out.

    `asked`: the measures the form has, scores among them. A score given alone, without any of its parts, stands as it
    is said; one given with only some of them has no `ours`: it claims more than its answers carry. What is said
    and cannot be is never ours, nor is anything worked out of it.
    """
    given = [code for code in asked if code in scales and scales[code].formula]
    possible = _possible(answers, scales)
    found = scores(possible, scales, given)
    pairs = {
        code: {"said": _said(answers, scales[code]), "ours": _ours(code, answers, possible, found, scales)}
        for code in given
    }
    return {code: pair for code, pair in pairs.items() if pair != {"said": None, "ours": None}}


def differences(pairs: Mapping[str, dict]) -> dict[str, dict]:
    return {code: pair for code, pair in pairs.items() if pair["said"] != pair["ours"]}


def _said(answers, scale):
    return rounded(answers[scale.code], scale.decimals) if scale.code in answers else None


def _possible(values, scales):
    return {code: value for code, value in values.items() if code not in scales or is_plausible(value, scales[code])}


def _ours(code, answers, possible, found, scales):
    if code in found or any(part in answers for part in inputs(scales[code].formula)):
        return found.get(code)
    return _said(possible, scales[code])


def _holds(cut, value):
    return (cut.low is None or cut.low <= value) and (cut.high is None or value <= cut.high)


def _work_out(code, answers, scales, worked):
    """The measure's value: worked out where that is possible, else as answered."""
    if code not in worked:
        worked[code] = None  # a formula that reads itself finds nothing
        scale = scales.get(code)
        worked[code] = _by_formula(scale, answers, scales, worked) if scale and scale.formula else None
    return worked[code] if worked[code] is not None else answers.get(code)


def _by_formula(scale, answers, scales, worked):
    kind = next((kind for kind in KINDS if kind in scale.formula), None)
    if kind is None:
        return None
    value = KINDS[kind].works(scale.formula, lambda code: _work_out(code, answers, scales, worked))
    return None if value is None else rounded(value, scale.decimals)


def _sum(formula, value_of):
    values = [value_of(code) for code in formula["sum"]]
    return None if None in values else sum(values)


def _weighted(formula, value_of):
    total = 0
    for code, weight in formula["weighted"].items():
        other = formula.get("asked_if", {}).get(code)
        value = 0 if other and value_of(other) == 0 else value_of(code)
        if value is None:
            return None
        total += weight * value
    return total


def _any(formula, value_of):
    values = [value_of(code) for code in formula["any"]]
    if any(value is not None and value > 0 for value in values):
        return 1
    return None if None in values else 0


def _max(formula, value_of):
    values = [value_of(code) for code in formula["max"]]
    return None if None in values else max(values)


def _threshold(formula, value_of):
    value = value_of(formula["threshold"]["of"])
    return None if value is None else int(value >= formula["threshold"]["at_least"])


def _ratio(formula, value_of):
    ratio = formula["ratio"]
    over, under = value_of(ratio["over"]), value_of(ratio["under"])
    if over is None or not under or under < 0:
        return None
    return over / math.prod([under] * ratio.get("power", 1)) * ratio.get("times", 1)


def _table(formula, value_of):
    values = {code: value_of(code) for code in KINDS["table"].reads(formula)}
    if None in values.values():
        return None
    fitting = (row["value"] for row in formula["table"] if _fits(values, row["when"]))
    return next(fitting, None)


def _fits(values, when):
    return all(low <= values[code] <= high for code, (low, high) in when.items())


@dataclass(frozen=True)
class _Kind:
    works: Callable
    reads: Callable


KINDS = {
    "sum": _Kind(_sum, lambda formula: formula["sum"]),
    "weighted": _Kind(_weighted, lambda formula: formula["weighted"]),
    "any": _Kind(_any, lambda formula: formula["any"]),
    "max": _Kind(_max, lambda formula: formula["max"]),
    "threshold": _Kind(_threshold, lambda formula: [formula["threshold"]["of"]]),
    "ratio": _Kind(_ratio, lambda formula: [formula["ratio"]["over"], formula["ratio"]["under"]]),
    "table": _Kind(_table, lambda formula: {code for row in formula["table"] for code in row["when"]}),
}
