"""What the page of a place says of home visits: numbers that open the list behind them, and who was visited in time."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.areas.hooks import Figure
from saan.areas.place_page import children_of
from saan.people.place_figures import count_by_child
from saan.shared.panels import Panel
from saan.shared.thai import number
from saan.visits import coverage, due
from saan.visits.models import Alert
from saan.visits.permissions import Permission

RECENT = timedelta(days=30)


def visited(area, user):
    """Persons of this place visited in the last 30 days."""
    reach = user.reach(Permission.VISIT_READ)
    return coverage.people_of(area, reach).filter(
        visits__occurred_at__gte=timezone.now() - RECENT,
        visits__outcome="MET",
        visits__organisation_id__in=reach.sources("HEALTH"),
    )


def overdue(area, user):
    reach = user.reach(Permission.VISIT_READ)
    return coverage.of(area, reach, timezone.localdate()).overdue


def overdue_by_child(area, user):
    reach = user.reach(Permission.VISIT_READ)
    return due.overdue_by_child(coverage.people_of(area, reach), area, reach, timezone.localdate())


def open_alerts(area, user):
    waiting = Alert.objects.visible_to(user, Permission.VISIT_READ).filter(answered_at=None)
    return waiting.filter(area_key__range=(area.key, area.key_end))


def _list(name, area, words=""):
    return f"{reverse(name)}?area={area.code}{words}"


FIGURES = [
    Figure(
        key="visited",
        label=gettext_lazy("Visited in 30 days"),
        icon="home-check",
        permission=Permission.VISIT_READ,
        count=lambda area, user: visited(area, user).distinct().count(),
        url=lambda area: _list("visits:visit_list", area, "&when=30&outcome=MET"),
        order=50,
    ),
    Figure(
        key="overdue",
        label=gettext_lazy("Visits overdue"),
        icon="calendar-exclamation",
        permission=Permission.VISIT_READ,
        count=overdue,
        url=lambda area: _list("visits:due_list", area, "&state=overdue"),
        by_child=overdue_by_child,
        order=55,
        tone="waits",
    ),
    Figure(
        key="alerts",
        label=gettext_lazy("Alerts"),
        icon="alert-triangle",
        permission=Permission.VISIT_READ,
        count=lambda area, user: open_alerts(area, user).count(),
        url=lambda area: _list("visits:alert_list", area),
        by_child=lambda area, user: count_by_child(open_alerts(area, user), area),
        order=58,
        tone="waits",
    ),
]


def in_time(request, area):
    """How much of this place was visited in time, and where not; None where nobody is to be visited."""
    reach = request.user.reach(Permission.VISIT_READ)
    if not reach:
        return None
    today = timezone.localdate()
    total = coverage.of(area, reach, today)
    if not total.homes:
        return None
    below = coverage.by_place(area, list(children_of(area)), reach, today)
    rows = sorted((row for row in below if row.overdue), key=lambda row: -row.overdue)[:MOST_ROWS]
    return {
        "area": area,
        "finding": _finding(total, rows),
        "rows": [(row.of.full_name, row.overdue, _list("visits:due_list", row.of, "&state=overdue")) for row in rows],
    }


def _finding(total, rows):
    """What the bars show; how many were visited in time where there are none."""
    words = {"in_time": number(total.in_time), "overdue": number(total.overdue), "homes": number(total.homes)}
    if not rows:
        return _("%(in_time)s of %(homes)s homes were visited in time") % words
    words |= {"place": rows[0].of.full_name}
    return _("%(overdue)s of %(homes)s homes are overdue, most in %(place)s") % words


MOST_ROWS = 12
PANELS = [Panel("visits/_place_coverage.html", in_time, order=35)]
