"""What everything is about, found anew: room after room, after the pack's words for it or our own reading changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from myelin.discussion import themes as talk
from myelin.library.actions import themes as library
from myelin.questions.actions import themes as questions
from myelin.updates import themes as updates

PARTS: dict[str, Callable[[], Iterator[int]]] = {
    "updates": updates.rebuild,
    "questions": questions.rebuild,
    "answers": questions.rebuild_answers,
    "comments": talk.rebuild_comments,
    "articles": library.rebuild,
}


def rebuild() -> Iterator[tuple[str, int]]:
    """Look at all that is there, batch by batch; tells which part, and how many of it were looked at."""
    for name, part in PARTS.items():
        done = 0
        yield name, done
        for number in part():
            done += number
            yield name, done
