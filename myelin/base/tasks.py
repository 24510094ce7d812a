"""Work of the night, and taking up what a killed worker dropped."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from myelin.base import counts, idempotency

MOST_ATTEMPTS = 9
"""A job that was dropped so often may be what kills the worker; it is left for somebody to look at."""


@app.periodic(cron="11 3 * * *")
@app.task(name="forget_keys_of_forms", queueing_lock="forget_keys_of_forms")
def forget_keys_of_forms(timestamp: int) -> None:
    """Forget which forms were sent, once nobody will send them again."""
    idempotency.forget_keys(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="take_up_dropped_jobs", queueing_lock="take_up_dropped_jobs", pass_context=True)
async def take_up_dropped_jobs(context: JobContext, timestamp: int) -> None:
    """Put jobs back on the queue whose worker is not heard of any more. Every job of the house may run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.attempts >= MOST_ATTEMPTS:
            await _finish(manager, job, keep=True)
            continue
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # The same work waits already.
            await _finish(manager, job, keep=False)


async def _finish(manager: JobManager, job: Job, *, keep: bool) -> None:
    assert job.id is not None
    await manager.finish_job_by_id_async(job.id, status=Status.FAILED, delete_job=not keep)


@app.periodic(cron="17 3 * * *")
@app.task(name="forget_counts_of_attempts", queueing_lock="forget_counts_of_attempts")
def forget_counts_of_attempts(timestamp: int) -> None:
    """Forget who tried what, and from where, once it limits nothing any more."""
    counts.forget_counts(now=timezone.now())
