"""Writes of the forms: a version comes in, is published, is closed; who fills it where."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit.actions import record
from saan.forms import rules
from saan.forms.models import Form, FormFile, FormOffer, FormVersion
from saan.forms.models import VersionState as State
from saan.forms.sentences import refusal_sentence
from saan.forms.xlsform import Refusal, converted, converted_here
from saan.shared.errors import Refused

LARGEST_FILE = 10 << 20


class Unusable(Refused):
    """The workbook is not a form yet: `problems` and `warnings` say where and why (in words: forms.sentences)."""

    def __init__(self, conversion):
        super().__init__(
            _("This workbook is not a form yet: %(count)s problems.") % {"count": len(conversion.problems)}, 400
        )
        self.problems, self.warnings = conversion.problems, conversion.warnings


def check(content, name="", version="", is_ours=False):
    """What pyxform and the house say of a workbook (xlsform.Conversion). Raises Refused when it cannot be opened.

    `name` and `version` are for a form that does not say its own. One that `is_ours` needs no process of its own.
    """
    try:
        return (converted_here if is_ours else converted)(content, name, version)
    except Refusal as refusal:
        raise Refused(refusal_sentence(refusal), 400) from refusal


def upload(*, content, name, organisation=None, files=None, by, at, is_ours=False):
    """A workbook becomes a draft version of its form: a new form, a new version, or a draft put right.

    Without an organisation it goes to Saan's own library. `files`: {name: bytes} of pictures and lists beside it.
    The same content again is the same version. Raises Unusable with every problem found.
    """
    known = FormVersion.objects.filter(form__organisation=organisation, workbook=content).last()
    if known is not None and not files:
        return known
    conversion = check(content, name, f"{timezone.localtime(at):%Y%m%d%H%M}", is_ours)
    if conversion.problems:
        raise Unusable(conversion)
    return _kept(conversion, content, name, organisation, files or {}, by, at)


@transaction.atomic
def _kept(conversion, content, name, organisation, files, by, at):
    form = _form_of(conversion, organisation, by, at)
    version, is_new = _version_of(form, conversion, content, name, by, at)
    if conversion.itemsets:
        files = {**files, "itemsets.csv": conversion.itemsets.encode()}
    if version.state == State.DRAFT:
        for file_name, body in files.items():
            _put_file(version, file_name, body)
    if is_new:
        record("forms.version.uploaded", version, by=by, at=at, code=form.code, version=version.version)
    return version


def _form_of(conversion, organisation, by, at):
    if organisation is not None and Form.objects.filter(organisation=None, code=conversion.code).exists():
        raise Refused(
            _(
                "The form_id %(code)s belongs to a form of Saan's own library. "
                "Choose another form_id in the settings sheet and upload it again."
            )
            % {"code": conversion.code}
        )
    titles = {"title_th": conversion.title_th or conversion.code, "title_en": conversion.title_en}
    form, _is_new = Form.objects.select_for_update().get_or_create(
        organisation=organisation,
        code=conversion.code,
        defaults={**titles, "source": conversion.source, "created_at": at, "created_by": _user(by)},
    )
    return form


def _version_of(form, conversion, content, name, by, at):
    """(version, whether something changed)."""
    made = {
        "workbook": content, "workbook_name": name[-255:], "xform": conversion.xform,
        "md5": hashlib.md5(conversion.xform.encode(), usedforsecurity=False).hexdigest(),
        "definition": {**conversion.definition, "warnings": conversion.warnings},
        "uploaded_at": at, "uploaded_by": _user(by),
    }  # fmt: skip
    known = form.versions.filter(version=conversion.version).first()
    if known is None:
        return form.versions.create(version=conversion.version, **made), True
    rules.check_same(known.md5, known.state, made["md5"], known.version)
    if known.md5 == made["md5"]:
        return known, False
    for field, value in made.items():
        setattr(known, field, value)
    known.save(update_fields=list(made))
    return known, True


@transaction.atomic
def add_files(*, version, files, by, at):
    """Pictures and lists that a draft asks for."""
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    if version.state != State.DRAFT:
        raise Refused(_("This version is published already. Upload the form again with a new version number."))
    for name, body in files.items():
        _put_file(version, name, body)
    record("forms.version.files_added", version, by=by, at=at, names=", ".join(sorted(files)))
    return version


def _put_file(version, name, body):
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    if not name or len(name) > 255 or name in rules.HOUSE_FILES:
        raise Refused(_("The file %(name)s is filled in by Saan itself; leave it out.") % {"name": name})
    if len(body) > LARGEST_FILE:
        raise Refused(_("The file %(name)s is larger than 10 MB. Make it smaller.") % {"name": name}, 413)
    digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
    FormFile.objects.update_or_create(version=version, name=name, defaults={"content": body, "md5": digest})


@transaction.atomic
def publish(*, version, by, at):
    """From now on this version is filled; the one before it takes no new answers."""
    form = Form.objects.select_for_update().get(pk=version.form_id)
    version = form.versions.select_for_update().get(pk=version.pk)
    if version.state == State.PUBLISHED:
        return version
    rules.check_move(version.state, State.PUBLISHED)
    missing = rules.missing_files(version.definition.get("files", []), version.files.values_list("name", flat=True))
    if missing:
        raise Refused(_("The form asks for files that are not here yet: %(names)s") % {"names": ", ".join(missing)})
    for before in form.versions.filter(state=State.PUBLISHED):
        close(version=before, by=by, at=at)
    version.state, version.published_at, version.published_by = State.PUBLISHED, at, _user(by)
    version.save(update_fields=["state", "published_at", "published_by"])
    _retitle(form, version)
    record("forms.version.published", version, by=by, at=at, code=form.code, version=version.version)
    return version


def _retitle(form, version):
    """A form is called what its newest published version calls it."""
    for field in ("title_th", "title_en", "source"):
        if said := version.definition.get(field):
            setattr(form, field, said)
    form.save(update_fields=["title_th", "title_en", "source"])


@transaction.atomic
def close(*, version, by, at):
    """It takes no new answers; those sent stay."""
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    if version.state == State.CLOSED:
        return version
    rules.check_move(version.state, State.CLOSED)
    version.state, version.closed_at, version.closed_by = State.CLOSED, at, _user(by)
    version.save(update_fields=["state", "closed_at", "closed_by"])
    record("forms.version.closed", version, by=by, at=at, version=version.version)
    return version


@transaction.atomic
def offer(*, form, organisation, area, by, at):
    """People of this organisation fill this form in this area. Offered twice, it is one offer."""
    made, is_new = FormOffer.objects.get_or_create(
        form=form,
        organisation=organisation,
        area=area,
        ended_at=None,
        defaults={"offered_at": at, "offered_by": _user(by)},
    )
    if is_new:
        record("forms.offered", form, by=by, at=at, area_key=area.key, place=area.full_name, to=str(organisation))
    return made


@transaction.atomic
def withdraw_offer(*, offer, by, at):
    """It is no longer filled there; what was sent stays."""
    offer = FormOffer.objects.select_for_update(of=("self",)).select_related("form", "area").get(pk=offer.pk)
    if offer.ended_at is None:
        offer.ended_at, offer.ended_by = at, _user(by)
        offer.save(update_fields=["ended_at", "ended_by"])
        record("forms.offer_withdrawn", offer.form, by=by, at=at, area_key=offer.area.key, place=offer.area.full_name)
    return offer


def _user(by):
    """The house itself ("system") is nobody in the table of users."""
    return by if getattr(by, "pk", None) else None
