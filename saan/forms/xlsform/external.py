"""Lists of external_choices become ordinary ones, which Collect and the field app both show: select_one_external was
made for phones that are long gone, and the field app knows nothing of it."""

import copy
import re

EXTERNAL = re.compile(r"select[ _]one[ _]external[ _]")
MOST = 5000  # more of them would make the form itself heavy


def as_ordinary(workbook):
    """The same workbook without external_choices; None where there are none, or too many."""
    rows = workbook.external_choices or []
    if not rows or len(rows) > MOST:
        return None
    made = copy.deepcopy(workbook)
    made.survey = [{**row, "type": EXTERNAL.sub("select_one ", row.get("type", ""))} for row in made.survey]
    headings = _headings(workbook.choices_header)
    labels = [name for name in headings if name.lower().startswith("label:")]
    made.choices = [*(made.choices or []), *(_told(row, labels) for row in rows)]
    made.choices_header = [dict.fromkeys([*headings, *(name for row in made.choices for name in row)])]
    made.external_choices, made.external_choices_header = None, None
    return made


def _headings(header):
    return [name for name in (header or [{}])[0] if name]


def _told(row, labels):
    """In every language of the form, where the file has one."""
    row = {("list_name" if name.strip().lower() == "list name" else name): value for name, value in row.items()}
    if labels and "label" in row:
        row = {**dict.fromkeys(labels, row["label"]), **row}
        del row["label"]
    return row
