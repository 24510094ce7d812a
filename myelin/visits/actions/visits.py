"""Prepare a visit: when, with whom, what to ask, what to leave out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion.actions.near import check_near
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.visits import queries
from myelin.visits.models import Visit

MOST_VISITS = 500
"""How many visits somebody can keep: one a month for forty years."""

FARTHEST = timedelta(days=5 * 366)
"""How far ahead a visit can be."""

A_YEAR = timedelta(days=365)
"""What the page of a first visit tells of."""

LONGEST_STRETCH = timedelta(days=3 * 366)
"""How many days one page can tell of."""


class Swapped(Refused):
    """The page tells of the days before the visit."""

    status = 422


class TooFar(Refused):
    """More years than one page can tell of."""

    status = 422


class TooManyVisits(Refused):
    """More visits than anybody has had."""


@transaction.atomic
def make_visit(*, member: Member, on: date, with_whom: str, since: date | None, now: datetime) -> Visit:
    """Begin the page for a visit.

    since: the first day that it tells of; when it is left out, the day of the visit before it, or a year ago.

    Raises NotAgreed without the member's yes, TooManyVisits, and what `_check` raises.
    """
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    check_near(on, now=now, ahead=FARTHEST)
    since = since or _last_before(member, on) or on - A_YEAR
    _check(on, since, now)
    if Visit.objects.of(member).count() >= MOST_VISITS:
        raise TooManyVisits(_("This is as many visits as fit. You can remove one that you do not need."))
    said = {"with_whom": with_whom} if with_whom else {}
    visit = Visit.objects.create(
        member=member, on=on, since=since, made_at=now, said=said  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip
    audit.record(actor=member, action="visit.made", subject=visit, now=now)
    return visit


@transaction.atomic
def write_visit(
    *, visit: Visit, by: Member, on: date, since: date, with_whom: str, questions: Sequence[str], note: str,
    tells_hidden: bool, draws: bool, now: datetime,
) -> Visit:  # fmt: skip
    """Say anew when it is, with whom, what to ask, and what else to tell. What is hidden stays hidden.

    Raises what `make_visit` raises.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    _check(on, since, now)
    visit = Visit.objects.of(by).select_for_update().get(pk=visit.pk)
    told: dict[str, Any] = {
        "with_whom": with_whom,
        "questions": [question for question in questions if question][:3],
        "note": note,
        "tells_hidden": tells_hidden,
        "draws": draws,
        "hidden": visit.said.get("hidden", []),
    }
    visit.on, visit.since = on, since
    visit.said = {key: value for key, value in told.items() if value}
    visit.save(update_fields=["on", "since", "said"])
    audit.record(actor=by, action="visit.written", subject=visit, now=now)
    return visit


@transaction.atomic
def hide(*, visit: Visit, by: Member, offered: Collection[str], shown: Collection[str], now: datetime) -> Visit:
    """Leave out what was offered and not chosen; what was not on offer stays as it was.

    Links that stand go on showing the page as it was when they were made.
    """
    visit = Visit.objects.of(by).select_for_update().get(pk=visit.pk)
    hidden = (visit.hidden - set(offered)) | (set(offered) - set(shown))
    visit.said = {**visit.said, "hidden": sorted(hidden)}
    visit.save(update_fields=["said"])
    audit.record(actor=by, action="visit.hidden", subject=visit, now=now)
    return visit


@transaction.atomic
def remove_visit(*, visit: Visit, by: Member, now: datetime) -> None:
    """Take a visit away, with its links, which end at once. What became steps and tests stays in the care."""
    Visit.objects.of(by).filter(pk=visit.pk).delete()
    audit.record(actor=by, action="visit.removed", subject=visit, now=now)


def _last_before(member: Member, on: date) -> date | None:
    last = queries.last_visit(member, before=on)
    return last.on if last is not None else None


def _check(on: date, since: date, now: datetime) -> None:
    """Raise Swapped, TooFar or FarAway for days that cannot be."""
    check_near(on, now=now, ahead=FARTHEST)
    if since > on:
        raise Swapped(_("The page tells of the days before the visit. Could the two be swapped?"))
    if on - since > LONGEST_STRETCH:
        raise TooFar(_("One page can tell of three years. Please choose a later first day."))
