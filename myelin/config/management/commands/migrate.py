from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from myelin.config.refusals import Refusal


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a database whose tables stand between two versions that this one can begin from."""
        steps = MigrationLoader(None).disk_migrations.values()
        old = {name for step in steps for name in step.replaces}
        done = old & set(MigrationRecorder(connection).applied_migrations())
        if done and done != old:
            raise Refusal(
                "This database is older than 27 November 2026. Start the last version before that day on it once, then this one."
            )
        super().handle(*args, **options)
