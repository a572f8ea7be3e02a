"""Makers for tests: needs, as somebody records them by hand."""

from datetime import date

from django.utils import timezone

from saan.accounts import testing as accounts
from saan.needs import actions, planning
from saan.partners.models import NeedKind
from saan.people import deliveries
from saan.people import testing as people
from saan.people.models import Person


def need(person, by, code="WHEELCHAIR", **what):
    """A need recorded by hand, now."""
    what = {"at": timezone.now(), **what}
    return actions.record(person=person, kind=NeedKind.objects.get(code=code), by=by, **what)


def somebody(organisation, area, name="ทองดี สมมุติ", groups=("BED_BOUND",)):
    """A person whom this organisation holds."""
    delivery = people.delivered(
        people.source_list(organisation, area=area, groups=groups),
        people.row(name, area=area, cid=people.citizen_id(), birth_date="1941-05-02"),
    )
    by = accounts.user("COORDINATOR", organisation, area)
    deliveries.commit(delivery, by=by, at=timezone.now())
    return Person.objects.get(records__delivery=delivery)


def examples(side):
    """Somebody of this side who lacks something."""
    by = accounts.user("CARE_WORKER", side.organisation, side.area)
    person = somebody(side.organisation, side.area, f"ทองดี {side.mark}")
    made = need(person, by, note=f"ขอ {side.mark}", since=date(2026, 1, 2))
    one = {"uuid": made.uuid}
    plan = planning.make_plan(
        person=person, goal=f"เดินได้ {side.mark}", starts_on=date(2026, 1, 2), by=by, at=timezone.now()
    )
    activity = planning.add_activity(
        plan=plan, what=f"ฝึกเดิน {side.mark}", due_on=date(2026, 2, 1), every_days=7, by=by, at=timezone.now()
    )
    return {
        "needs:plan_add": {"pk": person.pk},
        **{f"needs:{name}": {"pk": plan.pk} for name in ("plan", "activity_add", "plan_close", "plan_reopen")},
        **{f"needs:activity_{name}": {"uuid": activity.uuid} for name in ("done", "cancel", "undo")},
        "needs:need_add": {"pk": person.pk},
        **{f"needs:{name}": one for name in ("need", "need_end", "need_reopen")},
    }
