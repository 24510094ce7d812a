from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from myelin.members.models.member import Member

if TYPE_CHECKING:
    from myelin.members.sessions import SessionStore


class Session(AbstractBaseSession):
    """What a browser is remembered by, and who is signed in there, so that one statement brings both."""

    member = models.ForeignKey(
        Member,
        null=True,
        on_delete=models.CASCADE,
        related_name="sessions",
        help_text="A copy of what the session holds, sealed, in its data. Null: nobody is signed in.",
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        from myelin.members.sessions import SessionStore

        return SessionStore
