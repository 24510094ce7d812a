"""How long a session may rest, and what changes when it is used for a duty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from myelin.members.models import Member
from myelin.members.staff import has_duty

MEMBERS_REST = timedelta(days=14)
STAFF_REST = timedelta(hours=12)
"""A session in which somebody may work for the community; after so long without a page one signs in again."""
NOTED_EVERY = timedelta(minutes=30)
"""Often enough for both limits, seldom enough that reading a page writes nothing."""

A_VISIT = timedelta(hours=4)
"""Without a page for so long, the next one begins a new visit."""

SEEN, ON_DUTY, LAST_VISIT = "seen_at", "on_duty", "last_visit"


def begin(request: HttpRequest, *, member: Member, now: datetime) -> None:
    """Note what the limits need to know, right after signing in."""
    request.session[SEEN] = now.timestamp()
    if has_duty(member):
        request.session[ON_DUTY] = True


def has_rested_too_long(request: HttpRequest, *, member: Member, now: datetime) -> bool:
    """Whether this session has not been used for so long that one has to sign in again."""
    rest = STAFF_REST if ON_DUTY in request.session else MEMBERS_REST
    return now - _seen_at(request, member, now) > rest


def note(request: HttpRequest, *, member: Member, now: datetime) -> None:
    """Note that the session is in use; the session's own end moves on with it."""
    seen = _seen_at(request, member, now)
    if now - seen > A_VISIT:
        request.session[LAST_VISIT] = seen.timestamp()
    if now - seen > NOTED_EVERY:
        request.session[SEEN] = now.timestamp()


def last_visit(request: HttpRequest) -> datetime | None:
    """When somebody was here before this visit, in this browser; None when that is not known."""
    at = request.session.get(LAST_VISIT)
    return datetime.fromtimestamp(at, UTC) if at is not None else None


def take_up_duty(request: HttpRequest, *, member: Member, now: datetime) -> bool:
    """Let a session through the first door of the staff, under a new number: whoever knew the old one stays outside.

    Says no when the session is older than a session on duty may be; then one signs in again.
    """
    if ON_DUTY in request.session:
        return True
    if now - _seen_at(request, member, now) > STAFF_REST:
        return False
    before = request.session.session_key
    request.session.cycle_key()
    request.session[ON_DUTY] = True
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)
    return True


def _seen_at(request: HttpRequest, member: Member, now: datetime) -> datetime:
    seen = request.session.get(SEEN)
    return datetime.fromtimestamp(seen, UTC) if seen is not None else member.last_login or now
