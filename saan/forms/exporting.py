"""Answers as files: one sheet for the form and one for each of its repeats, in words and in codes.

Every row of a repeat has a key of its own and that of the row around it, as ODK Central writes them:
`<number of the answer>/<path of the repeat>[<row>]`; the key of a row of the form is the number of the answer.
"""

import re
import tempfile
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from django.utils.translation import gettext as _

from saan.forms import answers, reading
from saan.forms.definition import MOMENTS, NUMBERS, SELECTS
from saan.people import exports
from saan.people.exports import CHUNK, Column, in_chunks

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "geojson": "application/geo+json",
}


def written(kind, submissions, definition, user, name="answers"):
    """An open temporary file at its beginning. `name`: what the files in a ZIP are called after."""
    if kind == "xlsx":
        return exports.write_book(_sheets(submissions, definition, user))
    if kind == "zip":
        return _zipped(submissions, definition, user, name)
    if kind == "csv":
        parts = exports.csv_lines(_columns(definition), _rows(submissions, definition, user))
    else:
        parts = exports.geojson_parts(_features(submissions, definition, user))
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    file.writelines(part.encode() for part in parts)
    file.seek(0)
    return file


def _zipped(submissions, definition, user, name):
    """A CSV for the form, and one for each repeat, called after its path."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    paths = ["", *(f"-{repeat.path}" for repeat in definition.repeats)]
    with ZipFile(file, "w", ZIP_DEFLATED) as book:
        for path, (_title, columns, rows) in zip(paths, _sheets(submissions, definition, user), strict=True):
            with book.open(f"{_file_name(name + path)}.csv", "w", force_zip64=True) as sheet:
                sheet.writelines(line.encode() for line in exports.csv_lines(columns, rows))
    file.seek(0)
    return file


def _file_name(text):
    """Without what would make a folder of it, or a hidden file."""
    return re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "-", text).lstrip(".")


def _sheets(submissions, definition, user):
    yield _("Answers"), _columns(definition), _rows(submissions, definition, user)
    for repeat in definition.repeats:
        yield repeat.words, _repeat_columns(definition, repeat), _repeat_rows(submissions, definition, repeat)


def _columns(definition):
    about = [
        _("Day received"),
        _("Time received"),
        _("Place"),
        _("Person"),
        _("Filled in by"),
        _("Version"),
        _("Number of the answer"),
    ]
    return [Column(words, 18, None) for words in about] + _question_columns(definition, definition.shown) + [
        Column(_("%(repeat)s: how many") % {"repeat": one.words}, 12, None) for one in _outer_repeats(definition)
    ] + _question_columns(definition, definition.silent())  # fmt: skip


def _question_columns(definition, questions):
    """The words of each answer, and beside those of a choice its code."""
    for_all = []
    for one in questions:
        for_all.append(Column(one.words, 24, one))
        if one.type in SELECTS:
            for_all.append(Column(f"{one.words} [{one.path}]", 14, one))
    return for_all


def _outer_repeats(definition):
    return [one for one in definition.repeats if not one.repeat]


def _rows(submissions, definition, user):
    for one, name in _named(submissions, user):
        received = timezone.localtime(one.received_at)
        about = [
            received.date(), f"{received:%H:%M}", one.area.full_name, name,
            str(one.user) if one.user else "", one.version.version, str(one.uuid),
        ]  # fmt: skip
        counts = [len(one.answers.get(repeat.key) or []) for repeat in _outer_repeats(definition)]
        silent = _cells(definition, definition.silent(), one.answers)
        yield about + _cells(definition, definition.shown, one.answers) + counts + silent


def _named(submissions, user):
    """(submission, the person's name as far as one may see it), a chunk at a time."""
    for chunk in in_chunks(submissions.iterator(chunk_size=CHUNK)):
        names = reading.names_of(chunk, user)
        for one in chunk:
            yield one, names.get(one.person_id, "")


def _cells(definition, questions, kept):
    cells = []
    for one in questions:
        value = kept.get(one.key)
        cells.append(_cell(definition, one, value))
        if one.type in SELECTS:
            cells.append(value or "")
    return cells


def _cell(definition, question, value):
    """Days and times stay as a spreadsheet can reckon with them."""
    if question.type in NUMBERS:
        return _number(value)
    return value or "" if question.type in MOMENTS else definition.answer(question, value)


def _number(value):
    number = answers.number(value)
    if number is None:
        return value or ""
    return int(number) if number == int(number) else number  # or a CSV would say 118.0


def _repeat_columns(definition, repeat):
    about = [Column(_("Number of the answer"), 38, None), Column(_("Row"), 8, None)]
    if repeat.repeat:
        around = definition.by_path[repeat.repeat].words
        about.append(Column(_("Row in %(repeat)s") % {"repeat": around}, 8, None))
    keys = [Column(_("Key [KEY]"), 38, None), Column(_("Key of the row around it [PARENT_KEY]"), 38, None)]
    return about + _question_columns(definition, _of_repeat(definition, repeat)) + keys


def _of_repeat(definition, repeat):
    return definition.of_repeat(repeat) + definition.silent(repeat.path)


def _repeat_rows(submissions, definition, repeat):
    questions = _of_repeat(definition, repeat)
    for uuid, kept in submissions.values_list("uuid", "answers").iterator(chunk_size=CHUNK):
        for row, (around, inner) in enumerate(_fillings(definition, repeat, kept), start=1):
            about = [str(uuid), row, *([around] if repeat.repeat else [])]
            outer = f"{uuid}/{repeat.repeat}[{around}]" if repeat.repeat else str(uuid)
            yield [*about, *_cells(definition, questions, inner), f"{uuid}/{repeat.path}[{row}]", outer]


def _fillings(definition, repeat, kept):
    """[(row of the repeat around it, answers)] of every filling of a repeat in one form."""
    outer = [(0, kept)]
    if repeat.repeat:
        parents = _fillings(definition, definition.by_path[repeat.repeat], kept)
        outer = list(enumerate((inner for _row, inner in parents), start=1))
    return [(at, row) for at, each in outer for row in each.get(repeat.key) or [] if isinstance(row, dict)]


def _features(submissions, definition, user):
    """GeoJSON: codes by path, words beside them; without a geometry where no spot is known (RFC 7946, 3.2)."""
    for one, name in _named(submissions, user):
        where = [one.longitude, one.latitude] if one.latitude is not None else None
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": where} if where else None,
            "properties": {
                "uuid": str(one.uuid),
                "received_at": one.received_at.isoformat(),
                "area": one.area.code,
                "person": name,
                "version": one.version.version,
                "answers": one.answers,
                "words": {each.path: definition.answer(each, one.answers.get(each.key)) for each in definition.shown},
            },
        }
