"""Jobs that look after jobs."""

import logging

from procrastinate.contrib.django import app
from procrastinate.jobs import Status

log = logging.getLogger(__name__)

# A worker says every 10 s that it lives; one silent for three times that has been killed.
SILENT_SECONDS = 30
MOST_ATTEMPTS = 5


@app.periodic(cron="* * * * * */5")
@app.task(queueing_lock="rescue", pass_context=True)
async def rescue(context, timestamp):
    """Put the jobs of a killed worker back, so that they go on; a job that keeps killing its worker is given up."""
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts + 1 < MOST_ATTEMPTS:
            log.warning("Job %s (%s) lost its worker and is started again", job.id, job.task_name)
            await context.app.job_manager.retry_job(job)
        else:
            log.error("Job %s (%s) lost its worker %s times and is given up", job.id, job.task_name, job.attempts + 1)
            await context.app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
