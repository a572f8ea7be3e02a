"""What the person's page and the page of a place say of needs."""

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saan.areas.hooks import Figure
from saan.needs.models import CareActivity, CarePlan, Need, NeedState
from saan.needs.permissions import Permission
from saan.partners.models import NeedKind
from saan.people.place_figures import count_by_child
from saan.shared.panels import Panel

MOST_KINDS = 10


def needs_of(request, person):
    """What this person and their carer lack."""
    reach = request.user.reach(Permission.NEED_READ)
    if not reach:
        return None
    record = request.user.reach(Permission.NEED_RECORD)
    seen = Need.objects.within(reach).filter(person=person).select_related("kind").order_by("kind__position", "pk")
    needs = [need for need in seen if need.state == NeedState.OPEN]
    return {
        "person": person,
        "needs": needs,
        "closed": len(seen) - len(needs),
        "may_record": bool(record) and record.covers(person.area_key),
    }


def plans_of(request, person):
    """What organisations mean to do for this person, and what of it is due first."""
    reach = request.user.reach(Permission.NEED_READ)
    if not reach:
        return None
    edit = request.user.reach(Permission.PLAN_EDIT)
    plans = CarePlan.objects.within(reach).filter(person=person, closed_at=None).select_related("organisation")
    waiting = CareActivity.objects.filter(done_at=None, cancelled_at=None).select_related("responsible")
    waiting = Prefetch("activities", waiting.order_by("due_on", "pk"), to_attr="waiting")
    return {
        "person": person,
        "plans": list(plans.prefetch_related(waiting).order_by("-starts_on", "-pk")),
        "may_plan": bool(edit) and edit.covers(person.area_key),
        "today": timezone.localdate(),
    }


def open_in(area, user):
    """Open needs of this place that the reader may see."""
    seen = Need.objects.visible_to(user, Permission.NEED_READ).open()
    return seen.filter(area_key__range=(area.key, area.key_end))


def by_kind(request, area):
    """How many of each kind are open here, the most first."""
    if not request.user.reach(Permission.NEED_READ):
        return None
    counted = open_in(area, request.user).values("kind", "kind__code")
    counted = list(counted.annotate(n=Count("pk")).order_by("-n", "kind__position"))
    if not counted:
        return None
    kinds = NeedKind.objects.in_bulk([each["kind"] for each in counted])
    url = f"{reverse('needs:need_list')}?area={area.code}&kind="
    rows = [(str(kinds[each["kind"]]), each["n"], url + each["kind__code"]) for each in counted[:MOST_KINDS]]
    finding = _("What is lacking most here: %(kind)s") % {"kind": rows[0][0]}
    return {"rows": rows, "finding": finding, "area": area}


FIGURES = [
    Figure(
        key="needs",
        label=gettext_lazy("Open needs"),
        icon="heart-handshake",
        permission=Permission.NEED_READ,
        count=lambda area, user: open_in(area, user).count(),
        url=lambda area: f"{reverse('needs:need_list')}?area={area.code}",
        by_child=lambda area, user: count_by_child(open_in(area, user), area),
        order=60,
    )
]
PERSON = [
    Panel("needs/_person_needs.html", needs_of, order=20),
    Panel("needs/_person_plans.html", plans_of, order=25),
]
PLACE = [Panel("needs/_place_needs.html", by_kind, order=40)]
