"""Whom a member could turn to on a bad day: people and numbers that they chose themselves, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from myelin.base.wall import behind_the_wall
from myelin.companion.models import Contact, Course
from myelin.members.models import Member

MOST_PEOPLE, MOST_NUMBERS = 12, 12


@dataclass(frozen=True, slots=True)
class Help:
    """People of the circle, by name, and numbers that were noted on the way to a dose."""

    people: list[Member]
    numbers: list[Contact]


def help_of(member: Member) -> Help:
    """Two statements."""
    people = list(Member.objects.in_circle_of(member)[:MOST_PEOPLE])
    with behind_the_wall(member.pk):
        running = Course.objects.of(member).running()
        rows = Contact.objects.of(member).filter(course__in=running).order_by("-course__started_on", "id")
        numbers = [row for row in rows[: 2 * MOST_NUMBERS] if row.phone][:MOST_NUMBERS]
    return Help(people, numbers)
