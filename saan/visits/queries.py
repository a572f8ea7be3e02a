"""Reads of visits and values, shaped for the pages that show them. Everything keeps to a reach."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saan.forms.models import Attachment, Measure
from saan.forms.permissions import Permission as Forms
from saan.needs.models import Need
from saan.shared.thai import date_short
from saan.visits.models import Observation, Visit

POINTS_IN_A_CHART = 40


@dataclass(frozen=True)
class Value:
    """One value as it is read: `shown` with its unit's decimals."""

    observation: Observation

    @property
    def shown(self):
        return shown(self.observation.measure, self.observation.value, self.observation.text)

    @property
    def band(self):
        return self.observation.band

    @property
    def severity(self):
        return self.band.severity if self.band else ""

    @property
    def on(self):
        return timezone.localdate(self.observation.effective_at)


@dataclass
class Trend:
    """What one measure of one person was, oldest first."""

    measure: Measure
    values: list[Value] = field(default_factory=list)

    @property
    def latest(self):
        return self.values[-1]

    @property
    def before(self):
        return self.values[-2] if len(self.values) > 1 else None

    @property
    def points(self):
        """(day, number, address) for the chart."""
        numbers = [each for each in self.values if each.observation.value is not None]
        return [(date_short(each.on), each.observation.value, "") for each in numbers[-POINTS_IN_A_CHART:]]

    @property
    def is_followed(self):
        return len(self.points) > 1

    @property
    def finding(self):
        """What the chart says, in a sentence."""
        first, last = self.points[0], self.points[-1]
        facts = {
            "measure": self.measure,
            "first": shown(self.measure, first[1]),
            "last": shown(self.measure, last[1]),
            "since": first[0],
        }
        if last[1] < first[1]:
            return _("%(measure)s fell from %(first)s to %(last)s since %(since)s") % facts
        if last[1] > first[1]:
            return _("%(measure)s rose from %(first)s to %(last)s since %(since)s") % facts
        return _("%(measure)s is %(last)s, as on %(since)s") % facts


def shown(measure, value, text=""):
    """The number as one reads it: 128, 36.5; else what was answered."""
    return text if value is None else f"{value:,.{measure.decimals}f}"


def trends_of(person, reach):
    """Every measure of this person that is shown, with all its current values; in the order of the catalogue."""
    found = Observation.objects.within(reach).filter(person=person, is_current=True, measure__is_shown=True)
    found = found.select_related("measure", "band").order_by("measure__position", "measure__code", "effective_at", "pk")
    trends = {}
    for each in found:
        trends.setdefault(each.measure_id, Trend(each.measure)).values.append(Value(each))
    return list(trends.values())


def seen_visits(user, permission):
    """Visits with what a list or a page says of each."""
    return Visit.objects.visible_to(user, permission).select_related(
        "person__area__parent", "visitor", "organisation", "pair"
    )


def with_findings(visits):
    """The same with the current values of each."""
    values = Observation.objects.filter(is_current=True, measure__is_shown=True).select_related("measure", "band")
    return visits.prefetch_related(
        Prefetch("observations", values.order_by("measure__position", "pk"), to_attr="found"),
    )


def photos_of(visit, user):
    """Addresses of the pictures that came with the forms of a visit, each once; for those who may read the forms."""
    reach = user.reach(Forms.SUBMISSION_READ)
    if not (reach and reach.covers(visit.area_key)):
        return []
    parts = visit.parts.filter(is_current=True).exclude(submission=None)
    filled = parts.values_list("submission__receipt__instance_id", "submission__organisation_id")
    found = Attachment.objects.of(filled).filter(media_type__startswith="image/").order_by("pk")
    once = {bytes(each.sha256): each.uuid for each in found}
    return [reverse("forms:attachment", args=[uuid]) for uuid in once.values()]


def values_of(visit):
    """The current values of a visit that are shown, in the order of the catalogue."""
    found = visit.observations.filter(is_current=True, measure__is_shown=True).select_related("measure", "band")
    return [Value(each) for each in found.order_by("measure__position", "measure__code", "pk")]


def needs_of(visit):
    """What was said to be lacking during a visit."""
    return list(
        Need.objects.filter(mentions__submission__part__visit=visit, mentions__is_current=True)
        .select_related("kind")
        .distinct()
        .order_by("kind__position", "pk")
    )
