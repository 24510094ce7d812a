from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from myelin.demo.logins import FILE
from myelin.demo.seeding import seed


class Command(BaseCommand):
    help = "Fill this install with an invented community. Doing it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed the demo from the condition pack."""
        made = seed(folder=settings.PACK_DIR / "demo", data=settings.DATA, now=timezone.now())
        self.stdout.write("The demo community is here." if made else "The demo community was here already.")
        self.stdout.write(f"Logins, one a role: {settings.DATA / FILE}")
