"""What field hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks as audit


def join():
    audit.VERBS |= {
        "field.photo.read": _("looked at a picture"),
        "field.people.taken": _("took %(count)s people along on a phone"),
        "field.people.renewed": _("took along on a phone what is new of %(count)s people"),
    }
