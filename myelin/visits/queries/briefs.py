"""The page for a visit: all that it could say, and what leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from myelin.members.models import Member
from myelin.visits.brief import Brief, as_json, fitted, without
from myelin.visits.queries import diary_parts, sections
from myelin.visits.queries.material import Material


def brief_of(material: Material, member: Member, *, today: date) -> Brief:
    """Everything that the page could say, nothing left out yet. No statement."""
    visit, stretch = material.visit, material.stretch
    told = {"who": visit.with_whom, "day": date_format(visit.on, "DATE_FORMAT")}
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
    days = {"first": date_format(stretch.since, "DATE_FORMAT"), "last": date_format(stretch.until, "DATE_FORMAT")}
    return Brief(
        name=member.name,
        eyebrow=eyebrow % told,
        under=gettext("From %(first)s to %(last)s") % days,
        note=visit.note,
        left_out=0,
        parts=[part for part in parts if part.is_there],
    )


def snapshot(brief: Brief) -> dict[str, Any]:
    """The page as whoever holds a link will see it, in the language of now."""
    return {"language": get_language(), **as_json(fitted(brief))}


def shown_brief(material: Material, member: Member, *, today: date) -> Brief:
    """The page as it leaves: without what the member hid."""
    visit = material.visit
    return without(brief_of(material, member, today=today), visit.hidden, tells=visit.tells_hidden)
