from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from myelin.base.wall import behind_the_wall
from myelin.companion import plans
from myelin.companion.asked import Answer, Asked, Standing, asked
from myelin.companion.models import Course, Result, ResultLetter, ResultPicture
from myelin.companion.queries.courses import facts_by_key, tests
from myelin.facts.models import Fact
from myelin.members.models import Member
from myelin.therapies.models import BaselineTest, Code

FARTHEST = timedelta(days=5 * 366)
LOINC = "LOINC"


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test of a treatment, as its page shows it."""

    __test__ = False  # a medical test, not one of ours

    asked: Asked
    name: str
    fact: Fact | None

    @property
    def is_overdue(self) -> bool:
        return self.asked.standing == Standing.OVERDUE

    @property
    def waits_for_word(self) -> bool:
        """Whether it was done and nobody said yet that it is clear."""
        last = self.asked.last
        return last is not None and last.done_on is not None and last.cleared_on is None


@dataclass(frozen=True, slots=True)
class TestCard:
    """All that a medicine asks for of one test: what waits first."""

    __test__ = False  # a medical test, not one of ours

    slug: str
    name: str
    lines: list[TestLine]


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing that was measured, with what its paper calls normal."""

    name: str
    value: str
    unit: str
    low: str
    high: str

    @property
    def normal(self) -> str:
        """What the paper gives as its range; nothing when it gives none."""
        told = {"low": self.low, "high": self.high}
        if self.low and self.high:
            return gettext("%(low)s to %(high)s") % told
        if self.low:
            return gettext("from %(low)s") % told
        return gettext("up to %(high)s") % told if self.high else ""

    @property
    def range_words(self) -> str:
        """Where it lies beside the range on the paper; nothing when there is none, or it is no number."""
        try:
            value = Decimal(self.value.replace(",", "."))
        except InvalidOperation:
            return ""
        if self.low and value < Decimal(self.low):
            return gettext("below the range on your paper")
        if self.high and value > Decimal(self.high):
            return gettext("above the range on your paper")
        return gettext("inside the range on your paper") if self.low or self.high else ""


def test_lines(course: Course, member: Member, *, today: date) -> list[TestLine]:
    """The tests of a treatment: what waits first. Seven statements, however many results there are."""
    until = max(today, course.started_on) + plans.AHEAD
    with behind_the_wall(member.pk):
        rows = list(Result.objects.of(member).filter(course=course).select_related("test"))
        rows_given = list(course.infusions.given().values_list("number", "given_on"))
    dues = tests(course, until=until)
    given = {number: day for number, day in rows_given if day is not None}
    answers = [
        Answer(row.pk, row.test.slug, row.ordered_on, row.done_on, row.cleared_on, row.repeat_on) for row in rows
    ]
    lines = asked(dues, answers, today=today, given=given)
    facts = facts_by_key({line.fact for line in lines})
    names = dict(BaselineTest.objects.filter(slug__in={line.test for line in lines}).values_list("slug", "name"))
    return [TestLine(line, names.get(line.test, line.test), facts.get(line.fact)) for line in lines]


def test_cards(course: Course, member: Member, *, today: date) -> list[TestCard]:
    """The same, what is asked of one test together."""
    cards: dict[str, TestCard] = {}
    for line in test_lines(course, member, today=today):
        cards.setdefault(line.asked.test, TestCard(line.asked.test, line.name, [])).lines.append(line)
    return list(cards.values())


def results_of(course: Course, test: BaselineTest, member: Member) -> list[Result]:
    """What was noted of one test, the latest first, with its papers."""
    with behind_the_wall(member.pk):
        return list(Result.objects.of(member).of_test(course, test).for_page()[:100])


def result_of(member: Member, pk: int) -> Result | None:
    """One result of one's own, with its papers."""
    with behind_the_wall(member.pk):
        return Result.objects.of(member).for_page().filter(pk=pk).first()


def paper_of(member: Member, pk: int) -> ResultPicture | None:
    """A picture of a paper with a result of one's own."""
    with behind_the_wall(member.pk):
        return ResultPicture.objects.filter(member=member, pk=pk).select_related("picture").first()


def letter_of(member: Member, pk: int) -> ResultLetter | None:
    """A letter with a result of one's own."""
    with behind_the_wall(member.pk):
        return ResultLetter.objects.of(member).filter(pk=pk, result__isnull=False).first()


def test_of(course: Course, slug: str) -> BaselineTest | None:
    """A test that the medicine of a course asks for."""
    return BaselineTest.objects.filter(slug=slug, asked_by__therapy=course.therapy_id, retired_at=None).first()


def codes_of(test: BaselineTest) -> list[tuple[str, str]]:
    """What a test measures: LOINC code and display of those that were verified; a panel is no one thing."""
    rows = Code.objects.exportable().filter(test=test, system=LOINC).order_by("fact__position", "id")
    return [(code, display) for code, display in rows.values_list("code", "display") if "panel" not in display]


def measured(measures: list[dict[str, Any]]) -> list[Measured]:
    """What a result says, for the page."""
    keys = ("name", "value", "unit", "low", "high")
    return [Measured(*(str(row.get(key) or "") for key in keys)) for row in measures]
