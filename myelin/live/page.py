"""What a page hears, and the address of its stream."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from myelin.base.http import streams_origin
from myelin.base.pressed import Marks
from myelin.base.pressed import pressed as base_pressed
from myelin.live import tokens
from myelin.live.tokens import FEED

__all__ = ["FEED", "address", "hear", "pressed"]


def hear(request: HttpRequest, *channels: str) -> None:
    """Let the page that answers `request` hear `channels`, beside its reader's own. Ask the gate first."""
    request.live_channels = (*getattr(request, "live_channels", ()), *channels)  # type: ignore[attr-defined]


def pressed(
    request: HttpRequest,
    template: str,
    *,
    look: Mapping[str, Hashable],
    blanks: Mapping[str, str],
    more: Callable[[Marks], Mapping[str, object]] | None = None,
) -> HttpResponse:
    """Answer a member with a page that `base.pressed` keeps, and that hears its stream. Say first what it hears."""
    return base_pressed(request, template, look=look, blanks={**blanks, "live": address(request)}, more=more)


def address(request: HttpRequest) -> str:
    """The address of the stream of this page, with its token; empty for visitors, and where nothing streams."""
    member = getattr(request, "user", None)
    if member is None or not member.is_authenticated or not (settings.LIVE_URL or settings.LIVE_PORT):
        return ""
    token = tokens.Token(
        member=member.pk,
        session=request.session.session_key or "",
        password=tokens.password_mark(member.password),
        channels=(f"member:{member.pk}", *getattr(request, "live_channels", ())),
        made_at=time.time(),
    )
    return f"{settings.LIVE_URL or f'{streams_origin(request)}/live'}?token={tokens.seal(token)}"
