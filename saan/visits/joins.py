"""What visits hangs into the pages of the rooms around."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.areas import hooks as areas
from saan.audit import hooks as audit
from saan.forms import hooks as forms
from saan.people import hooks as people
from saan.shared.navigation import Room, register
from saan.shared.start import Shortcut, add_shortcut
from saan.visits import departures, joins43, landing, panels, place_figures, versions
from saan.visits.permissions import Permission
from saan.worklist.hooks import KINDS, Kind

VERBS = {
    "visits.visit.read": gettext_lazy("looked at a home visit"),
    "visits.values.read": gettext_lazy("looked at everything measured of a person"),
    "visits.visit.recorded": gettext_lazy("recorded a home visit"),
    "visits.pair.made": gettext_lazy("made the pair %(name)s"),
    "visits.pair.ended": gettext_lazy("ended the pair %(name)s"),
    "visits.pair.restored": gettext_lazy("brought the pair %(name)s back"),
    "visits.charge.given": gettext_lazy("charged %(to)s with home visits"),
    "visits.charge.ended": gettext_lazy("ended a charge of home visits"),
    "visits.charge.restored": gettext_lazy("brought a charge of home visits back"),
    "visits.alert.answered": gettext_lazy("answered an alert"),
    "visits.alert.reopened": gettext_lazy("took back the answer to an alert"),
    "visits.conflict.decided": gettext_lazy("decided between what two visitors said"),
    "visits.conflict.reopened": gettext_lazy("took back a decision between two visitors"),
    "visits.visit.corrected": gettext_lazy("corrected what was written of a home visit"),
    "visits.visit.withdrawn": gettext_lazy("withdrew a home visit written by hand"),
    "visits.visit.restored": gettext_lazy("brought a withdrawn home visit back"),
    "visits.version.chosen": gettext_lazy("let another version of a home visit count"),
    "visits.departure.denied": gettext_lazy("said that a death or a move told on a visit is not so"),
    "visits.departure.reopened": gettext_lazy("took back that a death or a move told on a visit is not so"),
    "visits.rhythm.set": gettext_lazy("set how often %(group)s are visited: every %(days)s days"),
    "visits.rhythm.ended": gettext_lazy("ended the rhythm of %(group)s"),
    "visits.rhythm.restored": gettext_lazy("brought the rhythm of %(group)s back"),
}


def join():
    forms.LANDED.append(landing.land)
    forms.CHOSEN.append(versions.stand)
    people.DERIVED.append(departures.follow_registry)
    people.PANELS.extend(panels.PANELS)
    people.STEPS.append(panels.steps)
    register(
        Room(
            label=gettext_lazy("Home visits"), url_name="visits:visit_list", icon="home-heart", order=42, may=_may_read
        )
    )
    register(
        Room(
            label=gettext_lazy("Alerts"),
            url_name="visits:alert_list",
            icon="alert-triangle",
            order=43,
            may=_may_answer,
        )
    )
    people.FOLLOWERS.extend([
        "visits_visit", "visits_observation", "visits_alert", "visits_charge", "visits_conflict",
        "visits_departure",
    ])  # fmt: skip
    areas.FIGURES.extend(place_figures.FIGURES)
    areas.PANELS.extend(place_figures.PANELS)
    audit.VERBS |= VERBS
    joins43.join()
    add_shortcut(
        Shortcut(
            label=gettext_lazy("My homes"),
            url_name="visits:my_homes",
            icon="home-2",
            permission=Permission.VISIT_RECORD,
            order=10,
        )
    )
    register(
        Room(
            label=gettext_lazy("My homes"),
            url_name="visits:my_homes",
            icon="home-2",
            order=41,
            may=_may_record,
            only="desk",
        )
    )
    register(
        Room(label=gettext_lazy("Caseloads"), url_name="visits:caseload_list", icon="route", order=46, may=_may_assign)
    )
    KINDS["visits.alert"] = Kind(title=gettext_lazy("Alerts"), sentence=alert_waits, icon="alert-triangle", order=10)
    KINDS["visits.conflict"] = Kind(
        title=gettext_lazy("Visitors disagree"), sentence=conflict_waits, icon="arrows-diff", order=30
    )
    KINDS[departures.KIND] = Kind(
        title=gettext_lazy("To record in the registry"), sentence=departure_waits, icon="user-question", order=20
    )


def _may_read(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.VISIT_READ))


def _may_record(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.VISIT_RECORD))


def _may_assign(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.VISIT_ASSIGN))


def _may_answer(request):
    return request.user.is_authenticated and bool(request.user.reach(Permission.ALERT_ANSWER))


def alert_waits(facts):
    return f"{facts['person']} · {facts['what']}"


def conflict_waits(facts):
    return _("Two visitors say different things of %(person)s") % facts


def departure_waits(facts):
    words = (
        _("%(person)s has died, visitors say")
        if facts["outcome"] == "DIED"
        else _("%(person)s has moved away, visitors say")
    )
    return words % facts
