"""A feed as one reader sees it: its cards, dressed, and the way to older ones."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from myelin.base import moments
from myelin.base.http import token_of
from myelin.base.pages import Page
from myelin.discussion.cards import Card
from myelin.discussion.dressing import dress
from myelin.discussion.feeds import part_since


@cache
def _icons() -> str:
    return static("base/icons.svg")


def look_of(request: HttpRequest) -> dict[str, Any]:
    """What all buttons on a page have in common; a visitor gets no token, and so no buttons."""
    return {
        "csrf_token": token_of(request) if request.user.is_authenticated else "",
        "back": request.get_full_path(),
        "icons": _icons(),
        "language": get_language() or "en",
    }


def show(
    request: HttpRequest, page: Page[Card], *, calm: bool, since: datetime | None = None, goes_on: bool = False
) -> SafeString:
    """The cards of a page, each as who asks sees it.

    since: their last visit; a line says where what came after it ends.
    goes_on: the page before this one ended among what came after it.
    """
    now = timezone.now()
    look = {**look_of(request), "calm": calm, "clock": moments.Clock(now), "viewer": request.user.pk}
    new, old = part_since(page, since, goes_on=goes_on)
    if since is None or not (new or old):
        return mark_safe("\n".join([dress(card, **look) for card in page]))  # noqa: S308 - each is safe
    line = render_to_string("discussion/since.html", {"sentence": moments.since(since, now=now), "old": old})
    parts = [*(dress(card, **look) for card in new), line, *(dress(card, **look) for card in old)]
    return mark_safe("\n".join(parts))  # noqa: S308 - each is safe


def older(request: HttpRequest, page: Page[Any]) -> str:
    """The address of the page after this one; empty on the last."""
    return f"?{urlencode({**request.GET.dict(), 'after': page.next})}" if page.next else ""
