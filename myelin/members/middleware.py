"""What holds for whoever is signed in: gone members are signed out at once, and days are days in their own zone."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from myelin.members.models import Member


class MemberMiddleware:
    """Ends the session of a suspended or erased member, sets the zone of everybody else. Asks no query of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = request.user
        if isinstance(member, Member):
            if member.suspended_at is not None or member.erased_at is not None:
                logout(request)
            else:
                with timezone.override(ZoneInfo(member.time_zone)):
                    return self.get_response(request)
        return self.get_response(request)
