"""The worker: runs what the page server has put on the queue, and what is due by the clock."""

from __future__ import annotations

STOP_WITHIN = 10.0
"""Seconds that running jobs have to end after the worker was told to stop; then they are left for the next one."""
AT_ONCE = 2
"""Jobs: a long file of care is read for minutes, one at a time, and what is short does not wait behind it."""
CONNECTIONS = {"min_size": 1, "max_size": 4}
"""How many the queue keeps open; each costs the database four MiB, and one is enough while nothing happens."""


def work() -> None:
    """Run jobs until told to stop."""
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app, connector_params

    with app.replace_connector(PsycopgConnector(kwargs=connector_params(), **CONNECTIONS)) as working:
        working.run_worker(name="myelin", concurrency=AT_ONCE, shutdown_graceful_timeout=STOP_WITHIN)
