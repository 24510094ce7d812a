"""Let a few of the invented people write to each other, through the room's own actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from myelin.demo.people import Cast
from myelin.demo.script import Exchange
from myelin.demo.year import Year
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.messages import actions as messages
from myelin.messages.models import Conversation, Seat

BETWEEN = timedelta(minutes=17)
"""How long somebody takes to answer."""


def keep_strangers_apart(exchanges: Sequence[Exchange], cast: Cast) -> None:
    """Whoever asks in a request is somebody that the other never knew; to be called before anybody shares anything."""
    for exchange in exchanges:
        stranger, *others = (cast[handle] for handle in exchange.of)
        for member in others if exchange.waits else []:
            members.unfollow(member=member, person=stranger)
            members.let_out(member=member, person=stranger)


def exchange_words(exchanges: Sequence[Exchange], year: Year) -> None:
    """Begin the conversations; what `waits` stays a request, everything else is accepted and read up to its last words."""
    for exchange in exchanges:
        begun_at = year.now - timedelta(days=exchange.days_ago)
        conversation = _begin(exchange, year, begun_at)
        if exchange.waits:
            continue
        for seat in Seat.objects.waiting().filter(conversation=conversation).order_by("pk"):
            messages.accept(seat=seat, now=begun_at + BETWEEN / 2)
        for place, said in enumerate(exchange.words[1:], 1):
            author = year.cast[said.by]
            _read(conversation, author)
            at = begun_at + place * BETWEEN
            messages.send(conversation=conversation, author=author, key=_key(year), text=said.text, now=at)


def _begin(exchange: Exchange, year: Year, at: datetime) -> Conversation:
    first, *others = (year.cast[handle] for handle in exchange.of)
    text = exchange.words[0].text
    message = messages.begin(by=first, people=others, name=exchange.name, text=text, key=_key(year), now=at)
    return message.conversation


def _read(conversation: Conversation, member: Member) -> None:
    seat = Seat.objects.select_related("member").get(conversation=conversation, member=member)
    messages.open_conversation(seat=seat)


def _key(year: Year) -> UUID:
    return UUID(int=year.rng.getrandbits(128), version=4)
