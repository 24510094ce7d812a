"""Open the groups of the invented people: who is in them, who looks after them, who is invited, who asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from myelin.demo.moments import YEAR
from myelin.demo.people import Cast
from myelin.demo.script import Circle, Post
from myelin.discussion.actions import caring
from myelin.discussion.models import Thread
from myelin.groups.models import Group, Membership
from myelin.home import actions as home
from myelin.members.models import Role

LATELY = timedelta(days=2)


def open_groups(circles: Sequence[Circle], posts: Sequence[Post], cast: Cast, *, now: datetime, rng: Random) -> None:
    """Make the groups, and let in whoever will speak there, whoever looks after them, and a few more."""
    rows = Group.objects.bulk_create(_group(circle, cast, now) for circle in circles)
    memberships = []
    for circle, row in zip(circles, rows, strict=True):
        inside = _inside(circle, posts) | {handle for handle in cast if rng.random() < 0.08}
        people = [cast[handle] for handle in sorted(inside - _outside(circle))]
        if circle.caregivers_only:
            people = [member for member in people if member.role == Role.CAREGIVER]
        row.size = len(people)
        for member in people:
            role = Membership.Role.MODERATOR if member.handle in circle.care else Membership.Role.MEMBER
            memberships.append(Membership(group=row, member=member, role=role, joined_at=member.joined_at))
    Membership.objects.bulk_create(memberships)
    Group.objects.bulk_update(rows, ["size"])


def knock(circles: Sequence[Circle], cast: Cast, *, now: datetime) -> None:
    """Keep the first post of a group on top, and leave what waits for an answer, as of two days ago."""
    for circle in circles:
        group = Group.objects.get(slug=circle.slug)
        keeper = cast[circle.care[0]]
        if circle.keeps:
            first = Thread.objects.standing().filter(group=group).order_by("posted_at", "id").first()
            if first is not None:
                caring.pin_thread(thread=first, by=keeper, now=now)
        for asked in circle.asks:
            home.ask_to_join(group=group, member=cast[asked.by], words=asked.text, now=now - LATELY)
        for handle, said in circle.invites.items():
            home.invite(group=group, by=cast[said.by], person=cast[handle], words=said.text, now=now - LATELY)


def _group(circle: Circle, cast: Cast, now: datetime) -> Group:
    return Group(
        slug=circle.slug,
        name=circle.name,
        about=circle.about,
        rules="\n".join(circle.rules),
        access=circle.access,
        caregivers_only=circle.caregivers_only,
        made_by=cast[circle.care[0]],
        made_at=now - YEAR,
    )


def _inside(circle: Circle, posts: Sequence[Post]) -> set[str]:
    here = [post for post in posts if post.group == circle.slug]
    return {post.by for post in here} | {said.by for post in here for said in post.comments} | set(circle.care)


def _outside(circle: Circle) -> set[str]:
    return {asked.by for asked in circle.asks} | set(circle.invites)
