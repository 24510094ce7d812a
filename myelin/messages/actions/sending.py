"""Send words, and set what each seat needs to know of them, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from myelin.base.text import render_markdown
from myelin.live import actions as live
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Block, Member
from myelin.messages.actions.refusals import NotAnswered, NotThere, SentTooOften
from myelin.messages.models import Conversation, Message, MessagePicture, Seat
from myelin.notifications import actions as notifications

MOST_COUNTED = 99
MOST_UNANSWERED = 3
"""Messages that may wait for somebody who has not accepted yet."""
MOST_AN_HOUR = 120
HOUR = timedelta(hours=1)
NEWS = "messages"
"""What open pages hear; they ask for the words themselves."""
UNREAD = "letters"
"""What the open pages of those hear whose dot goes on."""
ONE_AT_A_TIME = 0x4D534753
"""Number of the advisory locks under which one member writes one message after the other."""

type Placed = tuple[Picture, str]
"""A picture, and what it shows in words."""


@transaction.atomic
def send(
    *,
    conversation: Conversation,
    author: Member,
    key: UUID,
    now: datetime,
    text: str = "",
    pictures: Sequence[Placed] = (),
) -> Message:
    """Say something in a conversation. The same `key` again gives the first message back.

    pictures: the author's own, not yet part of anything; at most four.

    Raises:
        NotThere: the author has no seat in it, or did not accept it yet; or the other of two is a memorial now.
        SentTooOften: 120 messages within the hour.
        NotAnswered: three messages wait already for people of whom nobody has accepted.
        IntegrityError: neither words nor a picture; the form says so first, in the same words.
    """
    if (sent := already_sent(author, key)) is not None:
        return sent
    of_two = Conversation.objects.select_related("low", "high")
    conversation = of_two.select_for_update(no_key=True, of=("self",)).get(pk=conversation.pk)
    if any(person is not None and person.remembered_at for person in (conversation.low, conversation.high)):
        raise NotThere(_("Nobody reads here any more. Your words are still here."))
    if not Seat.objects.of(author).accepted().filter(conversation=conversation).exists():
        raise NotThere(_("This conversation is not here any more. Your words are still here."))
    _not_too_often(author, now)
    _not_into_silence(conversation, author)
    return write(conversation=conversation, author=author, key=key, text=text, pictures=pictures, now=now)


def already_sent(author: Member, key: UUID) -> Message | None:
    """What the author sent with this key. From here to the end of the transaction they write one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONE_AT_A_TIME, author.pk % 2**31])
    return Message.objects.filter(author=author, key=key).select_related("conversation").first()


def write(
    *, conversation: Conversation, author: Member, key: UUID, text: str, pictures: Sequence[Placed], now: datetime
) -> Message:
    """Write a message into a conversation that is locked, and tell every seat of it."""
    message = Message.objects.create(
        conversation=conversation,
        author=author,
        key=key,
        text=text,
        html=render_markdown(text) if text else "",
        picture_count=len(pictures),
        sent_at=now,
    )
    if pictures:
        MessagePicture.objects.bulk_create(
            MessagePicture(message=message, picture=picture, place=place, alt=alt)
            for place, (picture, alt) in enumerate(pictures)
        )
        media.keep_apart(pictures=[picture for picture, _alt in pictures], now=now)
    _tell_seats(message)
    return message


def count_conversations(members: Sequence[int], step: int) -> None:
    """Add `step` to the dot's counter of these members; locked in one order, so that nobody waits in a circle."""
    rows = Member.objects.filter(pk__in=members).order_by("pk").select_for_update(no_key=True)
    locked = list(rows.values_list("pk", flat=True))
    enough = Q(unread_conversations__gte=-step) if step < 0 else Q()
    Member.objects.filter(enough, pk__in=locked).update(unread_conversations=F("unread_conversations") + step)


def _tell_seats(message: Message) -> None:
    author = message.author_id
    apart = Block.objects.filter(Q(blocker=author) | Q(blocked=author)).values_list("blocker", "blocked")
    gone = {pk for pair in apart for pk in pair} - {author}
    taken = Seat.objects.reached().filter(conversation=message.conversation_id).exclude(member__in=gone)
    seats = list(taken.order_by("pk").select_for_update(no_key=True))
    others = [seat for seat in seats if seat.member_id != author]
    news = {"last_message": message, "moved_at": message.sent_at}
    Seat.objects.filter(pk__in=[seat.pk for seat in others]).update(unread=Least(F("unread") + 1, MOST_COUNTED), **news)
    Seat.objects.filter(conversation=message.conversation_id, member=author).update(draft="", **news)
    fresh = [seat.member_id for seat in others if seat.accepted_at and not seat.muted_at and not seat.unread]
    if fresh:
        count_conversations(fresh, 1)
        notifications.tell_of_words(members=fresh, now=message.sent_at)
        live.announce(channels=[f"member:{member}" for member in fresh], what=UNREAD, now=message.sent_at)
    # To each member by themselves: a channel of the conversation would tell two who are apart of one another.
    live.announce(
        channels=[f"member:{seat.member_id}" for seat in seats if seat.accepted_at], what=NEWS, now=message.sent_at
    )


def _not_too_often(author: Member, now: datetime) -> None:
    sent = Message.objects.filter(author=author, sent_at__gt=now - HOUR, event="").order_by("-sent_at")
    if len(sent.values_list("pk")[:MOST_AN_HOUR]) >= MOST_AN_HOUR:
        raise SentTooOften(_("That is a lot of messages for one hour. Let us rest a little; your words are kept."))


def _not_into_silence(conversation: Conversation, author: Member) -> None:
    others = Seat.objects.accepted().filter(conversation=conversation).exclude(member=author)
    if others.exists():
        return
    said = Message.objects.filter(conversation=conversation, author=author)
    if len(said.values_list("pk")[:MOST_UNANSWERED]) >= MOST_UNANSWERED:
        raise NotAnswered(_("Your words are there. Let them answer first, whenever they have the energy."))
