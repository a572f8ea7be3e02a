"""The form itself, in the browser: tried by whoever looks after it, filled in by whoever visits."""

import mimetypes

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.forms import media, queries, receiving
from saan.forms.definition import Definition
from saan.forms.models import Form, FormVersion
from saan.forms.openrosa.envelope import LARGEST
from saan.forms.permissions import Permission
from saan.forms.sentences import cannot
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.shared.security import csp_override

# tree-sitter reads the form's expressions; it is compiled to WebAssembly.
ENGINE = {"script-src": ["'wasm-unsafe-eval'"], "font-src": ["data:"], "media-src": ["'self'", "blob:"]}


@requires(Permission.FORM_READ)
@csp_override(ENGINE)
def version_try(request, pk):
    """Fill it in as others will see it; nothing is sent."""
    version = _seen(request, pk)
    return render(request, "forms/fill.html", {
        "title": _("Try: %(form)s") % {"form": version.form}, "version": version, "form": version.form,
        "cannot": cannot(Definition(version.definition)), "is_try": True, "back": version.form,
        "files": _files_address(version),
    })  # fmt: skip


@requires(Permission.FORM_READ)
def version_xform(request, pk):
    version = _seen(request, pk)
    return HttpResponse(version.xform, content_type="text/xml; charset=utf-8")


@requires(Permission.FORM_READ)
def version_file(request, pk, name):
    """A picture or list that goes with the form; the lists about persons only as far as one sees persons."""
    found = media.content(_seen(request, pk), name, request.user)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # A file that somebody uploaded is never a page of ours.
    headers = {"Content-Disposition": "attachment", "Content-Security-Policy": "sandbox", "Cache-Control": "no-store"}
    return HttpResponse(found, content_type=kind, headers=headers)


def _seen(request, pk):
    forms = Form.objects.visible_to(request.user, Permission.FORM_READ)
    return get_object_or_404(FormVersion.objects.select_related("form"), pk=pk, form__in=forms)


def _files_address(version):
    return reverse("forms:version_file", args=[version.pk, "x"]).removesuffix("x")


@requires(Permission.SUBMISSION_SEND)
@csp_override(ENGINE)
def fill(request, pk):
    """Fill in the published version, as on a phone."""
    version = _offered(request, pk)
    return render(request, "forms/fill.html", {
        "title": str(version.form), "version": version, "form": version.form, "files": _files_address(version),
        "cannot": cannot(Definition(version.definition)), "send_url": reverse("forms:send", args=[version.form_id]),
    })  # fmt: skip


@requires(Permission.SUBMISSION_SEND)
def send(request, pk):
    """POST the filled form, in the parts that phones send: kept first, worked on a moment later."""
    _offered(request, pk)
    document = request.FILES.get("xml_submission_file")
    if request.method != "POST" or document is None or document.size > LARGEST:
        return JsonResponse({"state": "REFUSED"}, status=400)
    receipt = receiving.receive(
        document.read(), media.kept(request.FILES), user=request.user, at=now(), user_agent="saan-web",
        organisation=request.user.acting_organisation,
    )  # fmt: skip
    return JsonResponse({"state": receipt.state}, status=400 if receipt.state == "ASIDE" else 201)


def _offered(request, pk):
    """The version that this user may fill in."""
    reach = request.user.reach(Permission.SUBMISSION_SEND)
    offered = queries.forms_for(request.user.acting_organisation_id, reach)
    version = get_object_or_404(offered, form=pk)
    if version.definition.get("is_encrypted"):
        raise Refused(_("The answers to this form are to be encrypted, which this page cannot do. Use ODK Collect."))
    return version
