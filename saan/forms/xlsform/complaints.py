"""pyxform speaks English sentences; here they become codes with a place and facts, so that they can be said in Thai."""

import re
from string import Formatter

from pyxform.errors import ErrorCode

# Sentences that pyxform has not (yet) given a code: ours, and what in the sentence is a fact.
RAW = [
    ("TYPE_MISSING", r"Question with no type\."),
    ("NAME_MISSING", r"Question or group with no name\."),
    ("TYPE_UNKNOWN", r"Unknown question type '(?P<type>.*)'\."),
    ("LIST_UNKNOWN", r"List name not in (?:choices|columns|external choices) sheet: (?P<list>.+)"),
    ("CALCULATION_MISSING", r"Missing calculation\."),
    ("CHOICE_SPACES", r"Choice names with spaces cannot be added .*See \[(?P<choice>.*)\] in \[(?P<list>.*)\]"),
    ("CHOICES_MISSING", r"There should be an? (?P<sheet>choices|external_choices) sheet"),
    ("SURVEY_MISSING", r"You must have a sheet named"),
    ("COLUMN_TWICE", r"Duplicate column header: (?P<column>.*)"),
    ("OTHER_AND_FILTER", r"Choice filter not supported with or_other\."),
    ("FILE_EXTENSION", r"File name for '(?P<type>.*)' should end with"),
    ("LABEL_MISSING", r"The survey element named '(?P<name>.*)' has no label or hint\."),
    ("LOOP_LIST_MISSING", r"Repeat loop without list name\."),
    ("RANDOMIZE", r"randomize must be set to true or false"),
    ("NOT_A_FORM", r"(?:Argument 'definition' was not recognized|The input data does not appear|Error reading)"),
    # warnings
    ("NO_LABEL", r"(?P<what>Group|Repeat|Question) has no label"),
    ("LANGUAGE_GAP", r"Language '(?P<language>.*)' is missing the (?P<sheet>\w+) (?P<columns>.*?) columns?"),
    (
        "LANGUAGE_CODE",
        r"The following language declarations do not contain .*codes: (?P<list>.*?)\.",
    ),
    ("OTHER_UNTRANSLATED", r"This form uses or_other and translations"),
    ("PHOTO_SIZE", r"Use the max-pixels parameter"),
    ("ROW_SKIPPED", r"Row without name, text, or label is being skipped"),
    ("DEVICE_FIELD", r"(?P<type>\w+) is no longer supported on most devices"),
    ("DISABLED_COLUMN", r"The 'disabled' column header"),
]
LANGUAGE = re.compile(r"Language '")
ROW = re.compile(r"\[row ?: (?P<row>\d+)\]")
SHEET = re.compile(r"On the '(?P<sheet>\w+)' sheet, the '(?P<column>[^']+)'")
COLUMN_OF = {
    "TYPE_MISSING": "type",
    "NAME_MISSING": "name",
    "TYPE_UNKNOWN": "type",
    "LIST_UNKNOWN": "type",
    "CALCULATION_MISSING": "calculation",
    "SURVEY_001": "type",
    "SURVEY_002": "type",
    "OTHER_AND_FILTER": "choice_filter",
    "FILE_EXTENSION": "type",
    "LOOP_LIST_MISSING": "type",
    "NO_LABEL": "label",
    "PHOTO_SIZE": "parameters",
    "LABEL_MISSING": "label",
    "RANDOMIZE": "parameters",
    "CHOICE_SPACES": "name",
}


def problems_of(message, workbook):
    """The problems in one message: pyxform puts several choices into several lines."""
    lines = [line for line in message.split("\n") if ROW.search(line)] if message.count("[row") > 1 else [message]
    return [_placed(_read(line), workbook) for line in lines]


def warnings_of(message, workbook):
    """pyxform tells of each language in a line of one message."""
    lines = message.split("\n") if LANGUAGE.match(message) else [message]
    return [_placed(_read(line), workbook) for line in lines if line.strip()]


def _read(message):
    flat = " ".join(message.split())
    code, facts = _recognised(flat)
    row, place = ROW.search(flat), SHEET.search(flat)
    row = int(row["row"]) if row else None
    sheet = place["sheet"] if place else facts.get("sheet") or facts.get("sheet_name") or ("survey" if row else "")
    column = (place["column"] if place else "") or facts.get("column", "") or COLUMN_OF.get(code, "")
    return {"code": code, "sheet": sheet, "row": row, "column": column, "facts": facts, "words": message[:600]}


def _recognised(message):
    for code, pattern in PATTERNS:
        if found := pattern.search(message):
            return code, {name: value for name, value in found.groupdict().items() if value}
    return "OTHER", {}


def _pattern(template):
    """The sentence as a pattern: its {tokens} are facts."""
    pattern, seen = "", set()
    for text, name, *_ in Formatter().parse(" ".join(template.split())):
        pattern += re.escape(text)
        if name:
            pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(pattern + "$")


PATTERNS = [(code.name, _pattern(code.value.msg)) for code in ErrorCode] + [
    (code, re.compile(pattern)) for code, pattern in RAW
]


def _placed(problem, workbook):
    """Some complaints name a thing and no row: look where the workbook has it."""
    if workbook is None or problem["row"]:
        return problem
    facts = problem["facts"]
    if problem["code"] == "CHOICE_SPACES":
        found = _row(workbook.choices, name=facts["choice"])
        return problem | {"sheet": "choices", "row": found}
    wanted = {key: facts[key] for key in ("type", "name") if key in facts}
    if wanted:
        return problem | {"sheet": "survey", "row": _row(workbook.survey, **wanted)}
    return problem


def _row(rows, **wanted):
    for number, row in enumerate(rows or [], start=2):
        if all(row.get(key, "").strip() == value for key, value in wanted.items()):
            return number
    return None
