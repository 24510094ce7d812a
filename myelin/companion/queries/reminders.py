"""What a member set as reminders, and the days that those before doses and tests follow; read behind the second wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from myelin.base.pages import Page, keyset
from myelin.base.wall import behind_the_wall
from myelin.companion.models import Infusion, Record, Reminder
from myelin.companion.queries.campaigns import windows_of
from myelin.companion.queries.courses import running
from myelin.companion.queries.results import test_lines
from myelin.companion.reminding import Plan
from myelin.members.models import Member

MOST_CHOICES = 100


def reminders_page(member: Member, *, after: str | None, size: int) -> Page[Reminder]:
    """All that a member set, the latest first. One statement."""
    with behind_the_wall(member.pk):
        return keyset(
            Reminder.objects.of(member).by_hand().for_page(), order=("-made_at", "-id"), after=after, size=size
        )


def waiting_reminders(member: Member) -> list[Reminder]:
    """Those that spoke and were not answered, the longest waiting first. One statement."""
    with behind_the_wall(member.pk):
        return list(Reminder.objects.of(member).waiting().for_page().order_by("told_at", "id"))


def reminder_of(member: Member, pk: int) -> Reminder | None:
    """One of them, if it is theirs."""
    with behind_the_wall(member.pk):
        return Reminder.objects.of(member).by_hand().for_page().filter(pk=pk).first()


def medicines_beside(member: Member) -> list[Record]:
    """What a member noted as taken beside, the latest first. One statement."""
    with behind_the_wall(member.pk):
        mine = Record.objects.of(member).filter(kind=Record.Kind.MEDICINE)
        return list(mine.order_by("-began_on", "-id")[:MOST_CHOICES])


def plan_of(reminder: Reminder, *, now: datetime) -> Plan:
    """Its times and days. One that follows dates reads them; `member` must be selected."""
    last_on = reminder.last_on
    if reminder.record is not None and reminder.record.ended_on is not None:
        last_on = min(last_on or date.max, reminder.record.ended_on)
    days = None
    if reminder.kind == Reminder.Kind.CAMPAIGN:
        days = frozenset(day for window in windows_of(reminder) for day in window.days)
    if reminder.kind in Reminder.FOLLOW:
        today = now.astimezone(ZoneInfo(reminder.member.time_zone)).date()
        dates = _dates(reminder, today)
        days = frozenset(day - timedelta(days=before) for day in dates for before in reminder.days_before)
    return Plan(
        times=tuple(reminder.times),
        first_on=reminder.first_on,
        last_on=last_on,
        weekdays=frozenset(reminder.weekdays),
        days=days,
    )


def _dates(reminder: Reminder, today: date) -> list[date]:
    member = reminder.member
    if reminder.kind == Reminder.Kind.DOSE:
        with behind_the_wall(member.pk):
            coming = Infusion.objects.of(member).to_come().filter(due_on__gte=today - timedelta(days=1))
            return list(coming.values_list("due_on", flat=True))
    lines = [line.asked for course in running(member) for line in test_lines(course, member, today=today)]
    return [line.next_on for line in lines if line.next_on is not None]
