"""The addresses of the wire."""

import hashlib
from xml.sax.saxutils import escape

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.forms.openrosa import entities, listing
from saan.forms.openrosa.doors import check_version, openrosa
from saan.forms.openrosa.replies import No, document, element

MOST_IDS = 5000


def _base(request):
    """The address under which this phone knows us."""
    path = request.path
    for end in ("/formList", "/forms/", "/datasets/"):
        path = path.partition(end)[0]
    return request.build_absolute_uri(path)


def _only(request, *methods):
    if request.method not in methods:
        raise No(405, _("This address is not asked in this way."))


@openrosa
def form_list(request, holder):
    """What this phone may fill in."""
    _only(request, "GET", "HEAD")
    check_version(request.META)
    return document(listing.form_list(holder, _base(request), request.GET.get("formID")))


@openrosa
def form(request, holder, code):
    """The XForm itself."""
    _only(request, "GET", "HEAD")
    version = _version(holder, code)
    return _kept(request, version.xform.encode(), version.md5, "text/xml; charset=utf-8")


@openrosa
def manifest(request, holder, code):
    """What stands beside the form."""
    _only(request, "GET", "HEAD")
    check_version(request.META)
    return document(listing.manifest(holder, _version(holder, code), _base(request)))


@openrosa
def attachment(request, holder, code, name):
    """One file beside the form; a list of people is written into the trail."""
    _only(request, "GET", "HEAD")
    content = listing.content_of(holder, _version(holder, code), name)
    if content is None:
        raise Http404
    response = _kept(request, content, hashlib.md5(content, usedforsecurity=False).hexdigest(), _type_of(name))
    if name in entities.LISTS and response.status_code == 200 and request.method == "GET":
        rows = content.count(b"\n") - 1
        audit.record_read("forms.people.sent", by=holder.user, at=timezone.now(), rows=rows, device=holder.device_id)
    return response


def _version(holder, code):
    version = listing.versions(holder, code).order_by("form__organisation").first()
    if version is None:
        raise Http404
    return version


def _kept(request, content, md5, media_type):
    """The content, unless the phone has it already."""
    etag = f'"{md5}"'
    response = HttpResponse(content, content_type=media_type, headers={"ETag": etag, "Cache-Control": "private"})
    answer = get_conditional_response(request, etag=etag, response=response)
    if isinstance(answer, HttpResponseNotModified):
        answer["ETag"] = etag
    return answer


def _type_of(name):
    return "text/csv; charset=utf-8" if name.endswith(".csv") else "application/octet-stream"


@openrosa
def integrity(request, holder, dataset):
    """Which entities are no longer there."""
    _only(request, "GET", "HEAD")
    check_version(request.META)
    if dataset not in entities.DATASETS:
        raise Http404
    ids = [one for one in request.GET.get("id", "").split(",") if one]
    if len(ids) > MOST_IDS:
        raise No(413, _("Ask for fewer at once."))
    found = "".join(
        f'<entity id="{_attribute(uuid)}">{element("deleted", str(gone).lower())}</entity>'
        for uuid, gone in entities.integrity(holder, ids)
    )
    return document(f"<data><entities>{found}</entities></data>")


def _attribute(text):
    return escape(text, {'"': "&quot;"})


@openrosa
def nothing_here(request, holder, rest=""):
    """Every other address below a key."""
    raise Http404
