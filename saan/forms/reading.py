"""Reads shaped for the pages of answers."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from saan.forms import answers, doubts, filed
from saan.forms.definition import FILES, Definition
from saan.forms.models import Attachment, FormFile, FormVersion, Measure, Receipt
from saan.people.models import Person
from saan.people.permissions import Permission as People
from saan.shared import vault

SHOWN_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif"}

PLAYED = {"audio", "video"}


def definition_of(form, version=None):
    """The definition by which answers of a form are read: of this version, else of the newest that was in use."""
    version = version or form.versions.exclude(state="DRAFT").order_by("-published_at").first()
    version = version or form.versions.order_by("-uploaded_at").first()
    kept = FormVersion.objects.values_list("definition", flat=True).filter(pk=getattr(version, "pk", None)).first()
    return Definition(_with_filed(_named(kept or {}), version))


def _named(kept):
    """What the form works out itself has no words there: it is called as its measure is."""
    bare = [one for one in kept.get("questions", []) if one.get("measure") and not one.get("label")]
    found = Measure.objects.filter(code__in={one["measure"] for one in bare}) if bare else ()
    names = {one.code: {"th": one.name_th, "en": one.name_en} for one in found}
    for one in bare:
        one["label"] = names.get(one["measure"], {})
    return kept


def _with_filed(kept, version):
    """With the words of choices that stand in a file beside the form."""
    asked = [one for one in kept.get("questions", []) if one.get("list") in kept.get("files", [])]
    files = FormFile.objects.filter(version=version, name__in={one["list"] for one in asked}) if asked else ()
    contents = {file.name: bytes(file.content) for file in files}
    for one in asked:
        name, columns = one["list"], (one.get("value_from", ""), one.get("label_from", ""))
        if name in contents:
            one["list"] = "#".join([name, *columns])
            kept["lists"].setdefault(one["list"], filed.choices(name, contents[name], *columns))
    return kept


def address_of(submission):
    return reverse("forms:answer", args=[submission.uuid])


def names_of(submissions, user):
    """{person: name} of those persons whom this reader may see."""
    ids = {one.person_id for one in submissions if one.person_id}
    seen = Person.objects.visible_to(user, People.PERSON_READ).filter(pk__in=ids)
    return {one.pk: str(one) for one in seen}


def person_of(submission, user):
    return Person.objects.visible_to(user, People.PERSON_READ).filter(pk=submission.person_id).first()


def crumbs(form, *last):
    first = [(_("Forms"), reverse("forms:form_list")), (str(form), reverse("forms:form", args=[form.pk]))]
    there = {"list": reverse("forms:answer_list", args=[form.pk])}
    return first + [(name, there.get(url, url)) for name, url in last]


def chips(chosen, query):
    """[(words, is it chosen, address)] of the filters that are always offered."""
    return [
        *(
            (words, chosen.period == days, answers.address(query, period=None if chosen.period == days else days))
            for days, words in answers.PERIODS.items()
        ),
        *(
            (words, chosen.check == name, answers.address(query, check=None if chosen.check == name else name))
            for name, words in answers.CHECKS.items()
        ),
    ]


@dataclass
class Section:
    """A group of the form with its answers, or a repeat as a table."""

    title: str
    facts: list
    columns: list
    rows: list
    inside: str = ""


def sections(definition, kept):
    """The answers in the order of the form."""
    found = [Section("", [], [], [])]
    for question in definition.questions:
        if question.type == "group" and not question.repeat:
            title = question.words if question.label else ""
            found.append(Section(title, [], [], [], question.path + "/"))
        elif question.type == "repeat":
            found.append(_repeat(definition, question, kept))
        elif said := _said(definition, question, kept):
            _open_section(found, question).facts.append((question.words, said))
    return [one for one in found if one.facts or one.rows]


def _said(definition, question, kept):
    """The answer in words, where it belongs among the facts of the form."""
    is_fact = question.is_shown and not question.repeat and question.type not in FILES and question.role != "person"
    return definition.answer(question, kept.get(question.key)) if is_fact else ""


def _open_section(found, question):
    """The section that the question stands in; after the end of a group or a repeat, a new one."""
    if found[-1].columns or not question.path.startswith(found[-1].inside):
        found.append(Section("", [], [], []))
    return found[-1]


def _repeat(definition, repeat, kept):
    inner = definition.of_repeat(repeat)
    rows = [answers.cells(definition, inner, row) for row in instances(definition, repeat, kept)]
    return Section(repeat.words, [], [one.words for one in inner], rows)


def instances(definition, repeat, kept):
    """Every filling of a repeat, those inside other repeats too."""
    outer = [kept]
    if repeat.repeat:
        parent = definition.by_path[repeat.repeat]
        outer = instances(definition, parent, kept)
    return [row for each in outer for row in each.get(repeat.key) or [] if isinstance(row, dict)]


def scores(submission):
    """[(measure, what the form said, what we worked out, whether they differ)]"""
    measures = Measure.objects.in_bulk(list(submission.scores), field_name="code")
    return [
        (str(measures.get(code, code)), both.get("said"), both.get("ours"), both.get("said") != both.get("ours"))
        for code, both in submission.scores.items()
    ]


def doubts_of(submission, definition):
    """What of it cannot be so (doubts.told), as far as one sees its receipt: that of one's own organisation."""
    receipt = Receipt.objects.filter(pk=submission.receipt_id, error_code=doubts.CODE).defer("body_sealed").first()
    return doubts.told(receipt, definition) if receipt else []


