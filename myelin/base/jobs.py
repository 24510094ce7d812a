"""Django's Tasks interface on Procrastinate: what the library queues runs in the worker, not inside the request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.utils.module_loading import import_string
from procrastinate import JobContext
from procrastinate.contrib.django import app

DAYS_KEPT = 7
"""How long finished jobs stay to be looked at; failed ones stay until somebody has."""


class ProcrastinateBackend(BaseTaskBackend):
    """Defers a job that holds the task's name and arguments; it is rolled back with the transaction it is made in."""

    supports_defer = True
    supports_priority = True

    def enqueue[**P, R](self, task: Task[P, R], args: list[Any], kwargs: dict[str, Any]) -> TaskResult[P, R]:
        """Put the task on the queue. Its result cannot be asked for later."""
        self.validate_task(task)
        result: TaskResult[P, R] = TaskResult(
            task=task,
            id="",
            status=TaskResultStatus.READY,
            enqueued_at=datetime.now(UTC),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        job = app.configure_task("django_task", priority=task.priority, schedule_at=task.run_after)
        number = job.defer(path=task.module_path, args=result.args, kwargs=result.kwargs)
        object.__setattr__(result, "id", str(number))
        return result


@app.task(name="django_task", retry=3)
def run_django_task(*, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run one task that was put on the queue through Django's interface."""
    task: Task[..., Any] = import_string(path)
    if task.takes_context:
        raise NotImplementedError(f"{path} asks for its context, which this queue does not keep.")
    task.call(*args, **kwargs)


@app.periodic(cron="17 3 * * *")
@app.task(name="remove_old_jobs", queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Forget jobs that were done long ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=DAYS_KEPT * 24)
