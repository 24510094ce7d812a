"""The page for a visit, and which rows of a member's care it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from myelin.members.models import Member
from myelin.visits.brief import Brief, without
from myelin.visits.models import Visit
from myelin.visits.queries import diary_parts, sections
from myelin.visits.queries.material import Material, material_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What leaves with a visit: the days it tells of, and the keys of its rows.

    A key is a model and the number of its row ("course/3", "infusion/12", "record/4", "result/9"), or "symptom/" and
    a slug. What is not among the keys does not leave, whatever the format.
    """

    since: date
    until: date
    keys: frozenset[str]
    tells_diary: bool

    def has(self, model: str, number: int | str) -> bool:
        """Whether a row leaves: `shown.has("record", 4)`."""
        return f"{model}/{number}" in self.keys


def brief_of(material: Material, member: Member, *, today: date) -> Brief:
    """Everything that the page could say, nothing left out yet. No statement."""
    visit, stretch = material.visit, material.stretch
    told = {"who": visit.with_whom, "day": date_format(visit.on, "F j, Y")}
    eyebrow = gettext("For %(who)s, %(day)s") if visit.with_whom else gettext("For my visit on %(day)s")
    parts = [
        sections.questions(material),
        sections.treatments(material),
        sections.relapses(material),
        diary_parts.changes(material),
        diary_parts.cycle(material, today=today),
        sections.doses(material),
        sections.beside(material),
        sections.tests(material),
    ]
    days = {"first": date_format(stretch.since, "F j, Y"), "last": date_format(stretch.until, "F j, Y")}
    return Brief(
        name=member.name,
        eyebrow=eyebrow % told,
        under=gettext("From %(first)s to %(last)s") % days,
        note=visit.note,
        left_out=0,
        parts=[part for part in parts if part.is_there],
    )


def shown_brief(material: Material, member: Member, *, today: date) -> Brief:
    """The page as it leaves: without what the member hid."""
    visit = material.visit
    return without(brief_of(material, member, today=today), visit.hidden, tells=visit.tells_hidden)


def shown(visit: Visit, member: Member, *, today: date) -> Shown:
    """What may leave with this visit, for whoever writes it down in another format."""
    material = material_of(visit, member, today=today)
    brief = shown_brief(material, member, today=today)
    keys = {key for key in brief.keys if "/" in key}
    stretch = material.stretch
    return Shown(
        stretch.since, stretch.until, frozenset(keys), tells_diary=any(part.key == "changes" for part in brief.parts)
    )
