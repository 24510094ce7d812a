"""What is close to a question, what was asked first, and what helped lately."""

from __future__ import annotations

from dataclasses import dataclass, field

from myelin.audience.policy import Viewer
from myelin.members import lens
from myelin.questions.models import Answer, Question
from myelin.search import queries as search
from myelin.search.queries import Hit

MOST_QUESTIONS = 4
MOST_PAGES = 3
LOOKED_AT = 12
"""Of so many questions that are close, the answered ones are shown."""


@dataclass(frozen=True)
class Close:
    """A question that is close to another."""

    number: int
    title: str
    url: str
    excerpt: str


@dataclass(frozen=True)
class Alike:
    """What `viewer` may see and a question resembles, best first."""

    questions: list[Close] = field(default_factory=list)
    pages: list[Hit] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.questions or self.pages)


def alike(viewer: Viewer, words: str, *, but: int = 0, answered: bool = True) -> Alike:
    """What is close to `words`; nothing when the search is too busy to say.

    but: number of the question that the words are from.
    answered: only questions that were.
    """
    try:
        hits = search.find(viewer, words, kinds=["question"], size=LOOKED_AT).items
        pages = search.find(viewer, words, kinds=["article", "medicine"], size=MOST_PAGES).items
        # A page is offered, not asked for: one that would be covered is left out.
        pages = [page for page in pages if not page.is_covered]
    except search.TooBusy:
        return Alike()
    found = [Close(_number(hit), hit.title, hit.url, hit.excerpt) for hit in hits if _number(hit) != but]
    if answered:
        standing = Question.objects.answered().filter(pk__in=[one.number for one in found])
        kept = set(standing.values_list("pk", flat=True))
        found = [one for one in found if one.number in kept]
    return Alike(questions=found[:MOST_QUESTIONS], pages=pages)


def title_for(viewer: Viewer, question: Question) -> str:
    """The title of a question as `viewer` wants to meet it: covered when they asked for that."""
    thread = question.thread
    covered = lens.covered(thread.themes, viewer, thread.author_id)
    return lens.cover("question", covered) if covered else question.title


def _number(hit: Hit) -> int:
    return int(hit.ref.removeprefix("question:"))


def helped_lately(viewer: Viewer) -> tuple[Question, Answer] | None:
    """The newest question that `viewer` may see whose asker was helped, and the answer that did it. Two statements."""
    question = Question.objects.visible_to(viewer).helped().for_page().order_by("-pk").first()
    if question is None:
        return None
    answer = Answer.objects.for_question(question, viewer).filter(best_of=question).first()
    return (question, answer) if answer else None
