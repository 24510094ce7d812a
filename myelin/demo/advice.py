"""Let the invented people ask and answer, and say what helped.

As with updates, what is old is put in at once with its counts, and the latest answers bring news to the askers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from myelin.base.text import render_markdown
from myelin.demo import moments
from myelin.demo.script import Advice, Ask
from myelin.demo.year import NEWS, Year
from myelin.discussion.models import Reaction, Thread
from myelin.members.models import Profile
from myelin.questions import actions
from myelin.questions.models import Answer, AnswerReaction, Question

MOST_SAME = 9
"""At most so many say "me too" to one question."""


def ask_and_answer(asks: Sequence[Ask], year: Year) -> None:
    """Ask all questions, answer them, choose what helped most, react."""
    planned = moments.through_the_year(len(asks), now=year.now, rng=year.rng)
    questions = [_ask(ask, moment, year) for ask, moment in zip(asks, planned, strict=True)]
    answers: list[Answer] = []
    best: list[tuple[Question, Answer]] = []
    for question, ask in zip(questions, asks, strict=True):
        for said, answer in _advice(question, ask, year):
            answers.append(answer)
            if said.helpful:
                best.append((question, answer))
    old = [answer for answer in answers if answer.posted_at <= year.now - NEWS]
    Answer.objects.bulk_create(old)
    actions.settle_first_answers([answer.question_id for answer in old])
    _same_for_me(questions, old, year)
    fresh = {id(answer): _bring_news(answer) for answer in answers if answer.posted_at > year.now - NEWS}
    _choose([(question, fresh.get(id(answer), answer)) for question, answer in best])
    _thank([fresh.get(id(answer), answer) for answer in answers], year)


def _ask(ask: Ask, moment: datetime, year: Year) -> Question:
    return actions.ask_question(
        author=year.cast[ask.by],
        title=ask.title,
        text=ask.text,
        audience=ask.audience,
        topics=[year.topics[slug] for slug in ask.topics],
        now=year.when(ask.by, moment, ask.days_ago),
    )


def _advice(question: Question, ask: Ask, year: Year) -> Iterator[tuple[Advice, Answer]]:
    speakers = [year.cast[said.by] for said in ask.answers]
    lines = dict(Profile.objects.filter(member__in=speakers).values_list("member", "context_line"))
    for said, author, at in zip(ask.answers, speakers, year.after(question.thread.posted_at, speakers), strict=True):
        answer = Answer(
            question=question,
            author=author,
            text=said.text,
            html=render_markdown(said.text),
            lived_this=said.lived,
            context_line=lines.get(author.pk, ""),
            posted_at=at,
        )
        yield said, answer


def _bring_news(answer: Answer) -> Answer:
    return actions.answer_question(
        question=answer.question,
        author=answer.author,
        text=answer.text,
        lived_this=answer.lived_this,
        now=answer.posted_at,
    )


def _choose(best: Sequence[tuple[Question, Answer]]) -> None:
    for question, answer in best:
        question.best_answer = answer
    Question.objects.bulk_update([question for question, _answer in best], ["best_answer"])


def _same_for_me(questions: Sequence[Question], old: Sequence[Answer], year: Year) -> None:
    threads = [question.thread for question in questions]
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
    said = Counter(answer.question_id for answer in old)
    for thread in threads:
        thread.me_toos, thread.replies = given[thread.pk], said[thread.pk]
    Thread.objects.bulk_update(threads, ["me_toos", "replies"])


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
                reactions.append(AnswerReaction(answer=answer, member=member, kind=kind, reacted_at=at))
    AnswerReaction.objects.bulk_create(reactions)
    given = Counter(
        (reaction.answer_id, AnswerReaction.COUNTERS[AnswerReaction.Kind(reaction.kind)]) for reaction in reactions
    )
    for answer in answers:
        answer.helpfuls, answer.sames = (
            given[answer.pk, "helpfuls"],
            given[answer.pk, "sames"],
        )
    Answer.objects.bulk_update(answers, ["helpfuls", "sames"])
