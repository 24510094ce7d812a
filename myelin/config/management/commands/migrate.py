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
        applied = set(MigrationRecorder(connection).applied_migrations())
        folded = [set(step.replaces) for step in MigrationLoader(None).disk_migrations.values()]
        if any(old & applied and old - applied for old in folded):
            raise Refusal(
                "This database is older than 27 November 2026. Start the last version before that day on it once, then this one."
            )
        super().handle(*args, **options)
