"""A form of the library, ready to be filled in by machine: its questions, what may be answered, what it said."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from hypothesis import strategies as st
from lxml import etree
from pyxform.xls2xform import convert

from saan.forms.library.catalogue import bands, measures
from saan.forms.library.shelf import LibraryForm
from saan.forms.measures import bands_text
from saan.forms.scoring import Cut, Scale

X = {"x": "http://www.w3.org/2002/xforms"}
SAAN = "{https://saan.in.th/xforms}"
ASKED = {"input", "select1", "select"}
TODAY = date(2026, 1, 1)


@cache
def scales():
    """The measures as they are shipped, without a database."""
    cuts = {}
    for row in bands():
        fields = {key: value for key, value in row.items() if key not in ("measure", "source")}
        cuts.setdefault(row["measure"], []).append(Cut(**fields))
    return {
        row["code"]: Scale(
            row["code"], row.get("decimals", 0), row.get("lowest"), row.get("highest"), row["formula"],
            tuple(cuts.get(row["code"], ())),
        )
        for row in measures()
    }  # fmt: skip


@dataclass
class Question:
    path: str
    control: str
    type: str
    measure: str = ""
    role: str = ""
    constraint: str = ""
    calculate: str = ""
    choices: list = field(default_factory=list)

    def answers(self):
        """What may be answered here, with the edges of every band and the values between them."""
        if self.choices:
            return st.sampled_from(self.choices)
        scale = scales().get(self.measure)
        if self.type not in ("int", "decimal") or scale is None:
            return None
        return numbers(scale, self.type)

    def example(self):
        """One answer, the highest choice or a number well inside the range."""
        if not self.control or self.answers() is None:
            return None
        scale = scales().get(self.measure)
        return max(self.choices) if self.choices else str(int(scale.lowest + (scale.highest - scale.lowest) / 3))


def numbers(scale, kind):
    step = 1 if kind == "int" else 10 ** -(scale.decimals + 1)
    edges = [end for cut in scale.cuts for end in (cut.low, cut.high) if end is not None]
    near = [round(edge + shift * step, 3) for edge in edges for shift in range(-10, 11)]
    near = [one for one in near if scale.lowest <= one <= scale.highest]
    whole = st.integers(int(scale.lowest / step), int(scale.highest / step)).map(lambda n: round(n * step, 3))
    drawn = st.one_of(st.sampled_from(near), whole) if near else whole
    return drawn.map(lambda number: str(int(number)) if kind == "int" else str(number))


@dataclass
class Filled:
    """What the engine made of the answers."""

    form: "Form"
    values: dict

    def numbers(self):
        """{measure: number}, whatever was asked or worked out."""
        found = {}
        for question in self.form.questions:
            if question.measure and self.values.get(question.path):
                found[question.measure] = float(self.values[question.path])
        return found

    def said(self):
        """The scores the form worked out itself, None where it left one blank."""
        return {
            one.measure: float(self.values[one.path]) if self.values.get(one.path) else None
            for one in self.form.questions
            if one.measure and one.calculate and scales()[one.measure].formula and one.path in self.values
        }

    def bands(self):
        return {value for path, value in self.values.items() if path.endswith("_band") and value}


class Form:
    def __init__(self, name):
        self.library_form = LibraryForm(name)
        self.xform = convert(self.library_form.workbook(), file_type=".xlsx").xform
        self.tree = etree.fromstring(self.xform.encode())
        self.questions = list(self._questions())
        self.measures = {one.measure for one in self.questions if one.measure}
        self.banded = set(re.findall(r"measure = '(\w+)'", self.xform))
        self.files = {"bands.csv": bands_text(scales(), TODAY), "persons.csv": "name,label\np1,นายสมชาย ใจดี\n"}

    def by_name(self, name):
        return next(one for one in self.questions if one.path.endswith(f"/{name}"))

    def _questions(self):
        controls = {node.get("ref"): node for node in self.tree.iter() if node.get("ref") and _tag(node) in ASKED}
        for bind in self.tree.iterfind(".//x:bind", X):
            node = controls.get(bind.get("nodeset"))
            yield Question(
                path=bind.get("nodeset"),
                control="" if node is None else _tag(node),
                type=bind.get("type", ""),
                measure=bind.get(f"{SAAN}measure", ""),
                role=bind.get(f"{SAAN}role", ""),
                constraint=bind.get("constraint", ""),
                calculate=bind.get("calculate", ""),
                choices=[] if node is None else self._choices(node),
            )

    def _choices(self, node):
        itemset = node.find("x:itemset", X)
        if itemset is None:
            return []
        found = re.match(r"instance\('([^']+)'\)", itemset.get("nodeset"))
        return self.tree.xpath(f"//x:instance[@id='{found[1]}']//x:item/x:name/text()", namespaces=X)


def _tag(node):
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
