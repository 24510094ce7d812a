"""The fixture that takes the place of pytest-django's own making of a test database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.plugins import template

HOME = Path(__file__).resolve().parents[2] / ".cache" / "test-database"
"""The shared server's folder; deleting it is safe when no test is running."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a copy of the migrated template database."""
    from django.db import connections

    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        copy = template.Copy(template.server(HOME, stack), connections.settings["default"])
        copy.make()
        template.restore_after_commits(copy)
        yield
        copy.drop()
