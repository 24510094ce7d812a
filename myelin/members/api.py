"""Who is asking: a session of the pages, or a personal key. And what a member may read of themselves."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from ninja.security import APIKeyCookie, HttpBearer

from myelin.base.api import check_form
from myelin.base.tokens import digest_of
from myelin.members import actions
from myelin.members.forms import LensForm
from myelin.members.models import ApiToken, Member
from myelin.pack.queries import current_pack


class BearerToken(HttpBearer):
    """`Authorization: Bearer my_…`; a revoked key, or one of somebody who is gone, opens nothing."""

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        found = ApiToken.objects.opened_by(digest_of(token)).first()
        if found is None:
            return None
        request.user = found.member
        return found.member


class Session(APIKeyCookie):
    """The session of a browser; unsafe methods need its CSRF token."""

    param_name = "session"

    def __init__(self) -> None:
        super().__init__(csrf=True)

    def __call__(self, request: HttpRequest) -> Member | None:
        # Whoever brings no session is asked to sign in; only a browser that is signed in can be misused.
        return super().__call__(request) if request.user.is_authenticated else None

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


class Lens(Schema):
    """Slugs of the themes to cover: those of `GET me/lens` under `known`."""

    themes: list[str]


class LensOut(Lens):
    known: list[str]


@router.get("me/lens", response=LensOut, url_name="lens")
def lens(request: HttpRequest) -> LensOut:
    """What I have covered, and what could be."""
    assert isinstance(request.user, Member)
    return LensOut(themes=request.user.lens, known=[theme.slug for theme in current_pack().themes])


@router.put("me/lens", response=LensOut, url_name="lens_change")
def change_lens(request: HttpRequest, body: Lens) -> LensOut:
    """Cover these themes from now on, and nothing else."""
    assert isinstance(request.user, Member)
    form = LensForm({"themes": body.themes})
    check_form(form)
    actions.set_lens(member=request.user, themes=form.cleaned_data.get("themes", []))
    return lens(request)


@router.put("people/{handle}/mute", response={204: None}, url_name="mute")
def mute(request: HttpRequest, handle: str) -> tuple[int, None]:
    """Leave somebody out of my feeds and my news."""
    assert isinstance(request.user, Member)
    person = get_object_or_404(Member.objects.present().met_by(request.user), handle=handle)
    actions.mute(member=request.user, person=person, now=timezone.now())
    return 204, None


@router.delete("people/{handle}/mute", response={204: None}, url_name="unmute")
def unmute(request: HttpRequest, handle: str) -> tuple[int, None]:
    """Hear them again."""
    assert isinstance(request.user, Member)
    person = get_object_or_404(Member.objects.present().met_by(request.user), handle=handle)
    actions.unmute(member=request.user, person=person)
    return 204, None
