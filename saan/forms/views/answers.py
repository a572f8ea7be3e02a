"""The answers to a form: as a table, a map and charts, and one of them with its history."""

import mimetypes

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from saan.areas.choosing import place_choice
from saan.audit import actions as audit
from saan.forms import answers, exporting, reading, versions
from saan.forms.models import Form, Submission
from saan.forms.permissions import Permission
from saan.shared import paging
from saan.shared.access import requires
from saan.shared.toasts import toast

COLUMNS = 5
PINS = 2000
NEWEST = 50


@requires(Permission.SUBMISSION_READ)
def answer_list(request, pk):
    """What was answered, by filters that read as a sentence; `show` is table, chart or map."""
    form = get_object_or_404(Form.objects.visible_to(request.user, Permission.SUBMISSION_READ), pk=pk)
    definition = reading.definition_of(form)
    chosen = answers.AnswerFilter.from_query(request.GET, definition)
    seen = _seen(request).current().filter(version__form=form)
    kept = chosen.apply(seen, definition, now())
    filters = answers.address(request.GET)
    show = request.GET.get("show") if request.GET.get("show") in BY_SHOW else "table"
    audit.record_read(
        "forms.answers.read", form, by=request.user, at=now(), form=str(form), show=show, filter=filters[:300]
    )
    context = {
        "form": form, "show": show, "total": kept.order_by().count(), "definition": definition,
        "tabs": [(name, words, answers.address(request.GET, show=name)) for name, words in TABS],
        "chips": reading.chips(chosen, request.GET),
        "chosen_words": [
            (words, answers.address(request.GET, **dict.fromkeys(names))) for words, names in chosen.words(definition)
        ],
        "query": answers.address(request.GET, show=None),
        "choice": place_choice(request.user, Permission.SUBMISSION_READ, request.GET),
        "may_export": bool(request.user.reach(Permission.SUBMISSION_EXPORT)),
        "crumbs": reading.crumbs(form, (_("Answers"), "")),
    }  # fmt: skip
    return render(request, "forms/answer_list.html", context | BY_SHOW[show](request, kept, definition))


def _table(request, kept, definition):
    page = paging.page_of(kept.select_related("area", "user").order_by("-received_at", "-pk"), request.GET.get("at"))
    columns = answers.telling(definition, page.rows, COLUMNS)
    names = reading.names_of(page.rows, request.user)
    rows = [(one, names.get(one.person_id), answers.cells(definition, columns, one.answers)) for one in page.rows]
    return {
        "page": page, "columns": columns, "rows": rows, "more": len(definition.shown) - len(columns),
        "doubtful": reading.doubtful(page.rows),
    }  # fmt: skip


def _chart(request, kept, definition):
    asked = answers.charted(definition, kept.order_by("-received_at", "-pk")[:NEWEST])
    wanted = definition.by_path.get(request.GET.get("about", ""))
    question = wanted if wanted in asked else next(iter(asked), None)
    chart = answers.chart(kept, definition, question, request.GET) if question else None
    return {
        "chart": chart,
        "asked": [(one, answers.address(request.GET, about=one.path, show="chart"), one == question) for one in asked],
    }


def _map(request, kept, definition):
    with_spot = kept.filter(latitude__isnull=False).select_related("area").order_by("-received_at")
    names = reading.names_of(found := list(with_spot[:PINS]), request.user)
    pins = [
        {"name": names.get(one.person_id) or str(one.area), "url": reading.address_of(one), "count": 1, "people": None,
         "latitude": one.latitude, "longitude": one.longitude}
        for one in found
    ]  # fmt: skip
    return {"pins": pins, "without_spot": kept.filter(latitude=None).count()}


TABS = (("table", gettext_lazy("Table")), ("chart", gettext_lazy("Charts")), ("map", gettext_lazy("Map")))
BY_SHOW = {"table": _table, "chart": _chart, "map": _map}


@requires(Permission.SUBMISSION_READ)
def answer(request, uuid):
    """One filled form: its answers in words, the scores twice over, its files, and what corrections changed."""
    found = get_object_or_404(_seen(request).select_related("version__form", "area", "user", "organisation"), uuid=uuid)
    audit.record_read("forms.submission.read", found, by=request.user, at=now(), form=str(found.version.form))
    definition = reading.definition_of(found.version.form, found.version)
    return render(request, "forms/answer.html", {
        "answer": found, "form": found.version.form, "sections": reading.sections(definition, found.answers),
        "person": reading.person_of(found, request.user), "scores": reading.scores(found),
        "doubts": reading.doubts_of(found, definition),
        "may_decide": _may_decide(request, found),
        "files": reading.files(found, definition), "history": reading.history(found, _seen(request), request.user),
        "crumbs": reading.crumbs(found.version.form, (_("Answers"), "list"), (str(found.area), "")),
    })  # fmt: skip


def _may_decide(request, submission):
    reach = request.user.reach(Permission.SUBMISSION_DECIDE)
    is_ours = submission.organisation_id == reach.organisation_id
    return bool(reach) and is_ours and reach.covers(submission.area_key)


@requires(Permission.SUBMISSION_DECIDE)
@require_POST
def answer_count(request, uuid):
    """Of several fillings of a form this one counts."""
    seen = Submission.objects.visible_to(request.user, Permission.SUBMISSION_DECIDE)
    ours = seen.filter(organisation_id=request.user.acting_organisation_id)
    found = get_object_or_404(ours, uuid=uuid)
    before = versions.let_count(submission=found, by=request.user, at=now())
    toast(request, _("This filling counts now."), undo=reverse("forms:answer_count", args=[before.uuid]))
    return redirect("forms:answer", uuid=uuid)


@requires(Permission.SUBMISSION_EXPORT)
def answer_export(request, pk, kind):
    """What the list shows, every question, in words and codes: XLSX with a sheet for each repeat, CSV, a ZIP with a CSV
    for each repeat, or GeoJSON."""
    if kind not in exporting.MEDIA:
        raise Http404
    form = get_object_or_404(Form.objects.visible_to(request.user, Permission.SUBMISSION_EXPORT), pk=pk)
    definition = reading.definition_of(form)
    chosen = answers.AnswerFilter.from_query(request.GET, definition)
    seen = Submission.objects.visible_to(request.user, Permission.SUBMISSION_EXPORT).current()
    kept = chosen.apply(seen.filter(version__form=form), definition, now()).order_by("received_at", "pk")
    audit.record_read("forms.answers.exported", form, by=request.user, at=now(), kind=kind, form=str(form))
    # Built while the wall stands: a streamed answer would be written after it has come down.
    kept = kept.select_related("area", "version", "user")
    file = exporting.written(kind, kept, definition, request.user, form.code)
    name = f"saan-{form.code}-{timezone.localdate():%Y%m%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=exporting.MEDIA[kind])


@requires(Permission.SUBMISSION_READ)
def attachment(request, uuid):
    """A file that came with an answer one may see. Pictures are shown, everything else is only downloaded."""
    found, submission = reading.attachment(uuid, _seen(request))
    audit.record_read("forms.attachment.read", submission, by=request.user, at=now(), file=found.name)
    answer = StreamingHttpResponse(reading.pieces(found), content_type=found.media_type)
    shown = found.media_type in reading.SHOWN_TYPES
    suffix = mimetypes.guess_extension(found.media_type) or ""
    answer.headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{found.uuid}{suffix}"'
    answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _seen(request):
    return Submission.objects.visible_to(request.user, Permission.SUBMISSION_READ)
