"""Names of entries in a file: the same row has the same name each time, and none tells its number or whose it is."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from myelin.base.fields import tag_of
from myelin.members.models import Member

type Naming = Callable[[str, int | str], str]
"""Takes what kind of row it is and its number."""


def naming_for(member: Member) -> Naming:
    """The names of one member's rows, made with the key of this install."""

    def name(kind: str, number: int | str) -> str:
        return str(UUID(hex=tag_of(f"exchange/{member.pk}/{kind}/{number}")[:32], version=5))

    return name
