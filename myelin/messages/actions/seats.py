"""What members do with their own seat: accept, decline, open, mute, leave, delete for themselves, keep a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from myelin.members.models import Member
from myelin.messages.actions.beginning import tell
from myelin.messages.actions.refusals import NotThere
from myelin.messages.actions.sending import count_conversations
from myelin.messages.models import Conversation, Door, Message, Seat


@transaction.atomic
def accept(*, seat: Seat, now: datetime) -> Seat:
    """Take part in a conversation that one was asked into. Twice is once.

    Raises NotThere when it was declined or left meanwhile.
    """
    conversation, seat = _locked(seat)
    if seat.accepted_at is not None:
        return seat
    seat.accepted_at, seat.unread = now, 0
    seat.save(update_fields=["accepted_at", "unread"])
    if conversation.is_group:
        tell(conversation, seat.member, Message.Event.CAME, now)
    return seat


@transaction.atomic
def decline(*, seat: Seat, now: datetime) -> None:
    """Say no to a request, silently: whoever asked sees no difference.

    Raises NotThere when it was accepted, declined or left meanwhile.
    """
    _conversation, seat = _locked(seat)
    if seat.accepted_at is not None:
        raise NotThere(_("You take part in this conversation already. You can mute it, or delete it for yourself."))
    seat.declined_at, seat.unread = now, 0
    seat.save(update_fields=["declined_at", "unread"])


@transaction.atomic
def leave(*, seat: Seat, now: datetime) -> None:
    """Leave a group; the others read it. Raises NotThere for a conversation of two, and when it was left before."""
    conversation, seat = _locked(seat)
    if not conversation.is_group:
        raise NotThere(_("A conversation of two has no door. You can mute it, delete it for yourself, or block."))
    _uncount(seat)
    seat.left_at, seat.unread, seat.draft = now, 0, ""
    seat.save(update_fields=["left_at", "unread", "draft"])
    Conversation.objects.filter(pk=conversation.pk).update(seats_taken=F("seats_taken") - 1)
    if seat.accepted_at is not None:
        tell(conversation, seat.member, Message.Event.LEFT, now)


@transaction.atomic
def open_conversation(*, seat: Seat) -> None:
    """Take the mark of something new away, also from the dot of this very page. Nobody else learns of it."""
    if seat.unread == 0 or seat.accepted_at is None:
        return
    _conversation, locked = _locked(seat)
    _uncount(locked)
    locked.unread = 0
    locked.save(update_fields=["unread"])
    seat.member.refresh_from_db(fields=["unread_conversations"])


@transaction.atomic
def mute(*, seat: Seat, now: datetime) -> None:
    """Let a conversation make no dot any more. Twice is safe."""
    _conversation, seat = _locked(seat)
    _uncount(seat)
    Seat.objects.filter(pk=seat.pk, muted_at=None).update(muted_at=now)


@transaction.atomic
def unmute(*, seat: Seat) -> None:
    """Let a conversation make a dot again. Twice is safe."""
    _conversation, seat = _locked(seat)
    if seat.muted_at is not None:
        Seat.objects.filter(pk=seat.pk).update(muted_at=None)
        if seat.unread and seat.accepted_at:
            count_conversations([seat.member_id], 1)


@transaction.atomic
def clear(*, seat: Seat) -> None:
    """Delete all words so far for oneself; the others keep theirs. It comes back when somebody writes again."""
    conversation, seat = _locked(seat)
    _uncount(seat)
    seat.begins_after = conversation.messages.aggregate(last=Max("pk"))["last"] or 0
    seat.last_message, seat.moved_at, seat.unread, seat.draft = None, None, 0, ""
    seat.save(update_fields=["begins_after", "last_message", "moved_at", "unread", "draft"])


@transaction.atomic
def keep_draft(*, seat: Seat, text: str) -> None:
    """Keep what somebody began to write; one draft a conversation."""
    Seat.objects.filter(pk=seat.pk).update(draft=text)


@transaction.atomic
def recount(*, member: Member) -> None:
    """Count the conversations with something new again: a block may have taken some away."""
    counted = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    new = Seat.objects.of(member).accepted().filter(unread__gt=0, muted_at=None).count()
    if new != counted.unread_conversations:
        Member.objects.filter(pk=member.pk).update(unread_conversations=new)
    member.unread_conversations = new


@transaction.atomic
def set_door(*, member: Member, open_to: Door.Open) -> None:
    """Say who may begin a conversation with one; what was begun goes on."""
    Door.objects.update_or_create(member=member, defaults={"open_to": open_to})


def _locked(seat: Seat) -> tuple[Conversation, Seat]:
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=seat.conversation_id)
    rows = (
        Seat.objects.reached().filter(pk=seat.pk).select_for_update(no_key=True, of=("self",)).select_related("member")
    )
    if (found := rows.first()) is None:
        raise NotThere(_("This conversation is not here any more."))
    return conversation, found


def _uncount(seat: Seat) -> None:
    if seat.unread and seat.accepted_at and not seat.muted_at:
        count_conversations([seat.member_id], -1)
