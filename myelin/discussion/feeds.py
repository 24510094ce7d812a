"""How a page of a feed reads: where what is new ends, and whose words stand first. Pages stay what the keyset made them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from myelin.base.pages import Page, read_cursor
from myelin.discussion.cards import Card
from myelin.members.models import Member, Profile, Role
from myelin.members.resting import last_visit

FIRST_DAYS = timedelta(days=90)
"""How long somebody who was told lately meets people of the same stage first."""
LATELY = 1
"""Years between this one and the one in which somebody was told, at most; and between two of the same stage."""


@dataclass(frozen=True)
class Read:
    """A page of a feed in its order, and the last visit of who reads it.

    other_order: the address of the order they do not read in; empty where there is only one.
    """

    page: Page[Card]
    since: datetime | None
    newest: bool
    other_order: str


def as_read(request: HttpRequest, member: Member, page: Page[Card]) -> Read:
    """The page as `member` reads it."""
    stage = stage_of(member, now=timezone.now())
    newest = request.GET.get("order") == "newest"
    if stage is None:
        return Read(page, last_visit(request), newest, "")
    asked = {name: word for name, word in request.GET.items() if name not in {"order", "after"}}
    other = f"?{urlencode(asked if newest else {**asked, 'order': 'newest'})}"
    return Read(page if newest else stage_first(page, member, stage), last_visit(request), newest, other)


def stage_of(member: Member, *, now: datetime) -> int | None:
    """The year in which `member` was told, while they are new here and it is not long ago; their own words to us."""
    if member.role != Role.MS or now - member.joined_at > FIRST_DAYS:
        return None
    told = Profile.objects.filter(member=member).values_list("told_year", flat=True).first()
    return told if told is not None and now.year - told <= LATELY else None


def stage_first(page: Page[Card], member: Member, stage: int) -> Page[Card]:
    """The same page with those first who were told about when `member` was, as far as they show it to all members."""

    def is_later(card: Card) -> bool:
        near = card.told_year is not None and abs(card.told_year - stage) <= LATELY
        return not near or card.author_id == member.pk

    return replace(page, items=sorted(page.items, key=is_later))


def part_since(page: Page[Card], since: datetime | None, *, after: str | None) -> tuple[Sequence[Card], Sequence[Card]]:
    """What was posted after `since`, and the rest. Both empty means that no line belongs between them on this page."""
    if since is None:
        return [], []
    new = [card for card in page if card.posted_at > since]
    old = [card for card in page if card.posted_at <= since]
    came_from_new = bool(after) and read_cursor(after or "", datetime, int)[0] > since
    ends_here = (old or page.next is None) and (new or came_from_new)
    return (new, old) if ends_here else ([], [])
