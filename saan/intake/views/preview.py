"""Where a batch stands: at work, waiting for a word, done, or stopped; and the rows behind each number."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.intake import describing, queries, rules
from saan.intake.models import Batch, BatchState
from saan.intake.permissions import Permission
from saan.intake.problem_book import problem_workbook
from saan.intake.sentences import problem
from saan.intake.words import KINDS
from saan.shared import paging
from saan.shared.access import requires

ROWS_SHOWN = 25


def _batch(request, pk):
    batches = Batch.objects.visible_to(request.user, Permission.LIST_READ)
    return get_object_or_404(
        batches.select_related("source_list__organisation", "source_list__area", "delivery", "created_by"), pk=pk
    )


@requires(Permission.LIST_READ)
def batch(request, pk):
    """Where it stands: at work, waiting for a word, done, or stopped; with `?show=`, the rows behind a number."""
    batch = _batch(request, pk)
    if batch.state == BatchState.MAPPING and Permission.LIST_UPLOAD in request.user.permissions():
        return redirect("intake:columns", pk=pk)
    words = describing.batch_page(batch, request.user)
    if request.GET.get("show"):
        words |= _rows_behind(request, batch)
    return render(request, "intake/batch.html", words)


@requires(Permission.LIST_READ)
def progress(request, pk):
    """The moving part; once nothing moves, it sends the reader to the whole page."""
    batch = _batch(request, pk)
    if batch.state in rules.WORKING:
        return render(request, "shared/_progress.html", {"progress": describing.progress(batch)})
    answer = HttpResponse()
    answer["HX-Redirect"] = batch.get_absolute_url()
    return answer


@requires(Permission.LIST_READ)
def problem_book(request, pk):
    batch = _batch(request, pk)
    book = problem_workbook(batch)
    audit.record_read("intake.batch.problems_exported", batch, by=request.user, at=now())
    name = _("Problems in %(list)s.xlsx") % {"list": batch.source_list.name}
    return FileResponse(book, as_attachment=True, filename=name)


def _rows_behind(request, batch):
    kind, field, code = (request.GET.get(name, "") for name in ("show", "field", "code"))
    found = queries.rows(batch, kind, field, code)
    if found is None:
        raise Http404
    page = paging.page_of(found, request.GET.get("at"), size=ROWS_SHOWN)
    audit.record_read("intake.batch.rows_read", batch, by=request.user, at=now(), rows=kind, shown=len(page.rows))
    group = KINDS[kind]
    return {
        "page": page,
        "rows": describing.rows(batch, kind, page.rows, request.user, field),
        "rows_title": problem(code)[0] if code else group.label,
        "rows_meaning": problem(code)[1] if code else group.meaning,
    }
