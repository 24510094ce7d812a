"""Load with `-p tests.plugins.database`: where tests keep what lives, and the database that each process gets.

Every pytest process has a data folder of its own, thrown away at the end. All of them, also of several runs at the
same time, share one embedded PostgreSQL (`template.home`); with DATABASE_URL set they use that server instead.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Read by the settings, which pytest-django imports before any fixture runs.
os.environ["MYELIN_DATA"] = tempfile.mkdtemp(prefix="myelin-test-")
Path(os.environ["MYELIN_DATA"], "static").mkdir()  # what `collectstatic` makes where it is run
atexit.register(shutil.rmtree, os.environ["MYELIN_DATA"], ignore_errors=True)


def settle(module: str) -> None:
    """Take the settings of this module as tests have them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", module)
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["tests.plugins.hashing.QuickArgon2"]


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before pytest-django sets the apps up: static files need no manifest of `collectstatic`, passwords little work."""
    settle(early_config.getini("DJANGO_SETTINGS_MODULE"))
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """Take over the making of the test database."""
    from tests.plugins import fixtures

    config.pluginmanager.register(fixtures, "myelin-fixtures")  # after pytest-django, so that ours is the one


@pytest.fixture(autouse=True)
def right_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before anything asks the database: lead tests that want the pack to where it is loaded, and back after them.

    It stands in this file because this plugin is there before pytest-django, whose own fixtures begin transactions.
    """
    if "pack_loaded" not in request.fixturenames:
        yield
        return
    databases = request.getfixturevalue("databases")
    databases.use("pack")
    yield
    databases.use("tables")
