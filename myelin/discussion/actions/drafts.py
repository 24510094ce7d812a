"""Keep what a member is writing, until they send it or start afresh."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.discussion.actions.threads import NotThere
from myelin.discussion.models import Draft, Thread
from myelin.media import actions as media
from myelin.members.models import Member

KEPT_FOR = timedelta(days=30)
LONGEST = 40_000
"""Letters of a draft, all fields together."""

PLACE = re.compile(r"update|question|(?:answer|comment):(\d{1,18})")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
_OURS = {"csrfmiddlewaretoken", "once", "place", "next", "quiet", "draft", "look", "alt_asked"}


class TooLong(Refused):
    """More than any form takes."""

    status = 422


@transaction.atomic
def keep_draft(*, member: Member, place: str, fields: Mapping[str, Sequence[str]], now: datetime) -> Draft | None:
    """Keep the fields of a form as they stand, in the place of what was kept there; nothing written keeps nothing.

    Pictures that arrived wait as long as the draft does.

    Raises:
        NotThere: there is no such place, or the member cannot see what they write under.
        TooLong: it is more than the form could take.
    """
    _look_for(place, member)
    kept = {name: list(values) for name, values in fields.items() if _NAME.fullmatch(name) and name not in _OURS}
    if sum(len(value) for values in kept.values() for value in values) > LONGEST:
        raise TooLong(_("This is too long to keep. Could you make it shorter?"))
    if not _says_something(kept):
        forget_draft(member=member, place=place)
        return None
    media.hold(
        owner=member, pictures=[int(one) for one in kept.get("kept", ()) if one.isdecimal()], until=now + KEPT_FOR
    )
    defaults: dict[str, Any] = {"fields": kept, "saved_at": now}
    draft, _made = Draft.objects.update_or_create(member=member, place=place, defaults=defaults)
    return draft


def forget_draft(*, member: Member, place: str) -> None:
    """Let a draft go: it was sent, or its author starts afresh. Twice is safe."""
    Draft.objects.of(member).filter(place=place).delete()


def forget_old_drafts(*, now: datetime) -> int:
    """Let drafts go that nobody came back for; says how many."""
    return Draft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()[0]


def _look_for(place: str, member: Member) -> None:
    found = PLACE.fullmatch(place)
    if found is None:
        raise NotThere(_("Drafts are not kept here."))
    if found[1] and not Thread.objects.visible_to(member).filter(pk=found[1]).exists():
        raise NotThere(_("What you write under is not here any more."))


_CHOICES = {"audience", "mood", "poll_days", "context_line", "parent", "group"}
"""What a form holds before anybody writes."""


def _says_something(fields: Mapping[str, Sequence[str]]) -> bool:
    return any(value.strip() for name, values in fields.items() if name not in _CHOICES for value in values)
