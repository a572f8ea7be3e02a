"""From what was found at somebody's home to rows of the 43 files, or the reason why there is none."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from saan.shared.thai import age_in_years
from saan.visits.files43.layouts import LAYOUTS
from saan.visits.files43.writing import text

MET = "MET"
OUTSIDE = "2"  # SERVPLACE: not in the facility


@dataclass(frozen=True, slots=True)
class Value:
    """One measured value: its number, the words of the answer, and the code of its band."""

    number: float | None
    words: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One visit: `updated` in the local time, `values` by measure."""

    id: int
    day: date
    updated: datetime
    outcome: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Client:
    """Whose home it was. `pid`: the number in the facility's own files, or ours (own_pid)."""

    id: int
    pid: str
    cid: str = ""
    birth_date: date | None = None
    groups: frozenset[str] = frozenset()
    disabilities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A row to be, as text by column; without one `reason` (sentences.py) says why, and `facts` fill its sentence."""

    file: str
    call: Call
    row: dict[str, str] | None = None
    reason: str = ""
    column: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@cache
def rules():
    return tomllib.loads((Path(__file__).parent / "mapping.toml").read_text())


def own_pid(person_id):
    """The number of somebody whom the facility's own files do not know: S and ours, so never one of theirs."""
    return f"S{person_id:09d}"


def seq(call):
    """The number of a visit: S and ours, never that of a service in the facility's own system."""
    return f"S{call.id:012d}"


def drafts(client, call, hospcode) -> Iterator[Draft]:
    """Everything the files say of one visit."""
    if call.outcome != MET:
        yield Draft("COMMUNITY_SERVICE", call, reason="NOT_MET")
        return
    for of_file in (_functional, _ncdscreen, _community_service, _specialpp):
        for draft in of_file(client, call):
            yield _whole(draft, client, hospcode) if draft.row is not None else draft


def _whole(draft, client, hospcode):
    """The row with what every row says, in the words of its columns."""
    row = {
        "HOSPCODE": hospcode,
        "PID": client.pid,
        "SEQ": seq(draft.call),
        "DATE_SERV": draft.call.day,
        "SERVPLACE": OUTSIDE,
        "SCREENPLACE": hospcode,
        "PPSPLACE": hospcode,
        "D_UPDATE": draft.call.updated,
        "CID": client.cid,
        **draft.row,
    }
    fields = LAYOUTS[draft.file].fields
    return Draft(draft.file, draft.call, {each.name: text(each, row.get(each.name)) for each in fields})


def _functional(client, call):
    for rule in rules()["FUNCTIONAL"]:
        value = call.values.get(rule["measure"])
        if value is None:
            continue
        result = value.number if rule["result"] == "value" else value.band
        dependent = rule["dependent"].get(value.band)
        if dependent is None:
            yield Draft("FUNCTIONAL", call, reason="NO_BAND", facts=(("measure", rule["measure"]),))
        else:
            row = {"FUNCTIONAL_TEST": rule["test"], "TESTRESULT": result, "DEPENDENT": dependent}
            yield Draft("FUNCTIONAL", call, row)


def _ncdscreen(client, call):
    rule = rules()["NCDSCREEN"]
    if not any(measure in call.values for measure in rule["when"]):
        return
    if client.birth_date is None:
        yield Draft("NCDSCREEN", call, reason="NO_BIRTH_DATE")
    elif _age(client, call) >= rule["age_from"]:
        row = {column: _number(call, measure) for column, measure in rule["columns"].items()}
        yield Draft("NCDSCREEN", call, row | _sugar(call, rule["sugar"]))


def _number(call, measure):
    value = call.values.get(measure)
    return None if value is None else value.number


def _sugar(call, ways):
    for way in ways:
        if (number := _number(call, way["measure"])) is not None:
            return {"BSLEVEL": number, "BSTEST": way["test"]}
    return {}


def _community_service(client, call):
    rule = next(rule for rule in rules()["COMMUNITY_SERVICE"] if _fits(rule, client, call))
    yield Draft("COMMUNITY_SERVICE", call, {"COMSERVICE": rule["code"]})


def _specialpp(client, call):
    measures = dict.fromkeys(rule["measure"] for rule in rules()["SPECIALPP"])
    for measure in measures:
        if measure in call.values:
            yield from _screened(client, call, measure)


def _screened(client, call, measure):
    value, facts = call.values[measure], (("measure", measure),)
    of_measure = [rule for rule in rules()["SPECIALPP"] if rule["measure"] == measure]
    if client.birth_date is None and any("age_from" in rule for rule in of_measure):
        yield Draft("SPECIALPP", call, reason="NO_BIRTH_DATE")
        return
    rule = next((rule for rule in of_measure if _fits(rule, client, call)), None)
    if rule is None:
        return
    if code := rule["bands"].get(value.band):
        yield Draft("SPECIALPP", call, {"PPSPECIAL": code})
    elif among := rule.get("choose", {}).get(value.band):
        facts = (*facts, ("codes", ", ".join(among)))
        yield Draft("SPECIALPP", call, reason="CHOOSE", facts=facts)
    else:
        yield Draft("SPECIALPP", call, reason="NO_BAND", facts=facts)


def _fits(rule, client, call):
    is_in_group = "group" not in rule or rule["group"] in client.groups
    is_so_disabled = "disability" not in rule or rule["disability"] in client.disabilities
    is_old_enough = "age_from" not in rule or (client.birth_date and _age(client, call) >= rule["age_from"])
    return bool(is_in_group and is_so_disabled and is_old_enough)


def _age(client, call):
    return age_in_years(client.birth_date, call.day)


def measures():
    """Every measure that a rule reads."""
    screen = rules()["NCDSCREEN"]
    return frozenset(
        {rule["measure"] for name in ("FUNCTIONAL", "SPECIALPP") for rule in rules()[name]}
        | set(screen["columns"].values())
        | {way["measure"] for way in screen["sugar"]}
    )