def doubtful(submissions):
    """The ids of those receipts of theirs with something in it that cannot be so."""
    ids = [one.receipt_id for one in submissions]
    return set(Receipt.objects.filter(pk__in=ids, error_code=doubts.CODE).values_list("pk", flat=True))


@dataclass
class File:
    """`kind`: image, audio or video where a browser shows it; else "", and it is only downloaded."""

    words: str
    kept: Attachment
    kind: str


def files(submission, definition):
    """What came with this form, each named by the question it answers."""
    found = Attachment.objects.of([(submission.receipt.instance_id, submission.organisation_id)]).order_by("pk")
    of_files = [one for one in definition.questions if one.type in FILES and not one.repeat]
    asked = {submission.answers.get(one.key): one.words for one in of_files}
    return [File(asked.get(one.name) or _("File"), one, _kind(one.media_type)) for one in found]


def _kind(media_type):
    kind = media_type.partition("/")[0]
    return kind if media_type in SHOWN_TYPES or kind in PLAYED else ""


@dataclass
class Step:
    submission: object
    changed: list
    is_here: bool


def history(submission, seen, user):
    """Every version of this filling, newest first, with what each changed; one alone has no history."""
    ids = _chain(submission, seen)
    if len(ids) < 2:
        return []
    found = list(
        seen.filter(pk__in=ids)
        .select_related("user", "replaces", "chosen_by", "version__form")
        .order_by("-received_at")
    )
    return [
        Step(one, _changed(one, user), one.pk == submission.pk)
        for one in found
    ]  # fmt: skip


def _chain(submission, seen):
    """Ids of everything that corrects or is corrected by it."""
    ids, fresh = set(), {submission.pk}
    while fresh and len(ids) < 200:
        ids |= fresh
        beside = seen.filter(Q(replaces__in=fresh) | Q(replaced_by__in=fresh)).values_list("pk", flat=True)
        fresh = set(beside) - ids
    return ids


def _changed(submission, user):
    before = submission.replaces
    if before is None:
        return []
    definition = definition_of(submission.version.form, submission.version)
    return differences(definition, before.answers, submission.answers, user)


def differences(definition, before, after, user):
    """What changed, persons by their names as far as this reader may see them."""
    asked = {one.key for one in definition.questions if one.role == "person" and not one.repeat}
    uuids = {str(kept[key]) for kept in (before, after) for key in asked if kept.get(key)}
    seen = Person.objects.visible_to(user, People.PERSON_READ).filter(uuid__in=filter(_is_uuid, uuids))
    names = dict.fromkeys(uuids, _("somebody whom you may not see")) | {str(one.uuid): str(one) for one in seen}
    return [
        (words, names.get(old, old), names.get(new, new))
        for words, old, new in answers.differences(definition, before, after)
    ]


def _is_uuid(text):
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def attachment(uuid, seen):
    """(the file, a submission it belongs to that one may see), or 404."""
    found = Attachment.objects.filter(uuid=uuid).first()
    submission = found and seen.came_with(found).first()
    if submission is None:
        raise Http404
    return found, submission


def pieces(found):
    return vault.pieces(found.path)
