"""Let the invented people ask and answer, and say what helped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from myelin.demo import moments
from myelin.demo.script import Ask
from myelin.demo.year import Year
from myelin.discussion.models import Reaction, Thread
from myelin.questions import actions as questions
from myelin.questions.models import Answer, AnswerReaction, Question

MOST_SAME = 9
"""At most so many say "me too" to one question."""


def ask_and_answer(asks: Sequence[Ask], year: Year) -> None:
    """Ask all questions, answer them, choose what helped most, react."""
    threads: list[Thread] = []
    answers: list[Answer] = []
    planned = moments.through_the_year(len(asks), now=year.now, rng=year.rng)
    for ask, moment in zip(asks, planned, strict=True):
        question = _ask(ask, moment, year)
        threads.append(question.thread)
        answers += _answer(question, ask, year)
    _same_for_me(threads, year)
    _thank(answers, year)


def _ask(ask: Ask, moment: datetime, year: Year) -> Question:
    return questions.ask_question(
        author=year.cast[ask.by],
        title=ask.title,
        text=ask.text,
        topics=[year.topics[slug] for slug in ask.topics],
        now=year.when(ask.by, moment, ask.days_ago),
    )


def _answer(question: Question, ask: Ask, year: Year) -> list[Answer]:
    speakers = [year.cast[said.by] for said in ask.answers]
    answers = []
    for said, author, at in zip(
        ask.answers,
        speakers,
        year.after(question.thread.posted_at, speakers),
        strict=True,
    ):
        answer = questions.answer_question(
            question=question,
            author=author,
            text=said.text,
            lived_this=said.lived,
            now=at,
        )
        answers.append(answer)
        if said.helpful:
            best = answer
            questions.choose_best_answer(
                question=question,
                answer=best,
                by=year.cast[ask.by],
                now=year.soon_after(at, year.cast[ask.by]),
            )
    return answers


def _same_for_me(threads: Sequence[Thread], year: Year) -> None:
    reactions = [
        Reaction(
            thread=thread,
            member=member,
            kind=Reaction.Kind.ME_TOO,
            reacted_at=year.soon_after(thread.posted_at, member),
        )
        for thread in threads
        for member in year.readers(thread, most=year.rng.randint(0, MOST_SAME))
    ]
    Reaction.objects.bulk_create(reactions)
    given = Counter(reaction.thread_id for reaction in reactions)
    for thread in threads:
        thread.me_toos = given[thread.pk]
    Thread.objects.bulk_update(threads, ["me_toos"])


def _thank(answers: Sequence[Answer], year: Year) -> None:
    members = list(year.cast.values())
    reactions = []
    for answer in answers:
        others = [member for member in members if member.pk != answer.author_id]
        for kind, most in (
            (AnswerReaction.Kind.HELPFUL, 8),
            (AnswerReaction.Kind.SAME, 4),
        ):
            for member in year.rng.sample(others, year.rng.randint(0, most)):
                at = year.soon_after(answer.posted_at, member)
                reactions.append(
                    AnswerReaction(
                        answer=answer, member=member, kind=kind, reacted_at=at
                    )
                )
    AnswerReaction.objects.bulk_create(reactions)
    given = Counter(
        (reaction.answer_id, AnswerReaction.COUNTERS[reaction.kind])
        for reaction in reactions
    )
    for answer in answers:
        answer.helpfuls, answer.sames = (
            given[answer.pk, "helpfuls"],
            given[answer.pk, "sames"],
        )
    Answer.objects.bulk_update(answers, ["helpfuls", "sames"])
