"""Which sheets to take and what each column means, with the organisation's own values beside it."""

from contextlib import suppress

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from saan.audit import actions as audit
from saan.intake import actions, describing
from saan.intake.forms import ColumnsForm
from saan.intake.models import Batch, BatchState
from saan.intake.permissions import Permission
from saan.shared.access import requires


@requires(Permission.LIST_UPLOAD)
def columns(request, pk):
    batches = Batch.objects.visible_to(request.user, Permission.LIST_UPLOAD)
    batch = get_object_or_404(batches.select_related("source_list__organisation", "delivery"), pk=pk)
    if batch.state != BatchState.MAPPING:
        return redirect(batch)
    form = ColumnsForm(request.POST if request.method == "POST" else None, batch=batch, user=request.user)
    if form.is_valid():
        with suppress(actions.AlreadyDone):
            actions.choose_columns(batch=batch, mapping=form.mapping(), **form.cleaned_data, by=request.user, at=now())
        return redirect(batch)
    if request.method == "GET":
        audit.record_read("intake.batch.sample_read", batch, by=request.user, at=now())
    words = {
        "batch": batch,
        "form": form,
        "sheets": describing.sheets(batch, request.POST),
        "choices": describing.field_choices(),
    }
    return render(request, "intake/columns.html", words, status=400 if request.method == "POST" else 200)
