"""Which tests are still to do: what a medicine asks for, beside what was ordered and done. Pure: no Django, no clock.

Of each test there is one line. A result answers the day that it lies nearest to, so that one that came early or late
still counts. Days without a result that lie before a newer one are over: nobody is reminded of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from myelin.therapies.tests_due import TestDue, When

BEFORE_A_DOSE = {When.BEFORE_FIRST, When.BEFORE_EACH}


class Standing(StrEnum):
    """Where a test stands."""

    OVERDUE = "overdue"
    ORDERED = "ordered"
    NOT_CLEARED = "not_cleared"
    DUE = "due"
    NO_DAY = "no_day"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was noted of one test: ordered, done, clear, wanted again."""

    number: int
    test: str
    ordered_on: date | None
    done_on: date | None
    cleared_on: date | None
    repeat_on: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One test of a course: when it is due next and why, and what was last noted of it."""

    test: str
    when: When
    fact: str
    next_on: date | None
    earliest_on: date | None
    ends_on: date | None
    is_repeat: bool
    last: Answer | None
    standing: Standing


def asked(dues: Sequence[TestDue], answers: Iterable[Answer], *, today: date, given: Mapping[int, date]) -> list[Asked]:
    """The lines of a course: what waits first, by day; then what has no day, then what is clear.

    dues: what `tests_due` told. given: the days of the doses that were given, by number.
    """
    by_test: dict[str, list[Answer]] = {}
    for answer in sorted(answers, key=lambda one: (one.done_on or date.max, one.number)):
        by_test.setdefault(answer.test, []).append(answer)
    rules: dict[tuple[str, When, str], list[TestDue]] = {}
    for due in dues:
        rules.setdefault((due.test, due.when, due.facts[0]), []).append(due)
    lines = [_line(rule, by_test.get(rule[0].test, []), today, given) for rule in rules.values()]
    order = list(Standing)
    # What belonged to a dose that was given, and of which nothing was noted, is over.
    lines = [line for line in lines if line.next_on or line.last or line.standing == Standing.NO_DAY]
    return sorted(lines, key=lambda line: (order.index(line.standing), line.next_on or date.max, line.test))


def _line(rule: Sequence[TestDue], answers: Sequence[Answer], today: date, given: Mapping[int, date]) -> Asked:
    first = rule[0]
    done = [answer for answer in answers if answer.done_on is not None]
    latest = done or answers
    last = latest[-1] if latest else None
    wanted = last.repeat_on if last is not None else None
    following = _next(rule, done, today, given)
    next_on = min((day for day in (wanted, following.due_on if following else None) if day), default=None)
    return Asked(
        test=first.test,
        when=first.when,
        fact=first.facts[0],
        next_on=next_on,
        earliest_on=following.earliest_on if following else None,
        ends_on=first.ends_on,
        is_repeat=wanted is not None and next_on == wanted,
        last=last,
        standing=_standing(answers, last, next_on, today, has_day=first.due_on is not None),
    )


def _standing(
    answers: Sequence[Answer], last: Answer | None, next_on: date | None, today: date, *, has_day: bool
) -> Standing:
    if next_on is not None and next_on < today:
        return Standing.OVERDUE
    if any(answer.done_on is None for answer in answers):
        return Standing.ORDERED
    if last is not None and last.done_on is not None and last.cleared_on is None:
        return Standing.NOT_CLEARED
    if next_on is not None:
        return Standing.DUE
    return Standing.NO_DAY if last is None and not has_day else Standing.CLEARED


def _next(rule: Sequence[TestDue], done: Sequence[Answer], today: date, given: Mapping[int, date]) -> TestDue | None:
    """The day that waits for a result: the latest of those that passed, or else the soonest to come."""
    dated = [due for due in rule if due.due_on is not None]
    open_ones = [due for due in _after_the_answered(dated, done) if due.dose is None or due.dose not in given]
    passed = [due for due in open_ones if due.due_on is not None and due.due_on <= today]
    return passed[-1] if passed else next(iter(open_ones), None)


def _after_the_answered(dated: Sequence[TestDue], done: Sequence[Answer]) -> Iterator[TestDue]:
    answered = -1
    for answer in done:
        answered = max(answered, _answers(dated, answer))
    yield from dated[answered + 1 :]


def _answers(dated: Sequence[TestDue], answer: Answer) -> int:
    """Which of the days a result answers; -1 for none."""
    if not dated or answer.done_on is None:
        return -1
    if dated[0].when in BEFORE_A_DOSE:
        # Whatever was done since the dose before counts for the next one.
        later = [place for place, due in enumerate(dated) if due.due_on is not None and answer.done_on <= due.due_on]
        return min(later, default=len(dated) - 1)
    apart = [abs((due.due_on - answer.done_on).days) if due.due_on else 0 for due in dated]
    return apart.index(min(apart))
