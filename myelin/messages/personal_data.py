"""What this room holds of a member. Others keep the conversation after an erasure, without any of the erased words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from myelin.media import actions as media
from myelin.members.models import Member
from myelin.messages.models import Conversation, Door, Message, MessagePicture, Report, ReportedMessage, Seat
from myelin.messages.queries import name_of


def export_for(member: Member) -> dict[str, Any]:
    """Conversations with whom, what the member wrote in them, drafts, reports and the door. Others' words are theirs."""
    seats = Seat.objects.filter(member=member).select_related("conversation").order_by("asked_at", "id")
    door = Door.objects.of(member).first()
    reports = Report.objects.filter(reporter=member).order_by("made_at", "id")
    return {
        "conversations": [_conversation(seat) for seat in seats],
        "reports": [
            {"reason": report.reason, "note": report.note, "made_at": report.made_at.isoformat()} for report in reports
        ],
        "who_may_write": door.open_to if door is not None else Door.Open.EVERYBODY.value,
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take words, pictures, drafts, ties and copies of their words away; a request that nobody accepted goes whole."""
    pictures = MessagePicture.objects.filter(message__author=member).select_related("picture")
    media.remove_pictures([placed.picture for placed in pictures])
    copies = ReportedMessage.objects.filter(Q(message__author=member) | Q(report__about=member))
    copies.delete()
    Report.objects.filter(reporter=member).update(reporter=None, note="")
    Report.objects.filter(about=member).update(about=None)
    Report.objects.filter(closed_by=member).update(closed_by=None)
    Message.objects.filter(author=member, event="").update(text="", html="", picture_count=0, erased_at=now)
    mine = Seat.objects.filter(member=member)
    unanswered = Conversation.objects.filter(begun_by=member).exclude(
        seats__in=Seat.objects.exclude(member=member).exclude(accepted_at=None)
    )
    unanswered.delete()
    Conversation.objects.filter(begun_by=member).update(begun_by=None)
    groups = Conversation.objects.filter(low=None, pk__in=mine.filter(left_at=None).values("conversation"))
    groups.update(seats_taken=F("seats_taken") - 1)
    Seat.objects.filter(asked_by=member).update(asked_by=None)
    mine.filter(conversation__low=None, left_at=None).update(left_at=now)
    mine.update(draft="", unread=0, last_message=None, moved_at=None, muted_at=None)
    Door.objects.of(member).delete()


def _conversation(seat: Seat) -> dict[str, Any]:
    others = Member.objects.filter(seats__conversation=seat.conversation_id).exclude(pk=seat.member_id)
    sent = Message.objects.filter(conversation=seat.conversation_id, author=seat.member_id, event="")
    return {
        "with": [name_of(other) for other in others.order_by("pk")],
        "name": seat.conversation.name,
        "asked_at": seat.asked_at.isoformat(),
        "accepted_at": seat.accepted_at.isoformat() if seat.accepted_at else None,
        "left_at": seat.left_at.isoformat() if seat.left_at else None,
        "muted": seat.muted_at is not None,
        "draft": seat.draft,
        "sent": [_message(message) for message in sent.prefetch_related("placed_pictures__picture").order_by("pk")],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "text": message.text,
        "sent_at": message.sent_at.isoformat(),
        "pictures": [
            {"file": f"{placed.picture.name}.webp", "alt": placed.alt} for placed in message.placed_pictures.all()
        ],
    }
