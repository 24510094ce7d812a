"""Which databases the tables of this version can be built on."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from myelin.config.refusals import Refusal

pytestmark = pytest.mark.django_db


def recorded() -> set[tuple[str, str]]:
    """What is on record as done in this database."""
    return set(MigrationRecorder(connection).applied_migrations())


def forget(*names: tuple[str, str]) -> None:
    """Take migrations from that record."""
    for app, name in names:
        assert MigrationRecorder.Migration.objects.filter(app=app, name=name).delete()[0] == 1


def folded(room: str) -> list[tuple[str, str]]:
    """The migrations of before that the tables of a room are folded from."""
    return MigrationLoader(None).disk_migrations[room, "0001_tables"].replaces


def test_a_database_between_two_versions_is_refused_in_words() -> None:
    forget(*folded("members")[:1])
    with pytest.raises(Refusal, match="Start the last version before that day on it once"):
        call_command("migrate", verbosity=0)


def test_a_database_of_the_version_before_has_all_its_tables() -> None:
    """Whoever comes from there has the old names on record, and not yet the one that stands for them."""
    forget(("members", "0001_tables"))
    call_command("migrate", verbosity=0)
    assert ("members", "0001_tables") in recorded()


def test_a_first_start_that_was_broken_off_goes_on() -> None:
    """Rooms that have their tables stand beside rooms that have none: nothing is in between."""
    visits = {name for name in recorded() if name[0] == "visits"}
    forget(*visits)
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("visits_")]
        cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
    call_command("migrate", verbosity=0)
    assert {name for name in recorded() if name[0] == "visits"} == visits
