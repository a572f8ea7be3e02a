"""What the doctor asks of this room: whether every kept file still opens and is what arrived."""

import hashlib

from django.utils.translation import gettext as _

from saan.intake.models import StoredFile
from saan.runtime.doctor import Finding
from saan.shared import vault
from saan.shared.crypto import SealBroken


def examine():
    broken = [file.name for file in StoredFile.objects.order_by("pk") if not _is_whole(file)]
    if broken:
        yield Finding.problem(
            _("%(count)d kept files are missing or were altered: %(names)s")
            % {"count": len(broken), "names": ", ".join(broken[:5])},
            _("Bring the uploads folder back from a backup; the rows read from these files are still in the database."),
        )
    else:
        yield Finding.fine(_("Every kept file opens and is what arrived"))


def _is_whole(file):
    digest = hashlib.sha256()
    try:
        for piece in vault.pieces(file.path):
            digest.update(piece)
    except (OSError, SealBroken):
        return False
    return digest.digest() == bytes(file.sha256)
