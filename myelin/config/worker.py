"""The worker: runs what the page server has put on the queue, and what is due by the clock."""

from __future__ import annotations

STOP_WITHIN = 10.0
"""Seconds that running jobs have to end after the worker was told to stop; then they are left for the next one."""


def work() -> None:
    """Run jobs until told to stop."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(name="myelin", shutdown_graceful_timeout=STOP_WITHIN)
