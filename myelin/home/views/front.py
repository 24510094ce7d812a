"""The front page: a landing for visitors, a home for members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from myelin.companion import queries as companion
from myelin.discussion import feeds
from myelin.discussion import queries as discussion
from myelin.library import queries as library
from myelin.live.page import FEED, hear
from myelin.members.models import Member
from myelin.questions import queries as questions

CALM_FEED = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show a visitor what this is, and a member what is new and what comes next."""
    if not isinstance(request.user, Member):
        told = {"articles": library.newest(3), "helped": questions.helped_lately(request.user)}
        return render(request, "home/landing.html", told)
    member, after = request.user, request.GET.get("after")
    size = CALM_FEED if member.calm else discussion.FEED_SIZE
    page = discussion.followed(member, after=after, size=size)
    everyone = not page.items and not after
    if everyone:
        page = discussion.everything(member, size=size)
    if not after:
        hear(request, "everyone:0" if everyone else FEED, *(f"thread:{card.id}" for card in page))
    words = {
        "page": page,
        **feeds.as_read(request, member, page),
        "everyone": everyone,
        "compose": not after,
        "next_infusion": companion.next_infusion_card(member, today=timezone.localdate()),
        "articles": library.newest(1),
    }
    return render(request, "home/home.html", words)
