"""The front page: a landing for visitors, a home for members."""

from __future__ import annotations

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from myelin.base.kept_pages import for_everybody
from myelin.circle import queries as circle
from myelin.companion import queries as companion
from myelin.discussion import feeds
from myelin.discussion import queries as discussion
from myelin.discussion.posts import older, show
from myelin.home.stamps import stamp_of_landing
from myelin.library import queries as library
from myelin.live.page import FEED, hear, pressed
from myelin.members.models import Member
from myelin.questions import queries as questions

CALM_FEED = 5

SHELF_SECONDS = 60
"""How long the shelf of a member's front page may lag behind the library."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show a visitor what this is, and a member what is new and what comes next."""
    if not isinstance(request.user, Member):
        return for_everybody(request, stamp_of_landing(now=timezone.now()), lambda: _landing(request))
    member, after = request.user, request.GET.get("after")
    size = CALM_FEED if member.calm else discussion.FEED_SIZE
    read = feeds.read(request, member, everyone=False, size=size)
    everyone = not read.page.items
    if everyone:
        read = feeds.read(request, member, everyone=True, size=size)
    if not after:
        hear(request, "everyone:0" if everyone else FEED, *(f"thread:{card.id}" for card in read.page))
    look = {"everyone": everyone, "compose": not after, "newest": read.newest}
    blanks = {
        "posts": show(request, read.page, calm=member.calm, since=read.since, goes_on=read.goes_on),
        "older": older(request, read.page),
        "other_order": read.other_order,
        "shelf": _shelf(),
        **_care(member),
    }
    return pressed(request, "home/home.html", look=look, blanks=blanks)


def _landing(request: HttpRequest) -> HttpResponse:
    told = {"articles": library.newest(3), "helped": questions.helped_lately(request.user)}
    return render(request, "home/landing.html", told)


def _care(member: Member) -> dict[str, str]:
    """The dose that comes next and the people one cares for, for the top of a phone and for the side of a desk."""
    runs, cares = circle.shown_in_front(member)
    coming = companion.coming_up(member, today=timezone.localdate()) if runs else None
    carers = circle.cares_for(member) if cares else []
    return {
        **_twice("next", "companion/next.html", {"next": coming} if coming is not None else {}),
        **_twice("cares", "circle/card.html", {"carers": carers} if carers else {}),
    }


def _twice(name: str, template: str, told: dict[str, object]) -> dict[str, str]:
    """A card for either place, each with a heading of its own; nothing where there is nothing to tell."""
    headings = (f"{name}_phone", f"{name}_desk")
    return {heading: render_to_string(template, {**told, "heading": heading}) if told else "" for heading in headings}


def _shelf() -> SafeString:
    """The newest article of the library."""
    name = f"shelf:{get_language()}"
    kept: str | None = caches["pages"].get(name)
    if kept is None:
        kept = render_to_string("home/shelf.html", {"articles": library.newest(1)})
        caches["pages"].set(name, kept, SHELF_SECONDS)
    return mark_safe(kept)  # noqa: S308 - made by a template
