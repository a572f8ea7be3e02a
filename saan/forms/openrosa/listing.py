"""The forms a phone may fill, and what stands beside each: documents of the OpenRosa forms and manifest interfaces."""

import hashlib
from urllib.parse import quote

from saan.forms.models import FormVersion
from saan.forms.openrosa import entities
from saan.forms.openrosa.replies import element
from saan.forms.permissions import Permission
from saan.forms.queries import forms_for

LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"


def versions(holder, code=None):
    """The published versions this holder fills; with a code, of that form alone. One's own form goes before Saan's."""
    found = forms_for(holder.organisation_id, holder.reach(Permission.SUBMISSION_SEND))
    found = found.filter(form__code=code) if code is not None else found
    return found.prefetch_related("files")


def form_list(holder, base, code=None):
    """The list of forms as text."""
    forms = "".join(_form(version, base) for version in versions(holder, code).defer("workbook"))
    return f'<xforms xmlns="{LIST}">{forms}</xforms>'


def _form(version, base):
    at = f"{base}/forms/{quote(version.form.code, safe='')}"
    manifest = element("manifestUrl", f"{at}/manifest") if names(version) else ""
    return (
        f"<xform>{element('formID', version.form.code)}{element('name', str(version.form))}"
        f"{element('version', version.version)}{element('hash', f'md5:{version.md5}')}"
        f"{element('downloadUrl', f'{at}.xml')}{manifest}</xform>"
    )


def names(version):
    """Names of the files that exist: those uploaded, and those of the house that the form asks for."""
    kept = [file.name for file in version.files.all()]
    return kept + [name for name in entities.MADE if name in version.definition.get("files", []) and name not in kept]


def manifest(holder, version, base):
    """The manifest of one version as text."""
    files = "".join(_media_file(holder, version, name, base) for name in names(version))
    return f'<manifest xmlns="{MANIFEST}">{files}</manifest>'


def _media_file(holder, version, name, base):
    at = f"{base}/forms/{quote(version.form.code, safe='')}/attachments/{quote(name, safe='')}"
    kind, integrity = "", ""
    if name in entities.LISTS:
        kind = ' type="entityList"'
        dataset = quote(name.removesuffix(".csv"), safe="")
        integrity = element("integrityUrl", f"{base}/datasets/{dataset}/integrity")
    return (
        f"<mediaFile{kind}>{element('filename', name)}{element('hash', f'md5:{md5_of(holder, version, name)}')}"
        f"{element('downloadUrl', at)}{integrity}</mediaFile>"
    )


def md5_of(holder, version, name):
    kept = next((file.md5 for file in version.files.all() if file.name == name), None)
    return kept or hashlib.md5(content_of(holder, version, name), usedforsecurity=False).hexdigest()


def content_of(holder, version: FormVersion, name):
    """The bytes of a file beside the form, as this holder may see them; None when there is none."""
    kept = next((file for file in version.files.all() if file.name == name), None)
    if kept is not None:
        return bytes(kept.content)
    if name in entities.MADE and name in version.definition.get("files", []):
        return entities.MADE[name](holder)
    return None
