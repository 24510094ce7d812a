"""Why two members may click, in words. Pure: it sees only what each lets the other see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myelin.members.models import MsType, Role
from myelin.therapies.queries import Named

NEAR_YEARS = 1
"""Told about the illness so many years apart still counts as the same stretch of road."""
MOST_NAMED = 3
"""Hard things that are named one by one."""


@dataclass(frozen=True)
class Told:
    """What one member lets another see: ids of medicines and symptoms, years, places. Empty where they do not."""

    role: str = ""
    ms_type: str = ""
    told_year: int | None = None
    country: str = ""
    region: str = ""
    now: Mapping[int, int | None] = field(default_factory=dict)
    """The medicines they are on, each with the year since when, if they said it."""
    before: Collection[int] = ()
    hard: Mapping[int, str] = field(default_factory=dict)
    """The symptoms they live with, by id, in the pack's words."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing here can be a reason for anybody."""
        lines = (self.ms_type, self.told_year, self.region, self.now, self.before, self.hard)
        return not any(lines) and self.role != Role.CAREGIVER


@dataclass(frozen=True)
class Reason:
    """One thing in common: a few words to scan, and the sentence."""

    head: str
    text: str


def reasons(mine: Told, theirs: Told, names: Mapping[int, Named]) -> list[Reason]:
    """What two members have in common, the nearest first. `names` tells medicines by id."""
    return [*_treatments(mine, theirs, names), *_road(mine, theirs), *_hard_things(mine, theirs), *_place(mine, theirs)]


def _treatments(mine: Told, theirs: Told, names: Mapping[int, Named]) -> Iterator[Reason]:
    for medicine in mine.now:
        if medicine in theirs.now and medicine in names:
            yield Reason(_("Same treatment."), _("You both have %(name)s.") % {"name": names[medicine].short})
            since = mine.now[medicine]
            if since is not None and since == theirs.now[medicine]:
                yield Reason(_("Same start."), _("You both started it in %(year)d.") % {"year": since})
        elif medicine in theirs.before and medicine in names:
            yield Reason(
                _("They know your treatment."), _("They had %(name)s before.") % {"name": names[medicine].short}
            )


def _road(mine: Told, theirs: Told) -> Iterator[Reason]:
    head = _("Same stretch of road.")
    if mine.told_year and theirs.told_year:
        if mine.told_year == theirs.told_year:
            yield Reason(head, _("You were both told about MS in %(year)d.") % {"year": mine.told_year})
        elif abs(mine.told_year - theirs.told_year) <= NEAR_YEARS:
            yield Reason(head, _("You were told about MS around the same time."))
    if mine.ms_type and mine.ms_type == theirs.ms_type:
        if mine.ms_type == MsType.NOT_SURE:
            yield Reason(_("Same question."), _("Neither of you knows the type of MS yet."))
        else:
            yield Reason(_("Same type."), str(MsType(mine.ms_type).label))
    if mine.role == theirs.role == Role.CAREGIVER:
        yield Reason(_("Same place beside somebody."), _("You both care for someone with MS."))


def _hard_things(mine: Told, theirs: Told) -> Iterator[Reason]:
    both = [word for pk, word in mine.hard.items() if pk in theirs.hard]
    if both:
        number = len(both)
        head = ngettext("One of the same hard things.", "%(number)d of the same hard things.", number)
        named = get_text_list([word.lower() for word in both[:MOST_NAMED]], _("and"))
        yield Reason(head % {"number": number}, f"{named[:1].upper()}{named[1:]}.")


def _place(mine: Told, theirs: Told) -> Iterator[Reason]:
    if mine.region and mine.region.casefold() == theirs.region.casefold():
        yield Reason(_("Same region."), _("You both live in %(place)s.") % {"place": mine.region})
