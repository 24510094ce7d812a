"""The fixtures that take the place of pytest-django's own making of a test database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.plugins import template


class Databases:
    """The copies of this process: the one with tables alone, and once a test asks for it, the one with the pack."""

    def __init__(self, server: template.Server, settings: template.Settings) -> None:
        from django.test import TransactionTestCase

        self.server, self.settings = server, settings
        self.copies: dict[str, template.Copy] = {}
        self.used = self.use("tables")
        # Tests that commit (`transaction=True`, live servers) leave the database as the template has it. Django's own
        # way empties every table, also of the rows that migrations made and later tests need.
        TransactionTestCase._fixture_teardown = lambda _test: self.used.restore()  # type: ignore[method-assign]

    def use(self, kind: str) -> template.Copy:
        """Lead Django to a copy, which is made when it is the first time."""
        if kind not in self.copies:
            self.copies[kind] = template.Copy(self.server, self.settings, template.KINDS[kind]())
            self.copies[kind].make()
        self.used = self.copies[kind]
        self.used.use()
        return self.used

    def drop(self) -> None:
        """Drop them all."""
        for copy in self.copies.values():
            copy.drop()


@pytest.fixture(scope="session")
def databases(django_test_environment: None) -> Iterator[Databases]:
    """The copies of this process. A test that asks for no database gets none: what it wrote, nobody would take back."""
    from django.db import connections

    with ExitStack() as stack:
        mine = Databases(template.server(template.home(), stack), connections.settings["default"])
        yield mine
        mine.drop()


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases) -> None:
    """Give this process a copy of the migrated template database, under the name that pytest-django asks for."""


@pytest.fixture
def pack_loaded(db: None) -> None:
    """The condition pack with its formulary and starter library is there when the test begins."""
