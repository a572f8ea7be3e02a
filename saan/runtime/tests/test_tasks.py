"""Jobs whose worker was killed."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from saan.runtime.browsing import finished
from saan.runtime.tasks import MOST_ATTEMPTS, rescue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def killed_job():
    """A job in the hands of a worker that has been silent for a minute."""

    def make(attempts=0):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
            )
            worker = cursor.fetchone()[0]
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, worker_id)"
                " VALUES ('elsewhere', 'some.task', 'doing', %s, %s) RETURNING id",
                [attempts, worker],
            )
            return cursor.fetchone()[0]

    return make


def test_job_of_a_killed_worker_waits_to_be_done_again(killed_job):
    job = killed_job()

    run_rescue()

    assert ProcrastinateJob.objects.get(pk=job).status == "todo"


def test_job_that_keeps_killing_its_worker_is_given_up(killed_job):
    job = killed_job(attempts=MOST_ATTEMPTS - 1)

    run_rescue()

    assert ProcrastinateJob.objects.get(pk=job).status == "failed"


def run_rescue():
    """A worker that does what waits and leaves."""

    async def work():
        with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    queues=["default"], wait=False, listen_notify=False, install_signal_handlers=False
                )

    rescue.defer(timestamp=0)
    finished(work())
