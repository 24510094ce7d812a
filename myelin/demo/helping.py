"""Let some of the invented people say that they may be asked, and let the clock run over the last days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from myelin.demo.script import Person
from myelin.demo.year import Year
from myelin.helping import actions, queries
from myelin.members.models import Member
from myelin.questions import actions as questions
from myelin.questions.models import Question
from myelin.questions.queries import alike
from myelin.therapies.models import Therapy

EACH = 3
"""Every third of them says yes, and whoever has a login as a member."""
LOGINS = {"member", "on_ocrelizumab"}
HOURS = (40, 24, 12, 6, 0)
"""So many hours ago the clock looked."""


def offer_help(people: Sequence[Person], year: Year) -> None:
    """Say yes, ask, close one question, lead another to the first of the same, and count."""
    medicines = {therapy.slug: therapy for therapy in Therapy.objects.current()}
    for number, person in enumerate(people):
        if person.login in LOGINS or (number % EACH == 0 and not person.login):
            actions.say_yes(
                member=year.cast[person.handle],
                topics=[year.topics[slug] for slug in person.topics],
                medicines=[medicines[person.medicine]] if person.medicine in medicines else [],
                weekly_cap=7 if person.login else 2,
                # Whoever tries the demo meets an invitation at any hour.
                quiet_from=time(21),
                quiet_to=time(21) if person.login else time(9),
                volunteers=bool(person.login) or number % 10 == 0,
                now=year.now - timedelta(days=60),
            )
    for hours in HOURS:
        actions.keep_the_clock(now=year.now - timedelta(hours=hours))
    _look_after_some(year)
    queries.count(now=year.now)


def _look_after_some(year: Year) -> None:
    answered = Question.objects.answered().select_related("thread__author").order_by("-asked_at")
    closed, *others = answered[:30]
    questions.close_question(
        question=closed,
        by=_asker(closed),
        because="I have what I was looking for. Thank you, all of you.",
        now=year.now,
    )
    for question in others:
        close = alike(_asker(question), question.title, but=question.pk).questions
        first = answered.filter(pk__in=[one.number for one in close], thread__audience__gte=question.thread.audience)
        if found := first.filter(asked_at__lt=question.asked_at).first():
            questions.mark_duplicate(question=question, first=found, by=_asker(question), now=year.now)
            break


def _asker(question: Question) -> Member:
    asker = question.thread.author
    assert asker is not None
    return asker
