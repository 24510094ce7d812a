"""`myelin token EMAIL`: print a personal key to the API."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from myelin.members import actions
from myelin.members.models import Member


class Command(BaseCommand):
    help = "Print a personal token for `Authorization: Bearer`. It is shown once; only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="command line", help="What the key is for.")

    def handle(self, *args: Any, **options: Any) -> None:
        member = Member.objects.reachable().filter(email__iexact=options["email"]).first()
        if member is None:
            raise CommandError("No member has this address.")
        self.stdout.write(actions.make_token(member=member, name=options["name"], now=timezone.now()))
