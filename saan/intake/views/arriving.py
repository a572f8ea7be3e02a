"""The lists of one's organisation, and bringing one in."""

from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.intake import actions, queries
from saan.intake.forms import ListForm
from saan.intake.models import Batch
from saan.intake.permissions import Permission
from saan.intake.uploading import MAX_FILES, MAX_TOGETHER, MEGABYTE, receives_files, too_big
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.toasts import toast
from sheets import DEFAULT


@requires(Permission.LIST_READ)
def lists(request):
    batches = Batch.objects.visible_to(request.user, Permission.LIST_READ).select_related(
        "source_list", "delivery", "created_by"
    )
    page = paging.page_of(batches.order_by("-created_at", "-pk"), request.GET.get("at"), size=30)
    may_upload = Permission.LIST_UPLOAD in request.user.permissions()
    return render(
        request,
        "intake/lists.html",
        {
            "page": page,
            "may_upload": may_upload,
        },
    )


@receives_files(Permission.LIST_UPLOAD)
def bring_in(request):
    lists = queries.lists_of(request.user, Permission.LIST_UPLOAD)
    form = ListForm(request.POST if request.method == "POST" else None, lists=lists)
    files = request.FILES.getlist("files") if request.method == "POST" else []
    error = _wrong_with(files) if request.method == "POST" else ""
    if error or not form.is_valid():
        return _ask(request, form, error)
    organisation = request.user.acting_organisation
    batch, is_new = actions.receive(
        organisation=organisation,
        list_name=form.name_for(files),
        area=queries.area_of_a_new_list(request.user, organisation),
        files=files,
        by=request.user,
        at=now(),
    )
    if not is_new:
        toast(
            request,
            _("This very file was brought in before, so nothing was changed. Here is where it stands."),
            tone="waits",
        )
    return redirect(batch)


def _wrong_with(files):
    if not files:
        return _("Choose at least one file.")
    if len(files) > MAX_FILES:
        return _("At most %(limit)s files can come together. Send the rest afterwards.") % {"limit": MAX_FILES}
    if any(file.size > DEFAULT.file_bytes for file in files) or sum(file.size for file in files) > MAX_TOGETHER:
        return too_big()
    empty = [file.name for file in files if not file.size]
    if empty:
        return _("The file %(name)s is empty. Check that it was saved and choose it again.") % {"name": empty[0]}
    return ""


def _ask(request, form, error):
    words = {
        "form": form,
        "error": error,
        "limit": DEFAULT.file_bytes // MEGABYTE,
    }
    return render(request, "intake/bring_in.html", words, status=400 if request.method == "POST" else 200)
