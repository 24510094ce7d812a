"""`myelin loadpack`: fill this install from its condition pack. The second time nothing changes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from myelin.library.starter import load_starter
from myelin.pack.folder import PackError, read_pack
from myelin.pack.queries import is_loaded
from myelin.therapies.actions import load_pack


class Command(BaseCommand):
    """Reads the folder, checks it, and brings topics, symptoms, facts, medicines and starter articles in line."""

    help = "Fill this install from its condition pack. Safe to run again: only what differs is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="compare every row, even if no file has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.PACK_DIR)
        if not options["again"] and is_loaded(folder):
            self.say("The pack is loaded already; no file of it has changed.", options)
            return
        try:
            with transaction.atomic():
                counts = [*load_pack(read_pack(folder), now=timezone.now())]
                counts.append(load_starter(folder=folder, now=timezone.now()))
        except PackError as error:
            raise CommandError(str(error)) from error
        for one in counts:
            self.say(
                f"{one.name}: {one.made} made, {one.changed} changed, {one.retired} retired, {one.kept} kept", options
            )

    def say(self, sentence: str, options: dict[str, Any]) -> None:
        """Print a sentence unless nobody wants to hear."""
        if options["verbosity"]:
            self.stdout.write(sentence)
