"""Workers that die, come twice, or meet a database that goes away: nothing is lost, nothing is doubled."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection
from django.utils.timezone import now
from procrastinate.contrib.django.models import ProcrastinateJob

from saan.intake import actions, committing, staging, testing, working
from saan.intake.models import Batch, BatchState
from saan.people.models import Person, SourceRecord, Standing
from saan.people.testing import registry

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 400


def many_rows():
    surnames = ("ใจดี", "ทองคำ", "แก้วใส", "บุญมา", "ศรีสุข")
    for number in range(MANY):
        year = 2470 + number % 40
        yield [
            *(str(number + 1), "", "นาย", f"ทดสอบ{'กขคงจฉชซ'[number % 8]}{'นมยรลว'[number % 6]}"),
            *(surnames[number % 5] + "กขคงจ"[number // 5 % 5], f"{1 + number % 28}/{1 + number % 12}/{year}", "ชาย"),
            *(str(number + 1), str(1 + number % 9), "ควนขนุน", ""),
        ]


def die(*args, **kwargs):
    """As after kill -9: the process is gone, and with it whatever it had not committed."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed_worker(batch, where):
    """A worker process of its own that takes the job of this batch and is killed at `where`."""
    program = f"""
import django; django.setup()
from saan.intake import actions, tests
from saan.intake.models import Batch, BatchState
from saan.intake.tests.test_faults import die
from django.utils.timezone import now
import {where.rsplit(".", 1)[0]} as module
module.{where.rsplit(".", 1)[1]} = die
batch = Batch.objects.get(pk={batch.pk})
actions.JOBS[BatchState(batch.state)](batch_id=batch.pk, by_id=batch.created_by_id, at=now().isoformat())
"""
    settings = connection.settings_dict
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    address = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={host}"
    environment = os.environ | {"DATABASE_URL": address, "PYTHONPATH": os.getcwd()}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()[-2000:]


def wait_for_the_lock(batch):
    """The database notices within a moment that the dead worker's connection is gone."""
    for _try in range(100):
        with working.alone_on(batch.pk) as pulse:
            if pulse:
                return
        time.sleep(0.05)
    raise AssertionError("the lock of a dead worker stands")


@pytest.mark.parametrize("where", ["saan.people.linking.propose", "saan.people.deliveries.diff"])
def test_a_worker_killed_while_checking_leaves_no_row_lost_or_doubled(where):
    batch = testing.read(testing.workbook(many_rows()))
    testing.choose(batch)

    killed_worker(batch, where)
    wait_for_the_lock(batch)
    batch = testing.work(Batch.objects.get())

    assert batch.state == BatchState.READY
    assert batch.delivery.records.count() == MANY
    assert batch.delivery.records.values("row_key").distinct().count() == MANY


def test_a_worker_killed_while_committing_leaves_nothing_behind_and_the_next_one_finishes():
    batch = testing.checked(testing.workbook(many_rows()))
    before = registry()
    actions.commit(batch=batch, by=batch.created_by, at=now())

    killed_worker(batch, "saan.people.beats.tick")
    wait_for_the_lock(batch)

    assert registry() == before
    assert Batch.objects.get().state == BatchState.COMMITTING
    batch = testing.work(Batch.objects.get())
    assert batch.state == BatchState.COMMITTED
    assert SourceRecord.objects.filter(standing=Standing.CURRENT).count() == MANY


def test_two_workers_at_one_batch_are_as_one(monkeypatch):
    batch = testing.checked()
    actions.commit(batch=batch, by=batch.created_by, at=now())
    batch = Batch.objects.get()
    calls, slow = [], committing.commit

    def commit(*args, **kwargs):
        calls.append(1)
        time.sleep(0.3)
        slow(*args, **kwargs)

    monkeypatch.setattr(committing, "commit", commit)

    def worker():
        testing.work(batch)
        connection.close()

    threads = [threading.Thread(target=worker) for _each in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(calls) == 1
    assert Batch.objects.get().state == BatchState.COMMITTED
    assert Person.objects.count() == 4


def test_a_step_that_never_comes_to_its_end_is_given_up_with_a_sentence():
    batch = testing.read()
    testing.choose(batch)
    Batch.objects.filter(pk=batch.pk).update(attempts=working.ATTEMPTS)

    batch = testing.work(Batch.objects.get())

    assert (batch.state, batch.error_code) == (BatchState.FAILED, "GAVE_UP")


def test_a_fault_of_ours_stops_the_batch_and_it_can_be_tried_again(monkeypatch):
    batch = testing.read()
    testing.choose(batch)
    with monkeypatch.context() as broken:
        broken.setattr(staging, "rows_of", lambda batch: 1 / 0)
        batch = testing.work(Batch.objects.get())
    assert (batch.state, batch.error_code) == (BatchState.FAILED, "OUR_FAULT")

    actions.retry(batch=batch, by=batch.created_by, at=now())

    assert testing.work(Batch.objects.get()).state == BatchState.READY


def test_a_second_click_asks_for_nothing_new():
    batch = testing.checked()
    before = ProcrastinateJob.objects.filter(task_name="intake.commit").count()

    actions.commit(batch=batch, by=batch.created_by, at=now())
    with pytest.raises(actions.AlreadyDone):
        actions.commit(batch=batch, by=batch.created_by, at=now())

    assert ProcrastinateJob.objects.filter(task_name="intake.commit").count() == before + 1
