"""`myelin duty EMAIL GROUP`: let somebody look after the community, or no longer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from myelin.audit import actions as audit
from myelin.members.models import Member
from myelin.members.staff import DUTIES, has_duty


class Command(BaseCommand):
    """Duties are given at the machine alone: no page can be talked into it."""

    help = "Put a member on a duty, or take it from them with --end. They are asked for a second step at its door."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("group", choices=DUTIES)
        parser.add_argument("--end", action="store_true", help="take the duty away; it holds from the next page on")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        found = Member.objects.reachable().filter(email__iexact=options["email"]).first()
        if found is None:
            raise CommandError("No member has this address.")
        member = Member.objects.select_for_update().get(pk=found.pk)
        group, _made = Group.objects.get_or_create(name=options["group"])
        (member.groups.remove if options["end"] else member.groups.add)(group)
        member.is_staff = has_duty(member)
        member.save(update_fields=["is_staff"])
        done = "duty.ended" if options["end"] else "duty.given"
        audit.record(actor=None, action=done, subject=member, reason=group.name, now=timezone.now())
        words = "is no longer one of the" if options["end"] else "is one of the"
        self.stdout.write(f"{member.name} {words} {group.name}.")
