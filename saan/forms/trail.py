"""What the trail says of forms and answers."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks


def declare():
    hooks.VERBS |= {
        "forms.version.uploaded": _("uploaded version %(version)s of the form %(code)s"),
        "forms.version.files_added": _("added files to a form: %(names)s"),
        "forms.version.published": _("published version %(version)s of the form %(code)s"),
        "forms.version.closed": _("closed version %(version)s of a form"),
        "forms.device.made": _("made a key for the phone %(name)s of %(user)s"),
        "forms.device.revoked": _("revoked the key of the phone %(name)s of %(user)s"),
        "forms.people.sent": _("sent the list of people to a phone (%(rows)s people)"),
        "forms.submission.read": _("looked at the answers to %(form)s"),
        "forms.answers.read": _("looked at the list of answers to %(form)s"),
        "forms.submission.chosen": _("let another filling of a form count"),
        "forms.answers.exported": _("exported the answers to %(form)s"),
        "forms.attachment.read": _("looked at a file that came with an answer"),
        "forms.receipt.read": _("looked at an answer that could not be taken in"),
        "forms.receipt.retried": _("had an answer worked on again"),
        "forms.receipt.noted": _("looked at an answer with something in it that cannot be so"),
        "forms.receipt.taken": _("let the later answers count"),
        "forms.receipt.discarded": _("decided that an answer does not count"),
        "forms.cutoffs.changed": _("changed the cut-offs of %(measure)s from %(day)s on"),
        "forms.offered": _("offered a form to %(to)s in %(place)s"),
        "forms.offer_withdrawn": _("no longer offers a form in %(place)s"),
    }
    hooks.SUBJECTS["forms.form"] = _forms
    hooks.SUBJECTS["forms.formversion"] = _versions
    hooks.SUBJECTS["forms.submission"] = _submissions


def _forms(pks):
    from saan.forms.models import Form

    return {one.pk: hooks.Named(str(one), one.get_absolute_url()) for one in Form.objects.filter(pk__in=list(pks))}


def _versions(pks):
    from saan.forms.models import FormVersion

    found = FormVersion.objects.filter(pk__in=list(pks)).select_related("form").defer("workbook", "xform", "definition")
    return {one.pk: hooks.Named(f"{one.form} {one.version}") for one in found}


def _submissions(pks):
    from saan.forms.models import Submission
    from saan.forms.reading import address_of

    found = Submission.objects.filter(pk__in=list(pks)).select_related("version__form", "area")
    return {one.pk: hooks.Named(f"{one.version.form} · {one.area}", address_of(one)) for one in found}
