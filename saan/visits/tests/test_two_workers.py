"""Two workers that land at the same moment, each with a connection of its own, open one alert."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from saan.visits import alerts, testing
from saan.visits.models import Alert, Observation
from saan.worklist.models import Item

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_at_once_open_one_alert_with_one_item(person, visitor, monkeypatch):
    testing.measure("SBP", ("FINE", None, 139, "FINE"), ("HIGH", 140, None, "ALERT"))
    with monkeypatch.context() as patch:
        patch.setattr(alerts, "look_at", lambda ids: None)
        for value in (170, 180):
            testing.landed(person, visitor, values={"SBP": value})
    ids = list(Observation.objects.order_by("pk").values_list("pk", flat=True))
    both_have_looked = Barrier(2, timeout=60)
    looked = alerts._waiting
    monkeypatch.setattr(alerts, "_waiting", lambda persons: _after(both_have_looked, looked(persons)))

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(_land, ids))

    assert Alert.objects.filter(answered_at=None).count() == 1
    assert Item.objects.open().filter(kind="visits.alert").count() == 1
    assert str(Alert.objects.get().uuid) in Item.objects.open().get(kind="visits.alert").url


def _after(barrier, found):
    barrier.wait()
    return found


def _land(observation_id):
    try:
        with transaction.atomic():
            alerts.look_at([observation_id])
    finally:
        connection.close()
