"""The trail, for those who watch over it."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.audit import hooks
from saan.audit.actions import record_read
from saan.audit.forms import TrailForm
from saan.audit.models import Event
from saan.audit.permissions import Permission
from saan.shared.access import requires
from saan.shared.paging import page_of
from saan.shared.thai import datetime_short

LARGEST_EXPORT = 50_000


@requires(Permission.AUDIT_READ)
def trail(request):
    """?subject=people.person:7 shows what happened to one person."""
    form, events = _asked(request)
    page = page_of(events, request.GET.get("at"))
    named = hooks.named_subjects(page.rows)
    rows = [(event, hooks.sentence(event), named.get((event.subject_type, event.subject_id))) for event in page.rows]
    about = next((subject for _event, _words, subject in rows if subject), None) if request.GET.get("subject") else None
    return render(request, "audit/trail.html", {"form": form, "page": page, "rows": rows, "about": about})


@requires(Permission.AUDIT_READ)
def trail_csv(request):
    """What the page shows, as a file; taking it along is itself written down."""
    _form, events = _asked(request)
    events = list(events[:LARGEST_EXPORT])
    record_read("audit.exported", by=request.user, at=timezone.now(), count=len(events))
    response = HttpResponse(_as_csv(events), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return response


def _asked(request):
    form = TrailForm(request.GET)
    events = form.narrowed(Event.objects.visible_to(request.user, Permission.AUDIT_READ))
    return form, events.order_by("-at", "-id")


def _as_csv(events):
    out = StringIO()
    out.write("\ufeff")  # without it Excel reads Thai as gibberish
    writer = csv.writer(out)
    writer.writerow([_("When"), _("Who"), _("What was done"), _("About"), _("Purpose")])
    named = hooks.named_subjects(events)
    for event in events:
        subject = named.get((event.subject_type, event.subject_id))
        cells = [event.actor_name, hooks.sentence(event), subject.name if subject else "", event.purpose]
        writer.writerow([datetime_short(event.at), *map(_harmless, cells)])
    return out.getvalue()


def _harmless(text):
    """A spreadsheet must not take somebody's words for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
