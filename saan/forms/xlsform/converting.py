"""One workbook: read it, let pyxform judge it until it finds nothing more, describe it."""

import copy
from dataclasses import fields

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import DefinitionData, get_xlsform
from pyxform.xls2xform import convert as pyxform_convert

from saan.forms.xlsform.complaints import problems_of, warning_of
from saan.forms.xlsform.describing import described
from saan.forms.xlsform.expressions import check_expressions
from saan.forms.xlsform.masking import Mask

ROUNDS = 30  # pyxform stops at its first complaint; so often it is asked again with what it complained of set aside
SHEETS = ("survey", "choices", "settings", "external_choices", "entities")


def convert(content, name):
    """The answer for `guarded.Conversion`."""
    try:
        workbook = _tidy(get_xlsform(*_as_read(content)))
    except PyXFormError as error:
        return {"problems": problems_of(str(error), None)}
    except MemoryError:
        raise
    except Exception as error:  # the parsers stumble over a stranger's bytes in any way they like
        return {"problems": [_unreadable(error)]}
    workbook.fallback_form_name = None
    mask = Mask(copy.deepcopy(workbook))
    problems, warnings, result = _judged(mask, workbook)
    problems += _house_rules(workbook)
    if result is None:
        return {"problems": in_order(problems), "warnings": warnings}
    problems_in, warnings_in = check_expressions(result.xform, mask.workbook)
    problems, warnings = in_order(problems + problems_in), in_order(warnings + warnings_in)
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
    """Cells as pyxform wants them: text."""
    for sheet in SHEETS:
        rows = getattr(workbook, sheet)
        if rows:
            setattr(workbook, sheet, [{key: str(value) for key, value in row.items()} for row in rows])
    return workbook


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
            return problems, [warning_of(line, workbook) for line in words], result
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


def _dictionary(workbook):
    """A copy, for pyxform changes what it is given."""
    return {one.name: copy.deepcopy(getattr(workbook, one.name)) for one in fields(DefinitionData)}


def _unreadable(error):
    """pyxform itself stumbled: at least the words of its stumbling."""
    return _problem("NOT_A_FORM", words=f"{type(error).__name__}: {error}"[:300])


def _house_rules(workbook):
    """What pyxform lets pass and we cannot: answers must say which form, in which version, they belong to."""
    settings = (workbook.settings or [{}])[0]
    found = []
    if not (settings.get("form_id") or settings.get("id_string") or "").strip():
        found.append(_problem("FORM_ID_MISSING", "settings", 2, "form_id"))
    if not (settings.get("version") or "").strip():
        found.append(_problem("VERSION_MISSING", "settings", 2, "version"))
    return found


def _problem(code, sheet="", row=None, column="", words="", **facts):
    return {"code": code, "sheet": sheet, "row": row, "column": column, "facts": facts, "words": words}
