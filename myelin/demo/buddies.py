"""Let some of the invented people look for a buddy: one keeps somebody company, and one who is new was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from myelin.demo.script import Person
from myelin.demo.year import Year
from myelin.members.models import BuddyWish, Role
from myelin.people import actions

LATELY = 1
LONG_AGO = 3
EACH = 3
"""Every third of those further on would keep somebody company."""
BEGAN = timedelta(days=17)
GUIDES = ("member", "on_ocrelizumab")
"""The logins further on: the first has a buddy, the second asked who is newly diagnosed."""


def find_company(people: Sequence[Person], year: Year) -> None:
    """Say that one would like a buddy; begin one pair, and let two weeks of it pass."""
    began, logins = year.now - BEGAN, {person.login: year.cast[person.handle] for person in people if person.login}
    new = [person for person in people if _is_new(person)]
    further = [person for number, person in enumerate(people) if _is_further(person, number)]
    for side, group in ((BuddyWish.Side.NEW, new), (BuddyWish.Side.FURTHER, further)):
        for person in group:
            actions.wish_for_buddy(member=year.cast[person.handle], side=side, now=began)
    first, second = (logins[login] for login in GUIDES)
    other = next(year.cast[person.handle] for person in new if not person.login)
    actions.ask_buddy(member=other, person=first, now=began)
    actions.answer_buddy(member=first, person=other, yes=True, now=began)
    for weeks in (1, 2):
        actions.keep_rhythm(now=began + timedelta(weeks=weeks))
    actions.ask_buddy(member=second, person=logins["newly_diagnosed"], now=year.now - timedelta(days=1))


def _is_new(person: Person) -> bool:
    return person.role == Role.MS and person.told_years_ago is not None and person.told_years_ago <= LATELY


def _is_further(person: Person, number: int) -> bool:
    if person.role != Role.MS or person.told_years_ago is None or person.told_years_ago < LONG_AGO:
        return False
    return person.login in GUIDES or (not person.login and number % EACH == 0)
