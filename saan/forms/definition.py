"""A version's definition (FormVersion.definition) read as words: labels of questions and of choices, in order.

Answers are kept by the path *below the innermost repeat*: {"vitals/sbp": "140", "meds": [{"drug": "…"}]} for the
question with path "vitals/sbp" and the one with path "meds/drug" in the repeat "meds". `key_of` says that key.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import get_language

from saan.shared.thai import date_short, datetime_short, time_text

HOLDERS = {"group", "repeat", "loop"}
SILENT = {"hidden", "calculate", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit"}
LISTS = {"csv-external", "xml-external"}
FILES = {"image", "photo", "audio", "video", "file", "background-audio"}
PLACES = {"geopoint", "start-geopoint", "background-geopoint"}
NUMBERS = {"integer", "decimal", "range", "int"}
MOMENTS = {"date", "dateTime", "time"}
SELECTS = {"select_one", "select_multiple", "rank"}


@dataclass(frozen=True)
class Question:
    path: str
    name: str
    type: str
    label: dict = field(default_factory=dict)
    repeat: str = ""
    list: str = ""
    measure: str = ""
    role: str = ""
    need: str = ""
    hint: dict = field(default_factory=dict)
    entity: str = ""
    value_from: str = ""
    label_from: str = ""

    @property
    def key(self):
        return key_of(self.path, self.repeat)

    @property
    def words(self):
        return said(self.label) or self.name

    @property
    def is_asked(self):
        """Somebody answers it: neither a holder of others, nor worked out, nor a note."""
        return self.type not in HOLDERS | SILENT | LISTS | {"note", "trigger", "acknowledge"}

    @property
    def is_shown(self):
        """Worth a column: what is asked, and what is worked out and has a name or a meaning."""
        return self.is_asked or (self.type in SILENT and bool(self.label or self.measure))


class Definition:
    """Reads one version's definition."""

    def __init__(self, kept):
        self.kept = kept

    @cached_property
    def questions(self):
        return [Question(**one) for one in self.kept.get("questions", [])]

    @cached_property
    def by_path(self):
        return {one.path: one for one in self.questions}

    @cached_property
    def choices(self):
        """{list: {name: label}}"""
        lists = self.kept.get("lists", {})
        return {name: {one["name"]: one["label"] for one in rows} for name, rows in lists.items()}

    @property
    def shown(self):
        """The questions of the form itself that are worth a column, in order."""
        return [one for one in self.questions if one.is_shown and not one.repeat]

    @property
    def repeats(self):
        return [one for one in self.questions if one.type == "repeat"]

    def of_repeat(self, repeat):
        return [one for one in self.questions if one.is_shown and one.repeat == repeat.path]

    def silent(self, repeat=""):
        """What the form or the phone said by itself and no page shows, of the form or of this repeat."""
        return [one for one in self.questions if one.type in SILENT and not one.is_shown and one.repeat == repeat]

    @property
    def is_heard(self):
        """It records while it is filled in, which only ODK Collect does."""
        return any(one.type == "background-audio" for one in self.questions)

    @property
    def files(self):
        """Names of the files that the form asks for."""
        return self.kept.get("files", [])

    def choice(self, question, name, language=None):
        """The words of one choice; its name where the list is not in the form."""
        return said(self.choices.get(question.list, {}).get(name, {}), language) or name

    def answer(self, question, value, language=None):
        """The value as a person reads it."""
        if value in (None, ""):
            return ""
        if question.type == "select_one":
            return self.choice(question, str(value), language)
        if question.type in SELECTS:
            return ", ".join(self.choice(question, name, language) for name in str(value).split())
        if question.type in PLACES:
            return ", ".join(_degrees(part) for part in str(value).split()[:2])
        return _moment(question.type, str(value)) if question.type in MOMENTS else str(value)


def _degrees(text):
    """To a tenth of a metre: phones say a dozen digits more."""
    try:
        return f"{round(float(text), 6)}"
    except ValueError:
        return text


def _moment(kind, text):
    """A day or a time of day as one reads it; as it stands where it is neither."""
    try:
        if kind == "date":
            return date_short(date.fromisoformat(text))
        said = datetime.fromisoformat(f"2000-01-01T{text}" if kind == "time" else text)
    except ValueError:
        return text
    return time_text(said) if kind == "time" else datetime_short(said)


def key_of(path, repeat):
    """Where answers keep the value of a path: below its innermost repeat."""
    return path[len(repeat) + 1 :] if repeat else path


def said(label, language=None):
    """A label in the reader's language, else in Thai, else in whatever there is."""
    if not label:
        return ""
    language = language or get_language() or "th"
    return label.get(language[:2]) or label.get("th") or label.get("en") or next(iter(label.values()))
