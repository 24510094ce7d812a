"""Polls as one viewer sees them: read with the feed, shown as choices or as bars."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

POLL = """
    (SELECT jsonb_build_object('several', q.several, 'closes_at', q.closes_at, 'voters', q.voters, 'options',
       (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'words', o.words, 'votes', o.votes, 'mine', EXISTS (
            SELECT FROM discussion_pollvote v WHERE v.option_id = o.id AND v.member_id = %(viewer)s)) ORDER BY o.place)
        FROM discussion_polloption o WHERE o.poll_id = q.thread_id))
     FROM discussion_poll q WHERE q.thread_id = t.id)"""
"""The poll of thread `t` as JSON, with the viewer's own choice, for the statement of a feed."""


@dataclass(frozen=True)
class Option:
    """One thing to choose, and how many people chose it."""

    id: int
    words: str
    votes: int
    mine: bool
    share: int


@dataclass(frozen=True)
class Poll:
    """A poll for one viewer. Nobody is told a count before they voted or it closed."""

    several: bool
    closes_at: datetime
    voters: int
    options: list[Option]
    voted: bool
    closed: bool

    @property
    def shown(self) -> bool:
        """Whether the viewer may see the result."""
        return self.voted or self.closed


def read_poll(stored: str | dict[str, Any] | None, *, now: datetime) -> Poll | None:
    """The poll in a row of a feed."""
    if stored is None:
        return None
    row = json.loads(stored) if isinstance(stored, str) else stored
    voters, closes_at = row["voters"], datetime.fromisoformat(row["closes_at"])
    options = [Option(share=round(100 * one["votes"] / voters) if voters else 0, **one) for one in row["options"]]
    voted = any(option.mine for option in options)
    return Poll(row["several"], closes_at, voters, options, voted, now >= closes_at)


def show_poll(poll: Poll, *, thread_id: int, csrf_token: str, back: str) -> str:
    """Choices to make, or the result, as a piece of a card; without `csrf_token` (a visitor) nothing to press."""
    words = {"poll": poll, "id": thread_id, "csrf_token": csrf_token, "back": back}
    return render_to_string("discussion/poll.html", words)
