"""Who wrote a thing: with their name, or without it, where only they themselves and the house may know."""

from __future__ import annotations

from myelin.audience.policy import Viewer
from myelin.discussion.models import Comment, Thread
from myelin.members import sealing
from myelin.members.models import Member


def wrote(member: Viewer, thing: Thread | Comment) -> bool:
    """Whether `member` wrote it. Costs a statement for what has no name, and none for the rest."""
    if thing.seal_id is not None:
        return sealing.is_by(thing.seal, member.pk)
    return member.pk is not None and thing.author_id == member.pk


def author_of(thing: Thread | Comment) -> Member | None:
    """Who wrote it, to tell them of what happens to it; None for the community itself. Never to be shown."""
    if thing.seal is not None:
        return sealing.author_of(thing.seal)
    return thing.author
