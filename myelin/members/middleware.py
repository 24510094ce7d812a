"""Who asks, and what holds for whoever is signed in: gone members are signed out at once, and days are days in their own zone."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from myelin.members import resting
from myelin.members.models import Member
from myelin.members.sessions import who_is


class MemberMiddleware:
    """Says who asks, in the statement that brings their session; ends sessions of who is gone or rested too long.

    It stands where Django's AuthenticationMiddleware would. Everybody else is answered in their own
    language, and their days are days in their own zone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = request.user = who_is(request)
        if isinstance(member, Member):
            now = timezone.now()
            gone = member.suspended_at or member.erased_at or member.remembered_at
            if gone or resting.has_rested_too_long(request, member=member, now=now):
                logout(request)
            else:
                resting.note(request, member=member, now=now)
                # What the language of visitors is was settled before; a member's own holds on every device.
                translation.activate(member.language)
                request.LANGUAGE_CODE = member.language
                with timezone.override(ZoneInfo(member.time_zone)):
                    return self.get_response(request)
        return self.get_response(request)
