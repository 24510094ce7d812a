"""Hot pages of members are pressed once for each way they can look, and filled in for each reader.

    pressed(request, "updates/feed.html", look={"everyone": False}, blanks={"posts": posts})

A template is rendered with marks where the words of one reader stand, and kept in pieces; an answer is those pieces with
the reader's words between them. Rendering the shell and a form takes longer than everything else on such a page, and is
the same each time. `look` is what a template decides by; `blanks` is what it only shows. A blank that is empty is part of
the look, so that `{% if note %}` may ask for it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from types import SimpleNamespace
from typing import NoReturn
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from myelin.base.context import shell
from myelin.base.http import token_of
from myelin.base.text import escape

MOST_KEPT = 512
"""Looks; a kept page takes some 12 kB."""

_SECRET = str(10**17 + secrets.randbelow(9 * 10**17))
_MARK = re.compile(rf"{_SECRET}(\d\d)")
"""Digits alone, so that an address or an escaping filter takes a mark as it is; nobody outside knows them."""

type Marks = Mapping[str, str]
type Pieces = tuple[tuple[str, ...], tuple[str, ...]]

_kept: dict[Hashable, Pieces] = {}


def pressed(
    request: HttpRequest,
    template: str,
    *,
    look: Mapping[str, Hashable],
    blanks: Mapping[str, str],
    more: Callable[[Marks], Mapping[str, object]] | None = None,
) -> HttpResponse:
    """Answer a member with `template`.

    look: what the template decides by; with the template and the language it says everything about what is kept.
    blanks: what it shows, as text or as safe HTML; numbers as text.
    more: what else a template needs (a form), made from marks where a blank goes; asked only when a page is pressed.
    """

    def around(marks: Marks) -> dict[str, object]:
        names = {name: marks[name] for name in ("handle", "get_short_name")}
        return {
            "user": _OnlyThis(is_authenticated=True, **names),
            "request": _OnlyThis(get_full_path=marks["path"], POST={}),
            **(more(marks) if more else {}),
        }

    return HttpResponse(_filled(template, {**shell(request), **look}, {**_of_reader(request), **blanks}, around))


def pressed_part(
    request: HttpRequest,
    template: str,
    *,
    look: Mapping[str, Hashable],
    blanks: Mapping[str, str],
    more: Callable[[Marks], Mapping[str, object]] | None = None,
) -> SafeString:
    """A part of a page, kept as `pressed` keeps whole ones; of its reader it may ask whether there is one."""
    member = request.user.is_authenticated
    words = {"csrf_token": token_of(request) if member else "", **blanks}

    def around(marks: Marks) -> dict[str, object]:
        return {"user": _OnlyThis(is_authenticated=member), "request": _OnlyThis(), **(more(marks) if more else {})}

    filled = _filled(template, {"member": member, **look}, words, around)
    return mark_safe(filled)  # noqa: S308 - a template of ours, its blanks escaped


def _filled(
    template: str,
    look: Mapping[str, Hashable],
    words: Mapping[str, str],
    around: Callable[[Marks], Mapping[str, object]],
) -> str:
    empty = tuple(name for name, word in words.items() if not word)
    key = (template, get_language(), tuple(look.items()), empty)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _press(template, look, words, around)
    pieces, names = found
    filled = [*pieces]
    filled[1::2] = [word if isinstance(word := words[name], SafeString) else escape(word) for name in names]
    return "".join(filled)


def _of_reader(request: HttpRequest) -> dict[str, str]:
    """What the shell shows of one reader and one moment."""
    said = get_messages(request)
    return {
        "csrf_token": token_of(request),
        "csp_nonce": str(request._csp_nonce),  # type: ignore[attr-defined]  # where Django's context processor looks, too
        "once": str(uuid4()),
        "path": request.get_full_path(),
        "handle": request.user.handle,  # type: ignore[union-attr]  # members only
        "get_short_name": request.user.get_short_name(),  # type: ignore[union-attr]
        "said": render_to_string("components/messages.html", {"messages": said}, request) if said else "",
    }


class _OnlyThis(SimpleNamespace):
    """What a pressed template may ask of its reader. Anything else would be kept for all, or be silently nothing."""

    def __getattr__(self, name: str) -> NoReturn:
        raise LookupError(
            f"A pressed page cannot ask its reader for “{name}”: hand it over as a blank, or as its look."
        )


def _press(
    template: str,
    look: Mapping[str, Hashable],
    words: Mapping[str, str],
    around: Callable[[Marks], Mapping[str, object]],
) -> Pieces:
    numbers = {name: f"{number:02d}" for number, name in enumerate(words)}
    marks = {name: f"{_SECRET}{numbers[name]}" if word else "" for name, word in words.items()}
    language = {"LANGUAGE_CODE": get_language(), "LANGUAGE_BIDI": get_language_bidi()}
    html = render_to_string(template, {**language, **look, **marks, **around(marks)})
    pieces = _MARK.split(re.sub(r"\s*\n\s*", "\n", html))
    names = {number: name for name, number in numbers.items()}
    return tuple(pieces), tuple(names[number] for number in pieces[1::2])
