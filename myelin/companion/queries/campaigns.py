"""The days on which a member has the diary ask; read behind the second wall."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from myelin.base.wall import behind_the_wall
from myelin.companion import campaigns
from myelin.companion.campaigns import Window
from myelin.companion.models import Infusion, Reminder
from myelin.members.models import Member


def campaign_of(member: Member) -> Reminder | None:
    """The days on which the diary asks, if there are any. One statement."""
    with behind_the_wall(member.pk):
        return Reminder.objects.of(member).campaigns().select_related("member").first()


def windows_of(campaign: Reminder) -> list[Window]:
    """Its days, by the dates of now: they move when the dose does. One statement at most."""
    visit_on = campaign.said.get("visit_on")
    if visit_on is not None:
        return campaigns.before_visit(date.fromisoformat(visit_on))
    with behind_the_wall(campaign.member_id):
        rows = Infusion.objects.of(campaign.member).filter(pk__in=[campaign.said["dose"], campaign.said["other"]])
        days = {row.pk: row.on for row in rows}
    dose, other = days.get(campaign.said["dose"]), days.get(campaign.said["other"])
    return campaigns.round_dose(dose, other) if dose and other else []


def cycle_ahead(member: Member, *, today: date) -> tuple[Infusion, Infusion] | None:
    """The next dose, and the dose at the other end of the cycle whose middle is still to come. Three statements.

    When its week has begun already, the dose after it.
    """
    with behind_the_wall(member.pk):
        coming = Infusion.objects.of(member).to_come().filter(due_on__gte=today).first()
        if coming is None or not coming.course.has_dates:
            return None
        same = Infusion.objects.of(member).filter(course=coming.course_id, is_optional=False)
        before = same.filter(number__lt=coming.number).order_by("-number").first()
        doses = list(same.filter(number__gte=coming.number).order_by("number")[:3])
    pairs = [(coming, before), *((earlier, later) for earlier, later in pairwise(doses)), *map(_back, pairwise(doses))]
    for dose, other in pairs:
        if other is not None and campaigns.is_ahead(campaigns.round_dose(dose.on, other.on), today):
            return dose, other
    return None


def _back(pair: tuple[Infusion, Infusion]) -> tuple[Infusion, Infusion]:
    return pair[1], pair[0]


def can_follow_a_cycle(member: Member, *, today: date) -> bool:
    """Whether there is a dose to come and a cycle beside it."""
    return cycle_ahead(member, today=today) is not None
