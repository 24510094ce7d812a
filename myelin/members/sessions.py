"""Sessions in the database, brought together with the member who is signed in: one statement for both.

Every page of a member begins with these two, and asking for them apart costs more than most pages do themselves.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from myelin.base.prepared import prepared
from myelin.members.models import Member, Session

_FIELDS = Member._meta.concrete_fields
_NAMES = [field.attname for field in _FIELDS]
_LOAD = f"""
    SELECT s.session_data, s.expire_date, s.member_id, {", ".join(f'm."{field.column}"' for field in _FIELDS)}
    FROM members_session s LEFT JOIN members_member m ON m.id = s.member_id
    WHERE s.session_key = %(key)s AND s.expire_date > %(now)s"""  # noqa: S608 - names of our own columns


class _Sealed:
    """Leaves what a seal held as it is."""

    def loads(self, data: bytes) -> bytes:
        return data


@lru_cache(maxsize=1024)
def _opened(session_data: bytes | str, salt: str) -> bytes:
    """What a sealed session holds; a seal that held once holds again. Raises BadSignature."""
    held: bytes = signing.loads(session_data, salt=salt, serializer=_Sealed)  # type: ignore[arg-type]
    return held


class SessionStore(db.SessionStore):
    """Django's sessions, whose rows also name the member; `member` is there once the session was read."""

    member: Member | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            held: dict[str, Any] = self.serializer().loads(_opened(session_data, self.key_salt))
        except (BadSignature, ValueError):
            return super().decode(session_data)
        return held

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]  # it is made of our model
        row.member_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def _get_session_from_db(self) -> Session | None:
        with prepared() as cursor:
            cursor.execute(_LOAD, {"key": self.session_key, "now": timezone.now()})
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        if row[2] is not None:
            self.member = Member.from_db("default", _NAMES, row[3:])
        return Session(session_key=self.session_key or "", session_data=row[0], expire_date=row[1], member_id=row[2])


def who_is(request: HttpRequest) -> Member | AnonymousUser:
    """Who is signed in, as Django's `get_user` says; without asking the database again when all is as it should be."""
    session = request.session
    if SESSION_KEY not in session:
        return AnonymousUser()
    found = session.member if isinstance(session, SessionStore) else None
    if found is not None and found.is_active and _stands(session, found):
        return found
    return get_user(request)


def _stands(session: SessionBase, found: Member) -> bool:
    """Whether the sealed part of a session names this member, as they sign in now: a new password ends old sessions."""
    return (
        session[SESSION_KEY] == str(found.pk)
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), found.get_session_auth_hash())
    )
