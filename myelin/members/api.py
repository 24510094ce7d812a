"""Who is asking: a session of the pages, or a personal key. And what a member may read of themselves."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import APIKeyCookie, HttpBearer

from myelin.members import actions
from myelin.members.models import ApiToken, Member


class BearerToken(HttpBearer):
    """`Authorization: Bearer my_…`; a revoked key, or one of somebody who is gone, opens nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        found = ApiToken.objects.opened_by(actions.digest_of(token)).first()
        if found is None:
            return None
        request.user = found.member
        return found.member


class Session(APIKeyCookie):
    """The session of a browser; unsafe methods need its CSRF token."""

    param_name = "session"

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Member | None:
        return request.user if isinstance(request.user, Member) else None


AUTH = [BearerToken(), Session()]
router = Router(tags=["me"])


class Me(Schema):
    """What a program sees of the member whose key it holds."""

    handle: str
    name: str
    role: str
    time_zone: str


@router.get("me", response=Me, url_name="me")
def me(request: HttpRequest) -> Member:
    """Who I am here."""
    assert isinstance(request.user, Member)
    return request.user
