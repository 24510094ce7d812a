"""What every step of the seeding needs to know: the cast, the vocabulary, the clock and the dice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from myelin.demo import moments
from myelin.demo.people import Cast
from myelin.discussion.models import Thread
from myelin.groups.models import Group
from myelin.members.models import Audience, Follow, Member
from myelin.pack.models import Topic

NEWS = timedelta(days=5)
"""What is younger brings a notice to those whom it answers; older notices would all be read by now."""


class Year:
    """One seeding: the year before `now`, and who lived in it."""

    def __init__(self, cast: Cast, *, now: datetime, rng: Random) -> None:
        self.cast, self.now, self.rng = cast, now, rng
        self.topics = {topic.slug: topic for topic in Topic.objects.current()}
        self.groups = {group.slug: group for group in Group.objects.all()}
        self.inside: dict[int | None, set[int]] = {
            group.pk: set(group.memberships.values_list("member_id", flat=True))
            for group in self.groups.values()
            if not group.everybody_reads
        }
        self.followers: dict[int, list[Member]] = {member.pk: [] for member in cast.values()}
        by_pk = {member.pk: member for member in cast.values()}
        pairs = Follow.objects.filter(follower__in=by_pk, followee__in=by_pk).order_by("pk")
        for follower, followee in pairs.values_list("follower_id", "followee_id"):
            self.followers[followee].append(by_pk[follower])

    def when(
        self,
        by: str,
        planned: datetime,
        days_ago: float | None,
        month: int | None = None,
    ) -> datetime:
        """The moment that the script names, else the planned one; never before its author had joined."""
        if days_ago is not None:
            return self.now - timedelta(days=days_ago)
        if month is not None:
            planned = moments.last_in_month(month, now=self.now, rng=self.rng)
        return moments.not_before(planned, self.cast[by].joined_at, now=self.now)

    def after(self, start: datetime, speakers: Sequence[Member]) -> list[datetime]:
        """When `speakers` answer something of `start`, one after the other."""
        joined = [member.joined_at for member in speakers]
        return list(moments.replies_after(start, joined, now=self.now, rng=self.rng))

    def soon_after(self, start: datetime, member: Member) -> datetime:
        """Some moment in the days after `start` when `member` was here."""
        came = max(start, member.joined_at)
        return came + (self.now - came) * min(1.0, self.rng.random() ** 3)

    def readers(self, thread: Thread, *, most: int) -> list[Member]:
        """Up to `most` people who may react: anybody else, or only followers when a thread is kept closer."""
        if thread.author_id is None or thread.audience < Audience.FOLLOWERS:
            return []
        near = self.followers[thread.author_id]
        people = near if thread.audience == Audience.FOLLOWERS else list(self.cast.values())
        if thread.group_id in self.inside:
            people = [member for member in people if member.pk in self.inside[thread.group_id]]
        others = [member for member in people if member.pk != thread.author_id]
        return self.rng.sample(others, min(most, len(others)))
