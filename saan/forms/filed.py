"""Lists of choices that stand in a file beside the form: what each choice is called."""

import csv
import io
import json

from lxml import etree

from saan.shared.errors import MALFORMED

LARGEST = 4 << 20
MOST = 20_000
NAMES = {"geojson": ("id", "title")}  # as XLSForm names them where the question does not say


def choices(name, content, value="", label=""):
    """[{name, label}] of a .csv, .geojson or .xml; nothing where it is none, for it is somebody else's file."""
    kind = name.rpartition(".")[2].lower()
    if kind not in ROWS or len(content) > LARGEST:
        return []
    first, second = NAMES.get(kind, ("name", "label"))
    try:
        rows = ROWS[kind](content)[:MOST]
    except (*MALFORMED, csv.Error, etree.XMLSyntaxError):
        return []
    found = ((row.get(value or first), row.get(label or second)) for row in rows)
    return [{"name": str(code), "label": {"th": str(words)}} for code, words in found if code and words]


def _csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def _geojson(content):
    features = json.loads(content.decode("utf-8-sig"))["features"]
    return [{"id": one.get("id"), **(one.get("properties") or {})} for one in features]


def _xml(content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    items = etree.fromstring(content, parser).iter("item")
    return [{cell.tag: cell.text for cell in item} for item in items]


ROWS = {"csv": _csv, "geojson": _geojson, "xml": _xml}
