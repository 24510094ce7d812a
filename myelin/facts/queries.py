"""What the reviewers' pages ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from myelin.facts.models import Basis, Fact, FactQuerySet
from myelin.facts.words import subject_name

QUEUES: dict[str, Q | None] = {
    "waiting": None,
    "newer": Q(has_newer_words=True),
    "memory": Q(basis=Basis.MEMORY),
    "done": ~Q(outcome=""),
}
"""Tabs of the queue; "waiting" is all that a reviewer should look at today."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A file of the formulary with how many of its facts wait."""

    slug: str
    name: str
    number: int


def queue(name: str, *, subject: str, today: date) -> FactQuerySet:
    """The facts of one tab, perhaps of one medicine alone."""
    wanted = QUEUES.get(name)
    if wanted is None:
        facts = Fact.objects.waiting(today=today)
    elif name == "done":
        facts = Fact.objects.current().filter(wanted)
    else:
        facts = Fact.objects.waiting(today=today).filter(wanted)
    return (facts.filter(subject=subject) if subject else facts).annotate(uses=Count("citations"))


def subjects(*, today: date) -> Sequence[Subject]:
    """The files that facts wait in, by name, for the filter."""
    rows = Fact.objects.waiting(today=today).values_list("subject").annotate(number=Count("pk")).order_by("subject")
    return [Subject(slug, subject_name(slug), number) for slug, number in rows]
