"""The expressions of a form, each read by an XPath parser: pyxform itself passes them on unread."""

import re

from lxml import etree

from saan.forms.xlsform.cycles import cycles, refs

XFORMS = "{http://www.w3.org/2002/xforms}"
COLUMNS = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "read_only",
}
CALL = re.compile(r"([A-Za-z_][\w:.-]*)\s*\(")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# https://getodk.github.io/xforms-spec/#xpath-functions, XPath 1.0 and its node tests.
NAMES = """
abs acos area asin atan atan2 base64-decode base64-encode boolean boolean-from-string ceiling checklist choose
coalesce comment concat contains cos count count-non-empty count-selected current date date-time  decimal-date-time
decimal-time digest distance ends-with enclosed-area exp exp10 extract-signed false floor  format-date format-date-
time geofence id if indexed-repeat instance int intersects is-null join jr:choice-name  jr:itext lang last last-
saved local-name log log10 max min name namespace-uri node normalize-space not now number once pi  position pow
processing-instruction property pulldata random randomize regex round selected selected-at sin  sqrt starts-with
string string-length substr substring substring-after substring-before sum tan text thousands-sep  thousandsep today
translate true uuid version weighted-checklist and or div mod
"""
FUNCTIONS = frozenset(NAMES.split())


def check_expressions(xform, workbook):
    """(problems, warnings) of what the form works out, shows and asks."""
    rows, problems, warnings = rows_by_path(workbook.survey or []), [], []
    for path, column, expression in _said(etree.fromstring(xform.encode())):
        place = _place(rows, path, column)
        problems += [place | _broken(expression, error) for error in _errors(expression)]
        warnings += [place | _unknown(name, expression) for name in _unknown_calls(expression)]
    return [*problems, *_in_circles(xform, rows)], warnings


def _said(form):
    """(path below the root, column, expression)"""
    for bind in form.iter(f"{XFORMS}bind"):
        for attribute, column in COLUMNS.items():
            if expression := bind.get(attribute):
                yield _below(bind.get("nodeset", "")), column, expression
    for value in form.iter(f"{XFORMS}setvalue"):
        column = "calculation" if value.get("event") == "xforms-value-changed" else "default"
        yield _below(value.get("ref", "")), column, value.get("value") or "''"
    for itemset in form.iter(f"{XFORMS}itemset"):
        yield _below(itemset.getparent().get("ref", "")), "choice_filter", itemset.get("nodeset", "")


def _below(path):
    return path.split("/", 2)[-1]


def _place(rows, path, column):
    """Where in the workbook: pyxform makes a question of its own of what repeat_count says."""
    repeat = path.removesuffix("_count")
    if path not in rows and repeat in rows:
        path, column = repeat, "repeat_count"
    return {"sheet": "survey", "row": rows.get(path), "column": column}


WAITING = ("relevant", "calculate")


def _in_circles(xform, rows):
    binds = {bind.get("nodeset", ""): bind for bind in etree.fromstring(xform.encode()).iter(f"{XFORMS}bind")}
    said = {path: {name: bind.get(name) for name in WAITING if bind.get(name)} for path, bind in binds.items()}
    for circle in cycles(said):
        path = min((one for one in circle if said.get(one)), key=lambda one: rows.get(_below(one)) or 0)
        attribute = next((name for name, one in said[path].items() if refs(path, one) & set(circle)), WAITING[0])
        names = " → ".join(one.rpartition("/")[2] for one in circle)
        yield _place(rows, _below(path), COLUMNS[attribute]) | {
            "code": "CYCLE", "facts": {"names": names}, "words": said[path].get(attribute, "")
        }  # fmt: skip


def _errors(expression):
    try:
        # Predicates over lists are the parser's own business; only what it cannot read at all is wrong.
        etree.XPath(expression, namespaces={"jr": "http://openrosa.org/javarosa"})
    except etree.XPathError as error:
        return [str(error)]
    return []


def _broken(expression, error):
    return {"code": "EXPRESSION", "facts": {"expression": expression.strip()[:200]}, "words": error}


def _unknown_calls(expression):
    return sorted({name for name in CALL.findall(QUOTED.sub("''", expression)) if name not in FUNCTIONS})


def _unknown(name, expression):
    return {"code": "FUNCTION_UNKNOWN", "facts": {"name": name}, "words": expression[:200]}


def rows_by_path(survey):
    """{path below the root: row in the sheet}."""
    found, inside = {}, []
    for number, row in enumerate(survey, start=2):
        kind = row.get("type", "").strip().lower().replace(" ", "_")
        if kind.startswith("end_"):
            del inside[-1:]
            continue
        name = row.get("name", "").strip()
        found.setdefault("/".join([*inside, name]), number)
        if kind.startswith("begin_"):
            inside.append(name)
    return found
