"""The worker: runs what the page server has put on the queue, and what is due by the clock."""

from __future__ import annotations

from procrastinate import PsycopgConnector
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.contrib.django.django_connector import DjangoConnector

STOP_WITHIN = 10.0
"""Seconds that running jobs have to end after the worker was told to stop; then they are left for the next one."""
AT_ONCE = 2
"""Jobs: a long file of care is read for minutes, one at a time, and what is short does not wait behind it."""
CONNECTIONS = {"min_size": 1, "max_size": 4}
"""How many the queue keeps open; each costs the database four MiB, and one is enough while nothing happens."""


class Connector(PsycopgConnector):
    """Takes jobs over connections of the queue; what a job puts on the queue goes into that job's own transaction.

    The queue's way for both would show the new job at once, before the rows it works on: the worker's other hand takes
    it, finds nothing to do, and the letter is never sent. And what is rolled back would leave its jobs behind.
    """

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector()


def work() -> None:
    """Run jobs until told to stop."""
    with app.replace_connector(Connector(kwargs=connector_params(), **CONNECTIONS)) as working:
        working.run_worker(name="myelin", concurrency=AT_ONCE, shutdown_graceful_timeout=STOP_WITHIN)
