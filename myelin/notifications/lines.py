"""News as lines: who did what, where to look. The same reaction to the same thing is one line with several names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myelin.notifications.models import Notice

MOST_NAMED = 2
TOGETHER = {Notice.Kind.HUG, Notice.Kind.LIKE, Notice.Kind.ME_TOO}
OURS = {
    Notice.Kind.INVITATION,
    Notice.Kind.BUDDY_WEEK,
    Notice.Kind.BUDDY_EIGHT,
    Notice.Kind.BUDDY_OVER,
    Notice.Kind.REMINDER,
}
"""What the house itself does, and nobody in person."""
UNNAMED = {Notice.Kind.COMMENT, Notice.Kind.BEST_ANSWER, Notice.Kind.CLOSED, Notice.Kind.DUPLICATE}
"""What members do, also without their name."""
ICONS = {
    "hug": "hug",
    "like": "heart",
    "me_too": "same",
    "comment": "talk",
    "mention": "talk",
    "answer": "talk",
    "followed_answer": "talk",
    "closed": "lock",
    "duplicate": "same",
    "invitation": "ask",
    "best_answer": "check",
    "follow": "you",
    "follow_request": "you",
    "follow_accepted": "you",
    "group_invitation": "group",
    "group_request": "group",
    "group_welcome": "group",
    "buddy_asked": "you",
    "buddy_yes": "you",
    "buddy_week": "you",
    "buddy_eight": "you",
    "buddy_over": "you",
    "circle_invitation": "group",
    "circle_accepted": "group",
    "circle_word": "group",
    "circle_taken": "group",
    "circle_note": "group",
    "export": "down",
    "review": "seal",
    "seal_opened": "lock",
}
"""The picture beside a line; any other kind has the bell."""


@dataclass
class Line:
    """One line of news. `pk` is that of its newest notice."""

    pk: int
    kind: str
    url: str
    made_at: datetime
    is_new: bool
    does: str
    names: list[str] = field(default_factory=list)

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "bell")

    @property
    def who(self) -> str:
        """Ben; Ben and Noor; Ben, Noor and 3 others."""
        if self.kind in OURS:
            return _("We")
        if not self.names and self.kind in UNNAMED:
            return _("Somebody")
        if not self.names:
            return _("Somebody who runs this place")
        shown, more = self.names[:MOST_NAMED], len(self.names) - MOST_NAMED
        if more > 0:
            others = ngettext("%(names)s and %(more)d other", "%(names)s and %(more)d others", more)
            return others % {"names": ", ".join(shown), "more": more}
        return _(" and ").join(shown)

    @property
    def sentence(self) -> str:
        """The whole line as words."""
        return f"{self.who} {self.does}."


def lines(rows: Iterable[Notice]) -> list[Line]:
    """Turn notices, newest first, into lines; `actor` must be selected."""
    found: list[Line] = []
    together: dict[tuple[str, str], Line] = {}
    for row in rows:
        place = (row.kind, row.url)
        line = together.get(place) if row.kind in TOGETHER else None
        if line is None:
            line = Line(row.pk, row.kind, row.url, row.made_at, row.read_at is None, str(row.get_kind_display()))
            found.append(line)
            together[place] = line
        line.is_new = line.is_new or row.read_at is None
        if row.actor is not None and row.actor.name not in line.names:
            line.names.append(row.actor.name)
    return found
