"""Answers, dressed for one reader.

The template is rendered once for each way an answer can look; what differs between two that look alike are blanks,
which plain string work fills, because a page does it for each of its answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from myelin.audience.policy import Viewer
from myelin.base.avatars import ring_of, turn_of
from myelin.base.http import token_of
from myelin.base.moments import ago
from myelin.base.text import escape, initials
from myelin.discussion.authors import wrote
from myelin.questions.models import Question
from myelin.questions.reading import Given

_BLANK = re.compile(r"\[\[(\w+)\]\]")


@dataclass(frozen=True)
class Look:
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
    always = {"question": str(question.pk), "asker": escape(called), "token": csrf_token}
    language = get_language()
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
        words = always | _words(answer, language, now)
        # Words and blanks alternate. Filled in one go: what a member wrote is never taken for a blank.
        parts = list(_blank(look, language))
        parts[1::2] = [words[name] for name in parts[1::2]]
        dressed.append("".join(parts))
    return mark_safe("".join(dressed))  # noqa: S308 - our template, its blanks filled with escaped words and safe HTML


@lru_cache(maxsize=512)
def _blank(look: Look, language: str | None) -> tuple[str, ...]:
    html = render_to_string("questions/answer.html", asdict(look))
    return tuple(_BLANK.split(re.sub(r"\s*\n\s*", "\n", html)))


def _words(answer: Given, language: str | None, now: datetime) -> dict[str, str]:
    day, when = answer.posted_at.isoformat(timespec="minutes"), ago(answer.posted_at, now=now)
    return {
        "id": str(answer.id),
        "ring": ring_of(answer.author_id),
        "turn": str(turn_of(answer.author_id)),
        "initials": escape(initials(answer.name)),
        "handle": escape(answer.handle),
        "name": escape(answer.name),
        "line": escape(answer.context_line),
        "when": f'<time datetime="{day}">{escape(when)}</time>',
        "html": answer.html,
        "counts": _counts(answer.helpfuls, answer.sames, language),
    }


@lru_cache(maxsize=1024)
def _counts(helpfuls: int, sames: int, language: str | None) -> str:
    found = ngettext("%(number)s member found this helpful.", "%(number)s members found this helpful.", helpfuls) % {
        "number": helpfuls
    }
    lived = ngettext("%(number)s lived the same.", "%(number)s lived the same.", sames) % {"number": sames}
    return escape(" ".join(words for words, number in ((found, helpfuls), (lived, sames)) if number))
