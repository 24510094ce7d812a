from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from django.core.management.base import BaseCommand, CommandParser

from myelin.config import themes


class Command(BaseCommand):
    help = "Works something out anew: `themes`, after the pack's words for them changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["themes"])

    def handle(self, *args: object, **options: object) -> None:
        for name, steps in groupby(themes.rebuild(), key=itemgetter(0)):
            done = 0
            for _name, done in steps:
                self.stdout.write(f"{name}: {done}", ending="\r")
                self.stdout.flush()
            self.stdout.write(f"{name}: {done} looked at.")
