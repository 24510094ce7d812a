"""Cards: what people see of a thread in a feed, made once at write time and dressed for each viewer.

A stored card is whole HTML with blanks where something may change after it was written: the author's name and line,
the time, the counts, the viewer's own reactions, and whatever is said in the viewer's language. `dressing.py` fills the
blanks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, Self

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from myelin.audience.policy import Viewer
from myelin.base.text import escape
from myelin.discussion.models import Bookmark, Reaction, Thread
from myelin.members import lens
from myelin.pack.models import Topic

BLANK = re.compile(r"\[\[([^\[\]]+)\]\]")
"""`[[name]]`, a sentence to translate (`[[say:Tip]]`), or what is called otherwise in each language (`[[en=Sleep|es=Sueño]]`)."""
MOST_NAMED = 2
"""Of those who sent hugs; the others are a number."""


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

    @classmethod
    def of_row(cls, row: Iterable[Any]) -> Self:
        """From what a statement brought; lists become tuples, so that what was made of a card can be found by all it says."""
        values = [*row]
        for place in _LISTS:
            values[place] = tuple(values[place])
        return cls(*values)


_LISTS = [Card._fields.index(name) for name in ("themes", "mine", "huggers")]


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


def as_asked(card: Card, viewer: Viewer) -> Card:
    """The card as `viewer` wants to meet it: covered, with nothing of its words left, when it is about such a theme."""
    themes = lens.covered(card.themes, viewer, card.author_id)
    if not themes:
        return card
    sentence = lens.cover(card.kind, themes)
    html = render_to_string("discussion/cover.html", {"kind": card.kind, "sentence": sentence})
    url = f"/threads/{card.id}/?show=1"
    return card._replace(card=html, url=url, title=sentence, excerpt="", note="", poll=None, is_covered=True)


def harmless(words: str) -> str:
    """Member words that can never be taken for one of our blanks."""
    return words.replace("[[", "[\u200b[")


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


def save_form(card: Card, *, csrf_token: str, back: str, icons: str, language: str) -> str:
    """The button that saves alone, for cards that have no others."""
    return (
        f'<form data-swap method="post" action="/threads/{card.id}/bookmark/">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{csrf_token}">'
        f'<input type="hidden" name="next" value="{escape(back)}#thread-{card.id}">'
        f"{_save(pressed=Bookmark.WORD in card.mine, icons=icons)}</form>"
    )


@lru_cache(maxsize=256)
def _buttons(of: str, mine: tuple[str, ...], icons: str, language: str) -> str:
    given = "".join(_button(of, kind, pressed=kind.value in mine, icons=icons) for kind in Reaction.Kind)
    # It stands among the reactions, and leads to an address of its own.
    return given + _save(pressed=Bookmark.WORD in mine, icons=icons, to=' formaction="/threads/[[id]]/bookmark/"')


def _save(*, pressed: bool, icons: str, to: str = "") -> str:
    """The button that saves for later; `to` leads it elsewhere than its form."""
    label = gettext("Saved") if pressed else gettext("Save")
    return (
        f'<button class="btn btn--2 busy" name="{"take" if pressed else "put"}" value="{Bookmark.WORD}"'
        f'{to} aria-pressed="{"true" if pressed else "false"}">'
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
