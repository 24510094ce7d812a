"""Answers, dressed for one reader.

The template is rendered once for each way an answer can look; what differs between two that look alike are blanks,
which plain string work fills, because a page does it for each of its answers. Answers that say the same to several
readers are kept filled, but for the reader's token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from myelin.audience.policy import Viewer
from myelin.base.avatars import ring_of, turn_of
from myelin.base.http import token_of
from myelin.base.moments import Clock
from myelin.base.text import escape, initials
from myelin.discussion.authors import wrote
from myelin.questions.models import Question
from myelin.questions.reading import Given

_BLANK = re.compile(r"\[\[(\w+)\]\]")


class Look(NamedTuple):
    """Everything in which two answers can look different, but for words."""

    best: bool
    lived_this: bool
    line: bool
    edited: bool
    counted: bool
    helpful: bool
    same: bool
    own: bool
    asked_by_me: bool
    member: bool


def dress_for(request: HttpRequest, answers: Iterable[Given], *, question: Question) -> SafeString:
    """The answers of a question as who asks sees them."""
    token = token_of(request) if request.user.is_authenticated else ""
    return dress(answers, question=question, reader=request.user, csrf_token=token, now=timezone.now())


def dress(
    answers: Iterable[Given], *, question: Question, reader: Viewer, csrf_token: str, now: datetime
) -> SafeString:
    """The answers as one reader sees them; without `csrf_token` (a visitor) they have no buttons."""
    asker = question.thread.author
    asked_by_me = wrote(reader, question.thread)
    called = asker.name if asker else gettext("whoever asked")
    clock = Clock(now)
    dressed = []
    for answer in answers:
        look = Look(
            best=answer.id == question.best_answer_id,
            lived_this=answer.lived_this,
            line=bool(answer.context_line),
            edited=answer.edited,
            counted=bool(answer.helpfuls or answer.sames),
            helpful="helpful" in answer.mine,
            same="same" in answer.mine,
            own=answer.author_id == reader.pk,
            asked_by_me=asked_by_me,
            member=bool(csrf_token),
        )
        words = Words(
            answer.id,
            answer.author_id,
            answer.handle,
            answer.name,
            answer.context_line,
            answer.html,
            answer.helpfuls,
            answer.sames,
            clock.shown(answer.posted_at),
            question.pk,
            called,
        )
        dressed.append(csrf_token.join(_around_tokens(look, words, clock.language)))
    return mark_safe("".join(dressed))  # noqa: S308 - our template, its blanks filled with escaped words and safe HTML


class Words(NamedTuple):
    """What an answer says, to whoever reads it. `html` and `when` are safe HTML."""

    id: int
    author_id: int
    handle: str
    name: str
    line: str
    html: str
    helpfuls: int
    sames: int
    when: str
    question: int
    asker: str


@lru_cache(maxsize=512)
def _around_tokens(look: Look, words: Words, language: str | None) -> tuple[str, ...]:
    """The answer in pieces: between them stands its reader's token, and nothing else is its reader's alone."""
    filled = {
        "id": str(words.id),
        "question": str(words.question),
        "asker": escape(words.asker),
        "ring": ring_of(words.author_id),
        "turn": str(turn_of(words.author_id)),
        "initials": escape(initials(words.name)),
        "handle": escape(words.handle),
        "name": escape(words.name),
        "line": escape(words.line),
        "when": words.when,
        "html": words.html,
        "counts": _counts(words.helpfuls, words.sames),
    }
    pieces = [""]
    # Words and blanks alternate. Filled in one go: what a member wrote is never taken for a blank.
    for place, part in enumerate(_blank(look, language)):
        if place % 2 and part == "token":
            pieces.append("")
        else:
            pieces[-1] += filled[part] if place % 2 else part
    return tuple(pieces)


@lru_cache(maxsize=512)
def _blank(look: Look, language: str | None) -> tuple[str, ...]:
    html = render_to_string("questions/answer.html", look._asdict())
    return tuple(_BLANK.split(re.sub(r"\s*\n\s*", "\n", html)))


def _counts(helpfuls: int, sames: int) -> str:
    found = ngettext("%(number)s member found this helpful.", "%(number)s members found this helpful.", helpfuls) % {
        "number": helpfuls
    }
    lived = ngettext("%(number)s lived the same.", "%(number)s lived the same.", sames) % {"number": sames}
    return escape(" ".join(words for words, number in ((found, helpfuls), (lived, sames)) if number))
