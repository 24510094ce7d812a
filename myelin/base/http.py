"""Requests as our views know them, and the one kind of redirect that follows a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from myelin.members.models import Member


class MemberRequest(HttpRequest):
    """A request behind `login_required`: somebody is signed in."""

    user: Member


class SeeOther(HttpResponseRedirect):
    """303: what was sent is done; look there with GET."""

    status_code = 303


def see_other(to: Any, *args: object, **kwargs: object) -> SeeOther:
    """Send the browser on after a form: to a URL name, a path, or an object with `get_absolute_url`."""
    return SeeOther(resolve_url(to, *args, **kwargs))


def or_404[Row](row: Row | None) -> Row:
    """What a query found, or 404."""
    if row is None:
        raise Http404
    return row


def token_of(request: HttpRequest) -> str:
    """The token for the forms of a page; masked once a page, which is as good as once a form."""
    token: str | None = getattr(request, "shown_token", None)
    if token is None:
        token = request.shown_token = get_token(request)  # type: ignore[attr-defined]
    return token


def way_back(request: HttpRequest, default: str) -> str:
    """Where a form asked to be led afterwards (its field `next`), if that is one of our own pages."""
    wish = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wish, allowed_hosts=None) and wish.startswith("/")
    return wish if ours else default


def streams_origin(request: HttpRequest) -> str:
    """Where live streams are served, as a browser names it; empty when that is where the pages are, or nowhere."""
    if settings.LIVE_URL:
        parts = urlsplit(settings.LIVE_URL)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    if not settings.LIVE_PORT:
        return ""
    name = urlsplit(f"//{request.get_host()}").hostname or "localhost"
    name = f"[{name}]" if ":" in name else name
    return f"{request.scheme}://{name}:{settings.LIVE_PORT}"
