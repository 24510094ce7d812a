"""Let some of the invented people prepare a visit. Private, as everybody's: it shows to them alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from myelin.companion import actions as care
from myelin.companion.models import Record
from myelin.demo.meeting import Meeting
from myelin.demo.year import Year
from myelin.visits import actions


def prepare_visits(meetings: Sequence[Meeting], year: Year) -> None:
    """Note what lies beside the days, write the questions, leave something out; have the diary ask in the days before."""
    for meeting in meetings:
        _prepare(meeting, year)


def _prepare(meeting: Meeting, year: Year) -> None:
    member, now = year.cast[meeting.by], year.now
    today = now.astimezone(ZoneInfo(member.time_zone)).date()
    kept: dict[str, Record] = {}
    for note in meeting.notes:
        ended = today - timedelta(days=note.until) if note.until is not None else None
        kept[note.kind] = care.note_record(
            member=member, kind=Record.Kind(note.kind), began_on=today - timedelta(days=note.days_ago),
            ended_on=ended, name=note.name, values=note.values, today=today, now=now,
        )  # fmt: skip
    visit = actions.make_visit(
        member=member, on=today + timedelta(days=meeting.in_days), with_whom=meeting.with_whom,
        since=today - timedelta(days=meeting.since_days), now=now,
    )  # fmt: skip
    visit = actions.write_visit(
        visit=visit, by=member, on=visit.on, since=visit.since, with_whom=meeting.with_whom,
        questions=meeting.questions, note=meeting.note, tells_hidden=True, draws=False, now=now,
    )  # fmt: skip
    if meeting.asks_at is not None:
        care.begin_campaign(member=member, at=meeting.asks_at, visit_on=visit.on, now=now)
    hidden = {f"record/{kept[kind].pk}" for kind in meeting.hides}
    actions.hide(visit=visit, by=member, offered=hidden, shown=set(), now=now)
