"""What everything is about, found anew: room after room, after the pack's words for it or our own reading changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from myelin.discussion import themes as talk
from myelin.discussion.themes import Batch
from myelin.library.actions import themes as library
from myelin.questions.actions import themes as questions
from myelin.updates import themes as updates

PARTS: dict[str, Callable[[int], Batch]] = {
    "updates": updates.rebuild,
    "questions": questions.rebuild,
    "answers": questions.rebuild_answers,
    "comments": talk.rebuild_comments,
    "articles": library.rebuild,
}
FIRST = next(iter(PARTS))


def rebuild() -> Iterator[tuple[str, int]]:
    """Look at all that is there, batch by batch; tells which part, and how many of it were looked at."""
    for name, part in PARTS.items():
        done, after, looked_at = 0, 0, 1
        while looked_at:
            looked_at, after = part(after)
            done += looked_at
            yield name, done


def step(part: str, after: int) -> tuple[str, int] | None:
    """Look at one batch; gives where the next begins, and None after the last."""
    looked_at, last = PARTS[part](after)
    if looked_at:
        return part, last
    names = [*PARTS]
    behind = names[names.index(part) + 1 :]
    return (behind[0], 0) if behind else None
