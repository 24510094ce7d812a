from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser

from myelin.search import actions, counting


class Command(BaseCommand):
    help = "Makes the ranking of the search anew, as after pgvector came to the server, and counts all words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--statistics", action="store_true", help="Count the words only.")

    def handle(self, *args: object, **options: object) -> None:
        if not options["statistics"]:
            way = "with pgvector" if actions.renew_ranking() else "without pgvector"
            self.stdout.write(f"The search ranks {way}.")
        counted = counting.count_all_words()
        self.stdout.write(f"Words counted in {counted} documents.")
