"""What the 43 files hang into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.audit import hooks as audit
from saan.shared import start
from saan.visits.permissions import Permission

VERBS = {
    "visits.files43.looked": _("looked at what the 43 files would send (%(period)s)"),
    "visits.files43.exported": _("exported the 43 files (%(period)s, %(rows)s rows)"),
}


def join():
    audit.VERBS |= VERBS
    start.add_shortcut(
        start.Shortcut(
            label=_("Send the 43 files"),
            url_name="visits:files43",
            icon="file-export",
            permission=Permission.VISIT_EXPORT,
            order=60,
        )
    )
