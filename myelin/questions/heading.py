"""The head of a question as its reader sees it: pressed for each way it can look, its words filled in."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from myelin.base.avatars import ring_of, turn_of
from myelin.base.moments import Clock
from myelin.base.pressed import Marks, pressed_part
from myelin.base.text import initials
from myelin.discussion.templatetags.discussion import thread_reactions
from myelin.groups.templatetags.groups import where
from myelin.members.models import Audience
from myelin.questions.reading import Reading


def head_of(request: HttpRequest, reading: Reading, *, mine: bool) -> SafeString:
    """Everything above the answers. mine: whether the reader asked it."""
    found, thread, author = reading.question, reading.question.thread, reading.question.thread.author
    sealed = thread.seal_id is not None
    look = {
        "sealed": sealed,
        "edited": thread.edited_at is not None,
        "asked_by_me": mine,
        "tends": mine or reading.moderated,
        "follows": reading.followed,
        "duplicate": found.duplicate_of_id is not None,
    }
    reacted = thread_reactions({"request": request}, thread, mine=reading.mine)
    clock = Clock()
    first, first_url = reading.first or ("", "")
    blanks = {
        "title": found.title,
        "number": str(found.pk),
        "topics": _crumbs(tuple((slug, name) for slug, name in reading.topics)),
        "where": _rendered("groups/where.html", where({"request": request}, thread.group_id))
        if thread.group_id
        else "",
        "ring": ring_of(author.pk) if author else "",
        "turn": str(turn_of(author.pk)) if author else "",
        "initials": initials(author.name) if author else "",
        "name": author.name if author else "",
        "person": _person(author.handle) if author else "",
        "line": found.context_line,
        "when": clock.shown(thread.posted_at, within=True),
        # Made from Markdown when it was written, as that of answers.
        "html": mark_safe(found.html),  # noqa: S308 - through `render_markdown`
        "reactions": reacted["buttons"] + reacted["counts"],
        "audience": str(Audience(thread.audience).label),
        "under_seal": _rendered(
            "discussion/sealed.html", {"thread": thread, "mine": mine, "may_open": reading.moderated}
        )
        if sealed
        else "",
        "first": first,
        "first_url": first_url,
        "closed": clock.shown(found.closed_at, within=True) if found.closed_at else "",
        "why_closed": found.closed_because,
    }

    def more(marks: Marks) -> dict[str, object]:
        return {"question": {"title": marks["title"], "pk": marks["number"]}}

    return pressed_part(request, "questions/head.html", look=look, blanks=blanks, more=more)


@lru_cache(maxsize=1024)
def _person(handle: str) -> str:
    return reverse("home:person", args=[handle])


@lru_cache(maxsize=1024)
def _crumbs(topics: tuple[tuple[str, str], ...]) -> SafeString:
    ways = ((reverse("discussion:topic", args=[slug]), name) for slug, name in topics)
    return format_html_join("\n", '<li><a class="solo" href="{}">{}</a></li>', ways)


def _rendered(template: str, words: dict[str, object]) -> SafeString:
    return render_to_string(template, words)
