"""Every page about home visits and needs, with something in it, pleases axe and fits a phone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from saan.needs import planning
from saan.needs.models import Need
from saan.visits import caseloads, due, testing
from saan.visits.models import Alert, Conflict
from tests.looks import troubles_of

pytestmark = pytest.mark.browser


def test_pages_of_visits_needs_and_caseloads_are_clean(page, world, sign_in):
    user, now = world.user("COORDINATOR"), timezone.now()
    other = world.user("CARE_WORKER")
    person = world.person("มาลี แก้วใส")
    due.load_rhythms()
    testing.measure("LOOKS", ("LOW", None, 4, "ALERT"), ("FINE", 5, None, "FINE"), change_alert=-3, name_th="คะแนน")
    said = {"roles": {"outcome": "MET", "visit_note": "นั่งได้ " * 30}, "needs": [{"kind": "BED", "note": "ล้อหัก"}]}
    testing.visit(person, user, values={"LOOKS": 12}, received_at=now - timedelta(days=40), **said)
    visit = testing.visit(person, user, values={"LOOKS": 3}, received_at=now, latitude=7.7, longitude=100.0, **said)
    testing.visit(person, other, roles={"outcome": "DIED"}, received_at=now)
    plan = planning.make_plan(person=person, goal="ลุกนั่งเองได้", starts_on=date(2026, 1, 1), by=user, at=now)
    planning.add_activity(plan=plan, what="ฝึกนั่ง", due_on=date(2026, 2, 1), every_days=7, by=user, at=now)
    pair = caseloads.make_pair(name="คู่บ้านริมน้ำ", area=world.river, adult=user, youth=other, by=user, at=now)
    caseloads.give(pair=pair, area=world.river, by=user, at=now)
    sign_in(user)

    found = troubles_of(page, [
        "/visits/", f"/visits/{visit.uuid}/", f"/visits/of/{person.pk}/", f"/visits/of/{person.pk}/add/",
        "/visits/alerts/", f"/visits/alerts/{Alert.objects.get().uuid}/",
        f"/visits/conflicts/{Conflict.objects.get().pk}/",
        "/visits/homes/", "/visits/due/", f"/visits/coverage/?area={world.district.code}", "/visits/caseloads/",
        "/visits/charges/add/", "/visits/pairs/add/", "/needs/", f"/needs/{Need.objects.first().uuid}/",
        f"/needs/of/{person.pk}/add/", f"/needs/plans/{plan.pk}/", f"/needs/plans/{plan.pk}/add/",
        f"/people/{person.pk}/", f"/areas/{world.district.code}/",
    ])  # fmt: skip

    assert found == []
