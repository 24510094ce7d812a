"""Cards: what people see of a thread in a feed, made once at write time and dressed for each viewer.

A stored card is whole HTML with blanks where something may change after it was written: the author's name and line,
the time, the counts, the viewer's own reactions, and whatever is said in the viewer's language. `dress` fills the
blanks; it is plain string work on purpose, because a feed page does it for each of its cards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from myelin.audience.policy import Viewer
from myelin.base.avatars import RINGS
from myelin.base.moments import Clock
from myelin.base.text import escape, initials
from myelin.discussion.models import Bookmark, Reaction, Thread
from myelin.discussion.polls import read_poll, show_poll
from myelin.members import lens
from myelin.pack.models import Topic

BLANK = re.compile(r"\[\[([^\[\]]+)\]\]")
"""`[[name]]`, a sentence to translate (`[[say:Tip]]`), or what is called otherwise in each language (`[[en=Sleep|es=Sueño]]`)."""
MOST_NAMED = 2
"""Of those who sent hugs; the others are a number."""
_RINGS = tuple(f" {ring}" if ring else "" for ring in RINGS)


class Card(NamedTuple):
    """One row of a feed: the stored card and what fills its blanks."""

    id: int
    kind: str
    url: str
    card: str
    posted_at: datetime
    edited_at: datetime | None
    author_id: int | None
    handle: str
    name: str
    context_line: str
    hugs: int
    likes: int
    me_toos: int
    replies: int
    title: str = ""
    excerpt: str = ""
    themes: Collection[str] = ()
    mine: Collection[str] = ()
    note: str = ""
    is_tip: bool = False
    poll: str | None = None
    told_year: int | None = None
    """The year in which the author was told, where they show it to all members."""
    huggers: Sequence[str] = ()
    """Names of the last who sent a hug and are there for the viewer; none where names are not shown."""
    is_covered: bool = False


def blank_card(
    *,
    kind: str,
    title: str,
    url: str,
    body: str,
    topics: Collection[str],
    is_tip: bool = False,
    is_sealed: bool = False,
) -> str:
    """The stored card of a thread. `body` is safe HTML; everything else is escaped by the template.

    is_sealed: its author left their name out.
    """
    words = {"kind": kind, "title": title, "url": url, "body": mark_safe(body), "topics": topics}  # noqa: S308 - rooms render it through render_markdown or autoescaping templates
    return render_to_string("discussion/card.html", words | {"is_tip": is_tip, "is_sealed": is_sealed})


def in_each_language(topic: Topic) -> str:
    """A blank for what a topic is called."""
    names = {"en": topic.name, **{language: words["name"] for language, words in topic.in_languages.items()}}
    return f"[[{'|'.join(f'{language}={name}' for language, name in names.items())}]]"


@lru_cache(maxsize=1024)
def _said(blank: str, language: str) -> str:
    """What a blank says that depends on the language alone; one that we do not know stays as it is."""
    if blank.startswith("say:"):
        return escape(gettext(blank.removeprefix("say:")))
    if blank.startswith("en="):
        names = dict(name.split("=", 1) for name in blank.split("|"))
        return names.get(language) or names["en"]
    return f"[[{blank}]]"


def as_asked(card: Card, viewer: Viewer) -> Card:
    """The card as `viewer` wants to meet it: covered, with nothing of its words left, when it is about such a theme."""
    themes = lens.covered(card.themes, viewer, card.author_id)
    if not themes:
        return card
    sentence = lens.cover(card.kind, themes)
    html = render_to_string("discussion/cover.html", {"kind": card.kind, "sentence": sentence})
    url = f"/threads/{card.id}/?show=1"
    return card._replace(card=html, url=url, title=sentence, excerpt="", note="", poll=None, is_covered=True)


def dress(
    card: Card,
    *,
    csrf_token: str,
    back: str,
    icons: str,
    calm: bool,
    clock: Clock,
    viewer: int | None,
    language: str,
) -> SafeString:
    """The card as one viewer sees it (`viewer`: their number); without `csrf_token` (a visitor) it has no buttons."""
    cover, uncover = _noted(card.note, language) if card.note else ("", "")
    look = {"csrf_token": csrf_token, "back": back, "icons": icons, "language": language}
    # Text and blanks alternate. Filled in one go: what a member wrote is never taken for a blank.
    parts = BLANK.split(card.card.strip())
    blanks = parts[1::2]
    words = {
        "id": str(card.id),
        "ring": _RINGS[(card.author_id or 0) % len(RINGS)],
        "initials": escape(initials(card.name)),
        "handle": escape(card.handle),
        "name": escape(card.name or gettext("Somebody")),
        "context": _context(card.context_line),
        "when": _when(card, clock),
        "reactions": reactions(card, card.mine, **look) if csrf_token else "",
        "save": _save_form(card, **look) if csrf_token and "save" in blanks else "",
        "counts": counts(card, language),
        "replies": _replies(card.kind, card.replies, language),
        "cover": cover,
        "uncover": uncover,
        "poll": _poll(card, csrf_token=csrf_token, back=back, now=clock.now) if card.poll else "",
        "veil": f"<details><summary>{escape(gettext('Show the picture'))}</summary>" if calm else "",
        "unveil": "</details>" if calm else "",
        "icons": icons,
    }
    parts[1::2] = [words[blank] if blank in words else _said(blank, language) for blank in blanks]
    html = "".join(parts)
    if csrf_token and viewer != card.author_id:
        html = html.removesuffix("</article>").rstrip() + _see_less(card.id, language) + "</article>"
    return mark_safe(html)  # noqa: S308 - a safe stored card, its blanks filled with escaped words


@lru_cache(maxsize=512)
def _noted(note: str, language: str) -> tuple[str, str]:
    return covered(gettext("Content note: %(note)s") % {"note": note})


def covered(why: str) -> tuple[str, str]:
    """What stands before and after something that is covered, softly: the reason, and the way to open it."""
    summary = escape(harmless(why))
    return f'<details class="cover"><summary>{summary}</summary><div class="flow">', "</div></details>"


def _poll(card: Card, *, csrf_token: str, back: str, now: datetime) -> str:
    poll = read_poll(card.poll, now=now)
    return harmless(show_poll(poll, thread_id=card.id, csrf_token=csrf_token, back=back)) if poll else ""


def harmless(words: str) -> str:
    """Member words that can never be taken for one of our blanks."""
    return words.replace("[[", "[\u200b[")


def _context(line: str) -> str:
    return f'<span class="chip">{escape(harmless(line))}</span>' if line else ""


def _when(card: Card, clock: Clock) -> str:
    edited = f" · {escape(gettext('edited'))}" if card.edited_at else ""
    return f"{clock.shown(card.posted_at)}{edited}"


@lru_cache(maxsize=2048)
def _see_less(thread: int, language: str) -> str:
    words = escape(gettext("See less of this"))
    return f'<p class="less"><a class="solo small" href="/threads/{thread}/mute/" aria-describedby="t{thread}">{words}</a></p>'


ICONS = {Reaction.Kind.HUG: "hug", Reaction.Kind.LIKE: "heart", Reaction.Kind.ME_TOO: "same"}


def reactions(
    card: Card | Thread, mine: Collection[str], *, csrf_token: str, back: str, icons: str, language: str
) -> str:
    """The buttons. A pressed one takes its reaction back, so the same tap twice does the same thing once.

    mine: the reactions that the reader gave, and whether they saved it.
    """
    buttons = _buttons(card.kind, tuple(mine), icons, language).replace("[[id]]", str(card.id))
    return (
        f'<form class="react" data-swap method="post" action="/threads/{card.id}/reactions/">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{csrf_token}">'
        f'<input type="hidden" name="next" value="{escape(back)}#thread-{card.id}">{buttons}</form>'
    )


def _save_form(card: Card, *, csrf_token: str, back: str, icons: str, language: str) -> str:
    """The button that saves alone, for cards that have no others."""
    button = _save_button(Bookmark.WORD in card.mine, icons, language).replace("[[id]]", str(card.id))
    return (
        f'<form data-swap method="post" action="/threads/{card.id}/bookmark/">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{csrf_token}">'
        f'<input type="hidden" name="next" value="{escape(back)}#thread-{card.id}">{button}</form>'
    )


@lru_cache(maxsize=256)
def _buttons(of: str, mine: tuple[str, ...], icons: str, language: str) -> str:
    given = "".join(_button(of, kind, pressed=kind.value in mine, icons=icons) for kind in Reaction.Kind)
    return given + _save(pressed=Bookmark.WORD in mine, icons=icons)


@lru_cache(maxsize=16)
def _save_button(pressed: bool, icons: str, language: str) -> str:
    return _save(pressed=pressed, icons=icons)


def _save(*, pressed: bool, icons: str) -> str:
    """The button that saves for later; it leads to an address of its own."""
    label = gettext("Saved") if pressed else gettext("Save")
    return (
        f'<button class="btn btn--2 busy" name="{"take" if pressed else "put"}" value="{Bookmark.WORD}"'
        f' formaction="/threads/[[id]]/bookmark/" aria-pressed="{"true" if pressed else "false"}">'
        f'<svg class="i" aria-hidden="true"><use href="{icons}#save"/></svg>{escape(label)}</button>'
    )


def _button(of: str, kind: Reaction.Kind, *, pressed: bool, icons: str) -> str:
    asked = of == "question" and kind == Reaction.Kind.ME_TOO
    label = gettext("Same for me") if asked else str(kind.label)
    extra = " busy" if kind == Reaction.Kind.ME_TOO and not asked else ""
    return (
        f'<button class="btn btn--2{extra}" name="{"take" if pressed else "put"}" value="{kind.value}"'
        f' aria-pressed="{"true" if pressed else "false"}">'
        f'<svg class="i" aria-hidden="true"><use href="{icons}#{ICONS[kind]}"/></svg>{escape(label)}</button>'
    )


def counts(card: Card | Thread, language: str) -> str:
    """What others gave, in words; no words when nobody did. Calm mode hides it."""
    hugs = ""
    if isinstance(card, Card) and card.huggers:
        hugs = _hugs(tuple(card.huggers), card.hugs, language, mine=Reaction.Kind.HUG in card.mine)
    words = _counts(card.kind, 0 if hugs else card.hugs, card.likes, card.me_toos, language)
    words = " · ".join(part for part in (escape(hugs), words) if part)
    return f'<p class="small soft count" id="count-{card.id}">{words}</p>'


@lru_cache(maxsize=2048)
def _hugs(huggers: tuple[str, ...], hugs: int, language: str, *, mine: bool) -> str:
    """Who sent hugs: you, Priya and 12 others. Who said "me too" is named nowhere: it would say what they live with."""
    named = [*([gettext("you")] if mine else []), *huggers][:MOST_NAMED]
    more = hugs - len(named)
    if more < 0:
        return ""
    if not more:
        words = ngettext("A hug from %(names)s", "Hugs from %(names)s", len(named))
        return words % {"names": gettext(" and ").join(named)}
    words = ngettext("Hugs from %(names)s and %(more)d other", "Hugs from %(names)s and %(more)d others", more)
    return words % {"names": ", ".join(named), "more": more}


@lru_cache(maxsize=1024)
def _counts(of: str, hugs: int, likes: int, me_toos: int, language: str) -> str:
    if of == "question":
        same = ngettext("%d said: same for me", "%d said: same for me", me_toos)
    else:
        same = ngettext("%d me too", "%d me too", me_toos)
    parts = [
        ngettext("%d hug", "%d hugs", hugs) % hugs if hugs else "",
        ngettext("%d like", "%d likes", likes) % likes if likes else "",
        same % me_toos if me_toos else "",
    ]
    words = ", ".join(part for part in parts if part)
    return escape(words)


@lru_cache(maxsize=1024)
def _replies(of: str, number: int, language: str) -> str:
    if of == "question":
        if not number:
            return escape(gettext("Be the first to answer"))
        return escape(ngettext("Read %d answer", "Read %d answers", number) % number)
    if not number:
        return escape(gettext("Write something kind"))
    return escape(ngettext("%d comment", "%d comments", number) % number)
