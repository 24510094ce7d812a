"""Load with `-p tests.plugins.database`: where tests keep what lives, and the database that each process gets.

Every pytest process has a data folder of its own, thrown away at the end. All of them, also of several runs at the
same time, share one embedded PostgreSQL in `.cache/`; with DATABASE_URL set they use that server instead.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

# Read by the settings, which pytest-django imports before any fixture runs.
os.environ["MYELIN_DATA"] = tempfile.mkdtemp(prefix="myelin-test-")
atexit.register(shutil.rmtree, os.environ["MYELIN_DATA"], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before pytest-django sets the apps up: serve static files without the manifest that `collectstatic` makes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", early_config.getini("DJANGO_SETTINGS_MODULE"))
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    """Take over the making of the test database."""
    from tests.plugins import fixtures

    config.pluginmanager.register(fixtures, "myelin-fixtures")  # after pytest-django, so that ours is the one
