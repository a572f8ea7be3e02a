"""The files beside a form, for whoever opens it; and those that come with its answers."""

from django.http import Http404

from saan.forms.openrosa.entities import MADE
from saan.forms.openrosa.media import media_type
from saan.forms.receiving import FOLDER, KeptFile
from saan.shared.vault import SealedFile


def content(version, name, holder):
    """The bytes of one file, or 404: a list that the house fills in goes as far as its holder reaches."""
    if name in MADE:
        return MADE[name](holder)
    kept = version.files.filter(name=name).first()
    if kept is None:
        raise Http404
    return bytes(kept.content)


def kept(files):
    """The files of a filled form, sealed onto the disk."""
    return [_kept(name, one) for name, one in files.items() if name != "xml_submission_file"]


def _kept(name, upload):
    sealed, head = SealedFile(name, FOLDER), b""
    for chunk in upload.chunks():
        head = head or chunk[:32]
        sealed.write(chunk)
    sealed.close()
    return KeptFile(name[:255], sealed.keep(), sealed.sha256, sealed.size, media_type(head))
