"""One workbook: read it, let pyxform judge it until it finds nothing more, describe it."""

import copy
import re
from dataclasses import fields
from pathlib import PurePath

from lxml import etree
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import DefinitionData, get_xlsform
from pyxform.xls2xform import convert as pyxform_convert

from saan.forms.xlsform.beyond import check_beyond
from saan.forms.xlsform.complaints import problems_of, warnings_of
from saan.forms.xlsform.defaults import check_defaults
from saan.forms.xlsform.describing import described
from saan.forms.xlsform.expressions import check_expressions, rows_by_path
from saan.forms.xlsform.external import as_ordinary
from saan.forms.xlsform.masking import Mask

ROUNDS = 30  # pyxform stops at its first complaint; so often it is asked again with what it complained of set aside
# Word and old programs leave a vertical tab or a NUL in a cell; nobody sees it.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = {"form_id": 100, "version": 60}
SHEETS = ("survey", "choices", "settings", "external_choices", "entities")


def convert(content, name, version=""):
    """The answer for `guarded.Conversion`. `name` and `version` serve a form that does not say its own."""
    try:
        workbook = _tidy(get_xlsform(*_as_read(content)))
    except PyXFormError as error:
        return {"problems": problems_of(str(error), None)}
    except MemoryError:
        raise
    except Exception as error:  # the parsers stumble over a stranger's bytes in any way they like
        return {"problems": [_unreadable(error)]}
    workbook.fallback_form_name = None
    missing, made = _named(workbook, name, version)
    mask = Mask(copy.deepcopy(workbook))
    problems, warnings, result = _judged(mask, workbook)
    if result is not None and not problems:
        result = _without_external(workbook) or result
    problems += missing + _too_long(workbook)
    problems += [] if workbook.survey else [_problem("SURVEY_EMPTY", "survey", 2)]
    warnings += made + _strange(workbook)
    if result is None:
        return {"problems": in_order(problems), "warnings": warnings}
    try:
        problems_in, warnings_in = check_expressions(result.xform, mask.workbook)
    except etree.XMLSyntaxError as error:
        return {"problems": in_order([*problems, _unreadable(error)]), "warnings": warnings}
    defaults = check_defaults(result._pyxform, rows_by_path(mask.workbook.survey or []))
    problems, warnings = (
        in_order(problems + problems_in),
        in_order([*warnings, *warnings_in, *defaults, *check_beyond(workbook.survey or [])]),
    )
    about = described(result._pyxform, workbook)
    if not problems:
        about |= {"xform": result.xform, "itemsets": result.itemsets or ""}
    return {"problems": problems, "warnings": warnings, **about}


def _as_read(content):
    """What pyxform is given, and as what: it would else try every kind on any bytes."""
    if content[:2] == b"PK":
        return content, ".xlsx"
    if content[:4] == b"\xd0\xcf\x11\xe0":
        return content, ".xls"
    text = _text(content)
    is_table = any(line.lstrip().startswith("|") for line in text.splitlines())
    return text.encode(), ".md" if is_table else ".csv"


def _text(content):
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def _tidy(workbook):
    """Cells as pyxform wants them: text, without the invisible signs that no XML may hold."""
    for sheet in SHEETS:
        rows = getattr(workbook, sheet)
        if rows:
            setattr(workbook, sheet, [{key: _visible(value) for key, value in row.items()} for row in rows])
    return workbook


def _visible(value):
    return UNSPEAKABLE.sub("", str(value))


def in_order(problems):
    """As one goes through the workbook."""
    place = {sheet: number for number, sheet in enumerate(("", *SHEETS))}
    return sorted(problems, key=lambda one: (place.get(one["sheet"], 0), one["row"] or 0))


def _judged(mask, workbook):
    problems = []
    for _round in range(ROUNDS):
        words = []
        try:
            result = pyxform_convert(_dictionary(mask.workbook), warnings=words)
            return problems, [one for said in words for one in warnings_of(said, workbook)], result
        except PyXFormError as error:
            found = problems_of(str(error), mask.workbook)
        except MemoryError:
            raise
        except Exception as error:
            found = [_unreadable(error)]
        new = [one for one in found if mask.is_news(one)]
        problems += new
        if not mask.cover(found):
            break
    return problems, [], None


def _without_external(workbook):
    """The form with its external lists as ordinary ones, where it has such and nothing speaks against it."""
    ordinary = as_ordinary(workbook)
    try:
        return ordinary and pyxform_convert(_dictionary(ordinary), warnings=[])
    except PyXFormError:
        return None


def _dictionary(workbook):
    """A copy, for pyxform changes what it is given."""
    return {one.name: copy.deepcopy(getattr(workbook, one.name)) for one in fields(DefinitionData)}


def _unreadable(error):
    """pyxform itself stumbled: at least the words of its stumbling."""
    return _problem("NOT_A_FORM", words=f"{type(error).__name__}: {error}"[:300])


def _named(workbook, name, version):
    """Answers must say which form, in which version, they belong to. pyxform lets a form pass that says neither: it is
    called after its file then, with a version of ours. Gives what is missing all the same, and what was made."""
    settings = {key: value for key, value in (workbook.settings or [{}])[0].items() if value.strip()}
    said = _columns_of(settings)
    ours = {"form_id": re.sub(r"\s+", "_", PurePath(name).stem.strip())[: LONGEST["form_id"]], "version": version}
    lacking = [column for column in ours if column not in said]
    settings |= {column: ours[column] for column in lacking if ours[column]}
    workbook.settings = [settings, *(workbook.settings or [])[1:]]
    workbook.settings_header = [dict.fromkeys(settings)]  # pyxform takes a column without a heading for a lost heading
    missing = [_problem(f"{name.upper()}_MISSING", "settings", 2, name) for name in lacking if not ours[name]]
    made = [_problem(f"{name.upper()}_MADE", "settings", 2, name, made=ours[name]) for name in lacking if ours[name]]
    return missing, made


def _columns_of(settings):
    """Column as pyxform knows it → as its author wrote it."""
    return {re.sub(r"\s+", "_", key.strip().lower()).replace("id_string", "form_id"): key for key in settings}


def _too_long(workbook):
    settings = (workbook.settings or [{}])[0]
    named = _columns_of(settings)
    return [
        _problem(f"{column.upper()}_LONG", "settings", 2, column, longest=most, length=len(settings[named[column]]))
        for column, most in LONGEST.items()
        if column in named and len(settings[named[column]]) > most
    ]


def _strange(workbook):
    """What pyxform passes and Collect, or we, cannot work with."""
    found = []
    names = {row.get("name", ""): number for number, row in reversed([*enumerate(workbook.survey or [], start=2)])}
    foreign = [name for name in reversed(names) if not name.isascii()]
    if foreign:
        found.append(_problem("NAME_FOREIGN", "survey", names[foreign[0]], "name", names=", ".join(foreign[:5])))
    if (workbook.settings or [{}])[0].get("public_key"):
        found.append(_problem("ENCRYPTED", "settings", 2, "public_key"))
    return found


def _problem(code, sheet="", row=None, column="", words="", **facts):
    return {"code": code, "sheet": sheet, "row": row, "column": column, "facts": facts, "words": words}
