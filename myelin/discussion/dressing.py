"""Cards, dressed for one reader.

What a card says to several readers alike is filled in once and kept: a feed page does this for each of its cards. Between
the pieces stand what is one reader's or one moment's alone: the token of their forms, the way back, and a poll.
"""

from __future__ import annotations

import re
import secrets
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from myelin.base.avatars import RINGS
from myelin.base.moments import Clock
from myelin.base.text import escape, initials
from myelin.discussion.cards import BLANK, Card, counts, harmless, reactions, save_form
from myelin.discussion.polls import read_poll, show_poll

MOST_KEPT = 1024
"""Cards as some readers see them, the token and the way back left out; each takes some 5 kB."""

_SECRET = str(10**17 + secrets.randbelow(9 * 10**17))
TOKEN, BACK, POLL = (f"{_SECRET}{number}" for number in range(3))
"""Marks where a reader's own words go. Digits alone, which no escaping changes; nobody outside knows them."""
_MARK = re.compile(rf"({_SECRET}\d)")
_RINGS = tuple(f" {ring}" if ring else "" for ring in RINGS)


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
    has_buttons, poll = bool(csrf_token), ""
    may_mute = has_buttons and viewer != card.author_id
    words = {TOKEN: csrf_token, BACK: escape(back)}
    if card.poll:
        poll, words[POLL] = POLL, _poll(card, csrf_token=csrf_token, back=back, clock=clock)
        card = card._replace(poll=None)
    pieces = [*_kept(card, _when(card, clock), poll, has_buttons, may_mute, calm, icons, language)]
    pieces[1::2] = [words[mark] for mark in pieces[1::2]]
    # A safe stored card, its blanks filled with escaped words.
    return SafeString("".join(pieces))


@lru_cache(maxsize=MOST_KEPT)
def _kept(
    card: Card, when: str, poll: str, has_buttons: bool, may_mute: bool, calm: bool, icons: str, language: str
) -> tuple[str, ...]:
    """The card in pieces; every second one is the mark of what goes there (`poll`: that of its poll, if it has one)."""
    look = {"csrf_token": TOKEN, "back": BACK, "icons": icons, "language": language}
    cover, uncover = covered(gettext("Content note: %(note)s") % {"note": card.note}) if card.note else ("", "")
    # Text and blanks alternate. Filled in one go: what a member wrote is never taken for a blank.
    parts = BLANK.split(card.card.strip())
    words = {
        "id": str(card.id),
        "ring": _RINGS[(card.author_id or 0) % len(RINGS)],
        "initials": escape(initials(card.name)),
        "handle": escape(card.handle),
        "name": escape(card.name or gettext("Somebody")),
        "context": _context(card.context_line),
        "when": when,
        "reactions": reactions(card, card.mine, **look) if has_buttons else "",
        "save": save_form(card, **look) if has_buttons else "",
        "counts": counts(card, language),
        "replies": _replies(card.kind, card.replies),
        "cover": cover,
        "uncover": uncover,
        "poll": poll,
        "veil": f"<details><summary>{escape(gettext('Show the picture'))}</summary>" if calm else "",
        "unveil": "</details>" if calm else "",
        "icons": icons,
    }
    parts[1::2] = [words[blank] if blank in words else _said(blank, language) for blank in parts[1::2]]
    html = "".join(parts)
    if may_mute:
        html = html.removesuffix("</article>").rstrip() + _see_less(card.id) + "</article>"
    return tuple(_MARK.split(html))


def _said(blank: str, language: str) -> str:
    """What a blank says that depends on the language alone; one that we do not know stays as it is."""
    if blank.startswith("say:"):
        return escape(gettext(blank.removeprefix("say:")))
    if blank.startswith("en="):
        names = dict(name.split("=", 1) for name in blank.split("|"))
        return names.get(language) or names["en"]
    return f"[[{blank}]]"


def covered(why: str) -> tuple[str, str]:
    """What stands before and after something that is covered, softly: the reason, and the way to open it."""
    summary = escape(harmless(why))
    return f'<details class="cover"><summary>{summary}</summary><div class="flow">', "</div></details>"


def _poll(card: Card, *, csrf_token: str, back: str, clock: Clock) -> str:
    poll = read_poll(card.poll, now=clock.now)
    return harmless(show_poll(poll, thread_id=card.id, csrf_token=csrf_token, back=back)) if poll else ""


def _context(line: str) -> str:
    return f'<span class="chip">{escape(harmless(line))}</span>' if line else ""


def _when(card: Card, clock: Clock) -> str:
    shown = clock.shown(card.posted_at)
    return f"{shown} · {escape(gettext('edited'))}" if card.edited_at else shown


def _see_less(thread: int) -> str:
    words = escape(gettext("See less of this"))
    return f'<p><a class="solo small" href="/threads/{thread}/mute/" aria-describedby="t{thread}">{words}</a></p>'


def _replies(of: str, number: int) -> str:
    if of == "question":
        if not number:
            return escape(gettext("Be the first to answer"))
        return escape(ngettext("Read %d answer", "Read %d answers", number) % number)
    if not number:
        return escape(gettext("Write something kind"))
    return escape(ngettext("%d comment", "%d comments", number) % number)
