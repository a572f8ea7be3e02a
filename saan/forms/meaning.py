"""What the answers of one submission say about a person, whatever the form looks like: the tie is in the form's own
columns (`saan:measure`, `saan:role`, `saan:need`), so a new form needs no code."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from lxml import etree

from saan.shared.thai import cid_holds

CLOCKS = range(1900, 2201)
NO = {"", "0", "no", "false", "none", "n"}
PICTURES = {"image", "photo"}
PLACES = {"geopoint", "start-geopoint"}
NEED_ROLES = ("need_whose", "need_urgency", "need_since", "need_note")
DIGITS = re.compile(r"[0-9][0-9 -]{11,16}[0-9]")
MASK = "x-xxxx-xxxxx-{}-{}"


@dataclass
class Meaning:
    """What rooms above read of a submission.

    roles: role → what was answered, as text. observations: (measure code, number or None, text, band id or None).
    needs: {kind, whose, urgency, since, note}. photos: names of attachments.
    """

    person_uuid: str = ""
    visit_uuid: str = ""
    roles: dict = field(default_factory=dict)
    observations: list = field(default_factory=list)
    needs: list = field(default_factory=list)
    photos: list = field(default_factory=list)


@dataclass
class Reading:
    """One document, read by its form's definition."""

    deprecated_id: str = ""
    answers: dict = field(default_factory=dict)
    cids: dict = field(default_factory=dict)
    said: list = field(default_factory=list)  # (question, which instance of its repeat, text)
    started_at: datetime | None = None
    ended_at: datetime | None = None
    spot: tuple[float, float] | None = None
    meaning: Meaning = field(default_factory=Meaning)


@dataclass(frozen=True, slots=True)
class Asked:
    """What landing must know of a question."""

    path: str
    type: str
    measure: str
    role: str
    need: str
    entity: str


class Reader:
    """Reads documents of one version. `definition`: FormVersion.definition."""

    def __init__(self, definition):
        asked = [Asked(*(one.get(name, "") for name in Asked.__slots__)) for one in definition.get("questions", [])]
        self.by_path = {one.path: one for one in asked}
        self.repeats = {one.path for one in asked if one.type == "repeat"}
        self.measures = {one.measure for one in asked if one.measure}

    def read(self, document):
        """Raises ValueError for what is no document. What is no document to be read at all was refused when it came
        (openrosa.envelope)."""
        try:
            root = etree.fromstring(document, PARSER)
        except etree.XMLSyntaxError as error:
            raise ValueError(str(error)) from error
        reading = Reading(deprecated_id=(root.findtext("{*}meta/{*}deprecatedID") or "").strip())
        self._walk(root, "", reading.answers, "", (), reading)
        _tell(reading, _entity(root))
        return reading

    def _walk(self, element, path, bucket, repeat, instance, reading):
        for child in element:
            if not isinstance(child.tag, str) or child.get(TEMPLATE) is not None:
                continue
            name = child.tag.rpartition("}")[2]
            if not path and name == "meta":
                continue
            here = f"{path}/{name}" if path else name
            key = here[len(repeat) + 1 :] if repeat else here
            if here in self.repeats:
                rows = bucket.setdefault(key, [])
                rows.append({})
                self._walk(child, here, rows[-1], here, (*instance, len(rows)), reading)
            elif len(child):
                self._walk(child, here, bucket, repeat, instance, reading)
            elif child.text and child.text.strip():
                self._take(here, key, child.text, bucket, instance, reading)

    def _take(self, path, key, text, bucket, instance, reading):
        question = self.by_path.get(path)
        is_cid = question is not None and question.role == "new_cid"
        bucket[key] = _masked(text, path, instance, reading.cids, is_cid)
        if question is not None:
            reading.said.append((question, instance, text.strip()))


PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
TEMPLATE = "{http://openrosa.org/javarosa}template"


def masked(text):
    """The text without the middle of any citizen ID in it."""
    return _masked(text, "", (), {}, False)


def _masked(text, path, instance, cids, is_cid):
    """The text without the middle of any citizen ID in it; the digits go where they are sealed."""

    def cover(found):
        digits = re.sub(r"[ -]", "", found[0])
        if len(digits) != 13 or not (is_cid or cid_holds(digits)):
            return found[0]
        cids["/".join([path, *map(str, instance)])] = digits
        return MASK.format(digits[10:12], digits[12])

    return DIGITS.sub(cover, text)


def _entity(root):
    """The persons' entity that the form itself declares, if it does."""
    for element in root.iterfind("{*}meta/{*}entity"):
        if element.get("dataset") == "persons":
            return element
    return None


def _tell(reading, entity):
    meaning, is_written = reading.meaning, entity is not None and _is_written(entity)
    for question, _instance, text in reading.said:
        _note(reading, question, text, is_written)
    if entity is not None and (is_written or "update" in entity.attrib):
        meaning.roles.setdefault("person", entity.get("id", ""))
    meaning.person_uuid = _bare(meaning.roles.get("person", ""))
    meaning.visit_uuid = _bare(meaning.roles.get("visit", ""))
    meaning.needs = _needs(reading.said)


def _is_written(entity):
    """Whether the form makes a person, or tells one anew: create_if and update_if may have said no."""
    return any((entity.get(deed) or "").lower() in ("1", "true") for deed in ("create", "update"))


def _bare(uuid):
    return uuid.removeprefix("uuid:")


def _note(reading, question, text, is_written):
    roles = reading.meaning.roles
    if question.role and not question.role.startswith("need_"):
        roles.setdefault(question.role, text)
    if question.entity and is_written:  # else it is told of a tree, or of nobody
        roles.setdefault(f"new_{question.entity}", text)
    if question.type in PICTURES or question.role == "photo":
        reading.meaning.photos.append(text)
    elif question.type in PLACES and (reading.spot is None or question.role == "place"):
        reading.spot = _spot(text) or reading.spot
    elif question.type == "start":
        reading.started_at = moment(text)
    elif question.type == "end":
        reading.ended_at = moment(text)


def moment(text):
    """By the phone's clock, right or wrong; None for what is no time, or one that no clock shows."""
    try:
        read = parse_datetime(text)
    except ValueError:
        return None
    if read is None or read.year not in CLOCKS:  # at the ends of the calendar PostgreSQL counts further than Python
        return None
    return timezone.make_aware(read) if timezone.is_naive(read) else read


def _spot(text):
    try:
        latitude, longitude = (float(part) for part in text.split()[:2])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _needs(said):
    beside = defaultdict(list)
    for question, instance, text in said:
        if question.role in NEED_ROLES:
            beside[question.role].append((question.path, instance, text))
    found = []
    for question, instance, text in said:
        for kind in _kinds(question, text):
            said_of_it = {role[5:]: _nearest(beside[role], question.path, instance) for role in NEED_ROLES}
            found.append({"kind": kind, **said_of_it})
    return found


def _kinds(question, text):
    if question.role == "need_kinds":
        return text.split()
    return [question.need] if question.need and text.lower() not in NO else []


def _nearest(candidates, path, instance):
    """What was said in the same row of a repeat, or around it, in the group nearest to the question."""
    around = [one for one in candidates if instance[: len(one[1])] == one[1]]
    return max(around, key=lambda one: (len(one[1]), _shared(one[0], path)), default=("", (), ""))[2]


def _shared(one, other):
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), 0)


def number(text):
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None
