"""How a page of a feed reads: where what is new ends, and whose words stand first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from myelin.base.pages import Page, read_cursor
from myelin.discussion import queries
from myelin.discussion.cards import Card
from myelin.discussion.stages import LATELY, Stage, stage_first
from myelin.members.models import Member, Profile, Role
from myelin.members.resting import last_visit

FIRST_DAYS = timedelta(days=90)
"""How long somebody who was told lately meets people of the same stage first."""
FIRST_FOR = timedelta(days=30)
"""How long a post of somebody of the same stage stands before those of others."""


@dataclass(frozen=True)
class Read:
    """A page of a feed in its order, and the last visit of who reads it.

    goes_on: the page before it ended among what came after that visit.
    other_order: the address of the order they do not read in; empty where there is only one.
    """

    page: Page[Card]
    since: datetime | None
    goes_on: bool
    newest: bool
    other_order: str


def read(request: HttpRequest, member: Member, *, everyone: bool, size: int = queries.FEED_SIZE) -> Read:
    """A page of what all members shared (`everyone`), or of what `member` follows, as they read it. Raises BadCursor."""
    now, since, after = timezone.now(), last_visit(request), request.GET.get("after")
    told_year = stage_of(member, now=now)
    newest = request.GET.get("order") == "newest"
    if told_year is None or newest:
        feed = queries.everything if everyone else queries.followed
        page = feed(member, after=after, size=size)
        place = read_cursor(after, datetime, int) if after else []
    else:
        # By whole days, so that a page and the next one know the same posts as recent.
        reach = (now - FIRST_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
        page = stage_first(member, Stage(told_year, since, reach), everyone=everyone, after=after, size=size)
        place = read_cursor(after, datetime, int, int) if after else []
    goes_on = since is not None and bool(place) and place[0] > since
    return Read(page, since, goes_on, newest, _other_order(request, newest=newest) if told_year is not None else "")


def _other_order(request: HttpRequest, *, newest: bool) -> str:
    asked = {name: word for name, word in request.GET.items() if name not in {"order", "after"}}
    return f"?{urlencode(asked if newest else {**asked, 'order': 'newest'})}"


def stage_of(member: Member, *, now: datetime) -> int | None:
    """The year in which `member` was told, while they are new here and it is not long ago; their own words to us."""
    if member.role != Role.MS or now - member.joined_at > FIRST_DAYS:
        return None
    told = Profile.objects.filter(member=member).values_list("told_year", flat=True).first()
    return told if told is not None and now.year - told <= LATELY else None


def part_since(page: Page[Card], since: datetime | None, *, goes_on: bool) -> tuple[Sequence[Card], Sequence[Card]]:
    """What was posted after `since`, and the rest. Both empty means that no line belongs between them on this page."""
    if since is None:
        return [], []
    new = [card for card in page if card.posted_at > since]
    old = [card for card in page if card.posted_at <= since]
    ends_here = (old or page.next is None) and (new or goes_on)
    return (new, old) if ends_here else ([], [])
