"""The 43 files: what would be sent, sending it, and checking files of one's own."""

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.areas.models import Area
from saan.audit import actions as audit
from saan.intake.uploading import MAX_FILES, receives_files
from saan.people.exports import write_xlsx
from saan.people.permissions import Permission as People
from saan.shared import vault
from saan.shared.access import requires
from saan.shared.errors import Refused
from saan.visits import showing43
from saan.visits.check43 import LIMITS, MB, check_kept
from saan.visits.export43 import Asked, gather, write_zip
from saan.visits.files43 import periods
from saan.visits.forms43 import Files43Form
from saan.visits.permissions import Permission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = "files43"  # in the session: the files somebody had checked last, sealed on disk for a day


@requires(Permission.VISIT_EXPORT)
def files43(request):
    """Choose where and when, and see what would be sent and what would not."""
    today = timezone.localdate()
    area = _area(request, request.GET.get("area", ""))
    period = periods.period(request.GET.get("period", "")) or periods.offered(today)[0][0]
    chosen = {"area": area.code, "period": period.code}
    context = {
        "form": Files43Form(initial=chosen, today=today),
        "chosen": chosen,
        "area": area,
        "period_words": showing43.period_words(period),
        "organisation": request.user.acting_organisation,
        "may_reveal": bool(request.user.reach(People.PERSON_REVEAL)),
        "to_confirm": list(showing43.to_confirm()),
    }
    if request.user.acting_organisation.hospcode:
        outcome = gather(_asked(request, area, period))
        audit.record_read("visits.files43.looked", area, by=request.user, at=timezone.now(), period=period.code)
        context |= {
            "outcome": outcome,
            "files": showing43.files(outcome),
            "causes": showing43.causes_of_export(outcome),
            "rows": sum(outcome.rows.values()),
        }
    return render(request, "visits/files43.html", context)


@requires(Permission.VISIT_EXPORT)
def files43_zip(request, code, period):
    """The four files in one ZIP."""
    asked = _asked(request, *_named(request, code, period), with_cid="cid" in request.GET)
    _refuse_without_code(asked.organisation)
    now = timezone.localtime()
    file, outcome = write_zip(asked, now)
    audit.record_read(
        "visits.files43.exported",
        asked.area,
        by=request.user,
        at=now,
        period=period,
        with_cid=bool(asked.reveal),
        rows=sum(outcome.rows.values()),
    )
    name = f"F43_{asked.organisation.hospcode}_{now:%Y%m%d%H%M%S}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@requires(Permission.VISIT_EXPORT)
def files43_left(request, code, period):
    """A workbook of everything that makes no row, with its reason."""
    asked = _asked(request, *_named(request, code, period))
    _refuse_without_code(asked.organisation)
    outcome = gather(asked)
    audit.record_read("visits.files43.looked", asked.area, by=request.user, at=timezone.now(), period=period)
    file = write_xlsx(showing43.LEFT_COLUMNS, showing43.left_rows(outcome), title=_("Not sent"))
    return FileResponse(file, as_attachment=True, filename=f"f43-left-{period}.xlsx", content_type=XLSX)


@receives_files(Permission.VISIT_EXPORT)
def files43_check(request):
    """Choose files of one's own."""
    files = request.FILES.getlist("files") if request.method == "POST" else []
    error = _wrong_with(files) if request.method == "POST" else ""
    if request.method != "POST" or error:
        context = {"error": error, "limit": LIMITS.file_bytes // MB}
        return render(request, "visits/files43_check.html", context, status=400 if error else 200)
    for path, _name in request.session.get(KEPT, []):
        vault.remove(path)
    request.session[KEPT] = [(file.keep(), file.name) for file in files]
    return redirect("visits:files43_checked")


@requires(Permission.VISIT_EXPORT)
def files43_checked(request):
    """What is wrong with the files somebody just chose."""
    if not _kept(request):
        return redirect("visits:files43_check")
    checked, refused = check_kept(_kept(request), timezone.localdate())
    shown = [(file, showing43.causes_of_check(file)) for file in checked if file.layout]
    context = {
        "files": shown,
        "refused": refused,
        "not_checked": [file.file for file in checked if not file.layout],
        "total": sum(file.total for file, _causes in shown),
    }
    return render(request, "visits/files43_checked.html", context)


@requires(Permission.VISIT_EXPORT)
def files43_problems(request):
    """The same as a workbook."""
    if not _kept(request):
        return redirect("visits:files43_check")
    checked, _refused = check_kept(_kept(request), timezone.localdate())
    file = write_xlsx(showing43.PROBLEM_COLUMNS, showing43.problem_rows(checked), title=_("Problems"))
    return FileResponse(file, as_attachment=True, filename="f43-problems.xlsx", content_type=XLSX)


def _kept(request):
    """The files of this session that are still kept."""
    return [(path, name) for path, name in request.session.get(KEPT, []) if vault.is_kept(path)]


def _named(request, code, period):
    found = periods.period(period)
    if found is None:
        raise Http404
    return _area(request, code), found


def _area(request, code):
    """The place of this code, wholly within reach; without a code one's own."""
    reach = request.user.reach(Permission.VISIT_EXPORT)
    own = request.user.acting_organisation.area
    if not code:
        seen = Area.objects.current().visible_to(request.user, Permission.VISIT_EXPORT)
        return own if _is_within(own, reach) else seen.order_by("key", "-key_end").first()
    area = Area.objects.filter(code=code[:12]).first()
    if area is None or not _is_within(area, reach):
        raise Http404
    return area


def _is_within(area, reach):
    return reach.covers(area.key) and reach.covers(area.key_end)


def _asked(request, area, period, *, with_cid=False):
    reveal = request.user.reach(People.PERSON_REVEAL) if with_cid else None
    organisation = request.user.acting_organisation
    return Asked(request.user, organisation, area, period, timezone.localdate(), reveal or None)


def _refuse_without_code(organisation):
    if not organisation.hospcode:
        raise Refused(_("Your organisation has no facility code (HOSPCODE) yet, so the files cannot be written."))


def _wrong_with(files):
    if not files:
        return _("Choose at least one file.")
    if len(files) > MAX_FILES:
        return _("At most %(limit)s files can come together. Send the rest afterwards.") % {"limit": MAX_FILES}
    if any(file.size > LIMITS.file_bytes for file in files):
        return _("A file is too big: at most %(limit)s MB.") % {"limit": LIMITS.file_bytes // MB}
    return ""
