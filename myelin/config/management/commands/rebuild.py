from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.management.base import BaseCommand, CommandParser

from myelin.discussion import themes as talk
from myelin.library.actions import themes as library
from myelin.questions.actions import themes as questions
from myelin.updates import themes as updates

PARTS: dict[str, Callable[[], Iterator[int]]] = {
    "updates": updates.rebuild,
    "questions": questions.rebuild,
    "answers": questions.rebuild_answers,
    "comments": talk.rebuild_comments,
    "articles": library.rebuild,
}


class Command(BaseCommand):
    help = "Works something out anew: `themes`, after the pack's words for them changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["themes"])

    def handle(self, *args: object, **options: object) -> None:
        for name, part in PARTS.items():
            done = 0
            for number in part():
                done += number
                self.stdout.write(f"{name}: {done}", ending="\r")
                self.stdout.flush()
            self.stdout.write(f"{name}: {done} looked at.")
