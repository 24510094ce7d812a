"""`myelin createoperator EMAIL NAME`: the first person who runs this community."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from myelin.members import actions
from myelin.members.handles import free_handle
from myelin.members.models import Member
from myelin.members.staff import OPERATORS


class Command(BaseCommand):
    help = "Make an operator. The password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        if Member.objects.filter(email__iexact=options["email"]).exists():
            raise CommandError("Somebody has this address already.")
        member = Member.objects.create_user(
            options["email"], password, name=options["name"], handle=free_handle(options["name"]),
            is_staff=True, welcomed_at=timezone.now(),
        )  # fmt: skip
        actions.begin_profile(member=member)
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
        member.groups.add(Group.objects.get_or_create(name=OPERATORS)[0])
        self.stdout.write(f"{member.name} may sign in as {member.email}.")
