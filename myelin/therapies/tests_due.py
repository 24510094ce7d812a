"""Which test is due on which day, and why. Pure: no Django, no clock, no database.

    rules = [rule, ...]                                    # therapies.queries.test_rules(therapy, jurisdiction)
    rows = tests_due(rules, anchor=course.started_on, doses=dues, until=day, ended_on=course.ended_on)

The source often says *that* a test belongs to a treatment and not *when*: then `due_on` is None, and the words of the
fact say what there is to say. Nothing is dated that the source does not date.

- before the first dose, before each dose: due on the day before that dose.
- while on it, with one interval: steps from the first dose, on calendar months; until the end of the treatment, or as
  long after the last dose as the source says (`P48M after last dose`: the last dose given; planned ones if none was).
- while on it, with a list of points ("P2M,P6M"): counted from the first dose of each course.
- while on it, with a range ("P3M-P6M"): dated by the longer step, with `earliest_on` by the shorter one.
- after the last dose: dated once the treatment has ended (`ended_on`) or no dose is left (`is_complete`);
  `ends_on` says until when.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from myelin.therapies.durations import BadDuration, Duration
from myelin.therapies.regimens import LOOK_AHEAD_YEARS, Due

__all__ = ["TestDue", "TestRule", "When", "tests_due"]

_A_DAY = timedelta(days=1)
_AFTER_LAST_DOSE = " after last dose"
_COURSE = re.compile(r"course_?(\d+)")
_LOOK_AHEAD = Duration(months=12 * LOOK_AHEAD_YEARS)


class When(StrEnum):
    """The four moments at which a source asks for a test; the words of the formulary."""

    BEFORE_FIRST = "before_first_dose"
    BEFORE_EACH = "before_each_dose"
    WHILE_ON = "while_on"
    AFTER_LAST = "after_last_dose"


@dataclass(frozen=True, slots=True)
class TestRule:
    """What a source asks for: which test, when, how often and until when, in its own shorthand; `fact` is its key."""

    __test__ = False  # a medical test, not one of ours

    test: str
    when: When
    fact: str
    interval: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class TestDue:
    """One test on one day, None when the source names no day. `dose` is the number of the dose that it is for."""

    __test__ = False

    test: str
    when: When
    due_on: date | None
    facts: tuple[str, ...]
    dose: int | None = None
    earliest_on: date | None = None
    ends_on: date | None = None


def tests_due(
    rules: Sequence[TestRule],
    *,
    anchor: date,
    doses: Sequence[Due],
    until: date,
    ended_on: date | None = None,
    is_complete: bool = False,
) -> list[TestDue]:
    """Tell the tests of a course up to `until`, dated ones by day, then the undated ones.

    anchor: the day the treatment starts. doses: what `due_dates` told up to `until`; empty for what is taken daily.
    ended_on: the day the treatment ended, if it has. is_complete: every dose that the schedule has was given.
    """
    had = tuple(dose for dose in doses if ended_on is None or dose.on <= ended_on)
    span = _Span(anchor, had, min(until, _LOOK_AHEAD.after(anchor)), ended_on, is_complete)
    found = [due for rule in rules for due in _TELL[rule.when](rule, span)]
    found = [due for due in found if due.due_on is None or due.due_on <= until]
    return sorted(found, key=lambda due: (due.due_on is None, due.due_on or date.min))


@dataclass(frozen=True, slots=True)
class _Span:
    """The stretch of time that the tests of one course lie in."""

    anchor: date
    doses: tuple[Due, ...]
    until: date
    ended_on: date | None
    is_complete: bool

    @property
    def starts_on(self) -> date:
        return self.doses[0].on if self.doses else self.anchor

    @property
    def last_dose_on(self) -> date | None:
        given = [dose.given_on for dose in self.doses if dose.given_on is not None]
        planned = [dose.due_on for dose in self.doses]
        return max(given or planned, default=self.ended_on)

    @property
    def has_finished(self) -> bool:
        """Whether the last dose is behind."""
        return self.is_complete or self.ended_on is not None

    @property
    def course_starts(self) -> list[date]:
        """The first day of each course that a schedule names, or else the first day of all."""
        starts: dict[str, date] = {}
        for dose in self.doses:
            match = _COURSE.match(dose.phase)
            starts.setdefault(match.group(1) if match else "1", dose.on)
        return sorted(starts.values()) or [self.anchor]


def _before_first(rule: TestRule, span: _Span) -> Iterator[TestDue]:
    first = span.doses[0].number if span.doses else None
    yield TestDue(rule.test, rule.when, span.starts_on - _A_DAY, (rule.fact,), dose=first)


def _before_each(rule: TestRule, span: _Span) -> Iterator[TestDue]:
    for dose in span.doses:
        if not dose.optional:
            yield TestDue(rule.test, rule.when, dose.on - _A_DAY, (rule.fact, *dose.facts), dose=dose.number)
    if not span.doses:
        yield TestDue(rule.test, rule.when, None, (rule.fact,))


def _while_on(rule: TestRule, span: _Span) -> Iterator[TestDue]:
    last, ends_on = _last_day(rule, span), _end_of_while_on(rule, span)
    steps = _steps(rule.interval)
    if not steps:
        yield TestDue(rule.test, rule.when, None, (rule.fact,), ends_on=ends_on)
    elif "," in rule.interval:
        days = (step.after(start) for start in span.course_starts for step in steps)
        yield from (TestDue(rule.test, rule.when, day, (rule.fact,)) for day in days if day <= last)
    else:
        yield from _repeated(rule, span.starts_on, steps, last, ends_on=ends_on)


def _after_last(rule: TestRule, span: _Span) -> Iterator[TestDue]:
    last = span.last_dose_on if span.has_finished else None
    steps, ends_on = _steps(rule.interval), _ends_on(rule, last)
    if last is None or not steps:
        yield TestDue(rule.test, rule.when, None, (rule.fact,), ends_on=ends_on)
    else:
        yield from _repeated(rule, last, steps, min(ends_on or span.until, span.until), ends_on=ends_on)


def _repeated(
    rule: TestRule, start: date, steps: Sequence[Duration], last: date, *, ends_on: date | None
) -> Iterator[TestDue]:
    """The test again and again from `start`, by the longest step; each told whole, so that months never drift."""
    shortest, longest = steps[0], steps[-1]
    number, before = 1, start
    while (day := longest.times(number).after(start)) <= last:
        earliest = shortest.after(before) if shortest != longest else None
        yield TestDue(rule.test, rule.when, day, (rule.fact,), earliest_on=earliest, ends_on=ends_on)
        number, before = number + 1, day


def _last_day(rule: TestRule, span: _Span) -> date:
    """The last day up to `until` on which a test of `while_on` may fall."""
    if rule.until.endswith(_AFTER_LAST_DOSE):
        return min(_ends_on(rule, span.last_dose_on) or span.until, span.until)
    ends = [span.ended_on, _end_of_while_on(rule, span)]
    return min([span.until, *(day for day in ends if day is not None)])


def _end_of_while_on(rule: TestRule, span: _Span) -> date | None:
    """Until when the source asks for a test of `while_on`, however far `until` looks; None when it names no end."""
    if rule.until.endswith(_AFTER_LAST_DOSE):
        return _ends_on(rule, span.last_dose_on)
    lasts = _duration(rule.until)
    return lasts.after(span.starts_on) if lasts else None


def _ends_on(rule: TestRule, last_dose_on: date | None) -> date | None:
    lasts = _duration(rule.until.removesuffix(_AFTER_LAST_DOSE))
    return lasts.after(last_dose_on) if lasts and last_dose_on else None


def _steps(interval: str) -> list[Duration]:
    """The durations of "P6M", "P2M,P6M" or "P3M-P6M", in their order; none for words such as "periodic"."""
    parts = [_duration(part) for part in re.split("[,-]", interval)]
    return [part for part in parts if part is not None and part.shortest_hours > 0]


def _duration(text: str) -> Duration | None:
    try:
        return Duration.parse(text)
    except BadDuration:
        return None


_TELL = {
    When.BEFORE_FIRST: _before_first,
    When.BEFORE_EACH: _before_each,
    When.WHILE_ON: _while_on,
    When.AFTER_LAST: _after_last,
}
