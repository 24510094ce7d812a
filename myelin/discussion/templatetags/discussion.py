"""{% cards page %} dresses the cards of a feed; {% reactions thread %} shows the three buttons; {% comment_form %}."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from myelin.base.pages import Page
from myelin.discussion import queries
from myelin.discussion.actions import EDIT_FOR
from myelin.discussion.cards import Card, counts, reactions
from myelin.discussion.covers import Covered
from myelin.discussion.forms import CommentForm
from myelin.discussion.models import Draft, Thread
from myelin.discussion.posts import look_of, show
from myelin.members import lens

register = template.Library()


@register.simple_tag(takes_context=True)
def cards(context: dict[str, Any], page: Page[Card], since: datetime | None = None) -> SafeString:
    """The cards of a feed page, each as this viewer sees it.

    since: the viewer's last visit; a line says where what came after it ends.
    """
    return show(context["request"], page, calm=bool(context.get("calm")), since=since)


@register.simple_tag(takes_context=True)
def feed_card(context: dict[str, Any], card: Card) -> SafeString:
    """One card of a feed, where a page puts something of its own between them."""
    return cards(context, Page(items=[card], next=None))


@register.simple_tag(takes_context=True)
def card(context: dict[str, Any], thread: Thread) -> SafeString:
    """The card of one thread, on its own page."""
    request = context["request"]
    found = queries.card_of(thread, request.user, shown=lens.asked_to_show(request))
    return cards(context, Page(items=[found], next=None))


@register.simple_tag(takes_context=True)
def cover(context: dict[str, Any], kind: str, thing: Covered) -> str:
    """The sentence that covers a thing for this reader; empty when it is shown."""
    request = context["request"]
    themes = lens.covered(thing.themes, request.user, thing.author_id)
    return lens.cover(kind, themes) if themes and not lens.asked_to_show(request) else ""


@register.inclusion_tag("discussion/reactions.html", takes_context=True)
def thread_reactions(context: dict[str, Any], thread: Thread, mine: Collection[str] | None = None) -> dict[str, Any]:
    """The three buttons and what others gave, on the page of a thread.

    mine: what its reader did with it, where the page read them already.
    """
    request, buttons = context["request"], ""
    shown: Card | Thread = thread
    if request.user.is_authenticated:
        if mine is None:
            shown = queries.card_of(thread, request.user, shown=True)
            mine = shown.mine
        buttons = reactions(thread, mine, **{**look_of(request), "back": request.path})
    words = counts(shown, get_language() or "en")
    return {"buttons": mark_safe(buttons), "counts": mark_safe(words)}  # noqa: S308 - escaped where they are made


@register.simple_tag
def comment_form(thread: Thread) -> CommentForm:
    """An empty form for a comment; `auto_id` keeps ids apart when a page shows several."""
    return CommentForm(auto_id=f"c{thread.pk}_%s")


@register.simple_tag(takes_context=True)
def comment_draft(context: dict[str, Any], thread: Thread) -> Draft | None:
    """What the viewer began to write under a thread."""
    return queries.draft_of(context["request"].user, f"comment:{thread.pk}")


@register.simple_tag
def comments_fresh_since() -> datetime:
    """The moment from which comments can still be changed."""
    return timezone.now() - EDIT_FOR
