"""Ask moderators to look at some messages: at those, and at nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.members.models import Member
from myelin.messages.actions.refusals import NotThere
from myelin.messages.models import Message, Report, ReportedMessage, Seat


@transaction.atomic
def report_messages(
    *, seat: Seat, numbers: Collection[int], reason: Report.Reason, now: datetime, note: str = ""
) -> list[Report]:
    """Report messages of others, as they read now; one report for each who wrote them. They are not told.

    Raises NotThere when none of them is there for this seat.
    """
    rows = Message.objects.seen_from(seat).for_page().filter(pk__in=numbers, event="", erased_at=None)
    messages = list(rows.exclude(author=seat.member_id).order_by("pk"))
    if not messages:
        raise NotThere(_("These messages are not here any more."))
    reports = []
    for author in {message.author_id: message.author for message in messages}.values():
        report = Report.objects.create(reporter=seat.member, about=author, reason=reason, note=note, made_at=now)
        ReportedMessage.objects.bulk_create(_copy(report, one) for one in messages if one.author_id == author.pk)
        audit.record(actor=seat.member, action="message_report.made", subject=report, now=now)
        reports.append(report)
    return reports


@transaction.atomic
def look_at_report(*, report: Report, by: Member, now: datetime) -> None:
    """Write down that a moderator looked."""
    audit.record(actor=by, action="message_report.looked_at", subject=report, now=now)


@transaction.atomic
def close_report(*, report: Report, by: Member, now: datetime) -> None:
    """Say that a report needs nothing more. Twice is once."""
    report = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    if report.closed_at is None:
        report.closed_at, report.closed_by = now, by
        report.save(update_fields=["closed_at", "closed_by"])
        audit.record(actor=by, action="message_report.closed", subject=report, now=now)


def _copy(report: Report, message: Message) -> ReportedMessage:
    shown = [placed.alt or _("A picture without words") for placed in message.placed_pictures.all()]
    return ReportedMessage(
        report=report,
        message=message,
        text=message.text,
        html=message.html,
        pictures="\n".join(shown),
        sent_at=message.sent_at,
    )
