"""Begin a conversation, and ask people into a group."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from myelin.audience.policy import may_be_met
from myelin.members.models import Follow, Grant, Member
from myelin.members.queries import buddies_of
from myelin.messages.actions.refusals import AskedTooOften, DoorClosed, Full, NotThere, TooNew
from myelin.messages.actions.sending import HOUR, Placed, already_sent, count_conversations, send, write
from myelin.messages.models import MOST_SEATS, Conversation, Door, Message, Seat

NEW_FOR = timedelta(days=3)
MOST_ASKED_AN_HOUR = 10


@transaction.atomic
def begin(
    *,
    by: Member,
    people: Collection[Member],
    key: UUID,
    now: datetime,
    text: str = "",
    pictures: Sequence[Placed] = (),
    name: str = "",
) -> Message:
    """Write the first words to somebody, or to a new group of up to eight. The same `key` again changes nothing.

    Two members have one conversation: beginning it again goes on with it. Who neither follows the writer nor has them
    in their circle finds it in their requests.

    Raises NotThere, Full, TooNew, DoorClosed, AskedTooOften; and what `send` raises.
    """
    if (sent := already_sent(by, key)) is not None:
        return sent
    people = list({person.pk: person for person in people if person.pk != by.pk}.values())
    _all_there(by, people)
    if len(people) == 1:
        conversation = _of_two(by, people[0], now)
        return send(conversation=conversation, author=by, key=key, text=text, pictures=pictures, now=now)
    if len(people) >= MOST_SEATS:
        raise Full(_("A conversation holds up to eight people, you among them."))
    known = _first_contact(by, people, now)
    conversation = Conversation.objects.create(name=name, begun_by=by, begun_at=now, seats_taken=len(people) + 1)
    seats = [_seat(conversation, person, by, now, accepted=person.pk in known) for person in people]
    Seat.objects.bulk_create([_seat(conversation, by, by, now, accepted=True), *seats])
    return write(conversation=conversation, author=by, key=key, text=text, pictures=pictures, now=now)


@transaction.atomic
def ask_in(*, conversation: Conversation, by: Member, person: Member, now: datetime) -> None:
    """Ask somebody into a group. They read what is said from then on. Twice is once.

    Who said no before is not asked again, and nobody is told.

    Raises NotThere, Full, TooNew, DoorClosed, AskedTooOften.
    """
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    mine = Seat.objects.of(by).accepted().filter(conversation=conversation)
    if not conversation.is_group or not mine.exists():
        raise NotThere(_("This conversation is not here any more."))
    _all_there(by, [person])
    before = Seat.objects.filter(conversation=conversation, member=person).first()
    if before is not None and before.left_at is None:
        return
    if conversation.seats_taken >= MOST_SEATS:
        raise Full(_("This conversation is full: it holds up to eight people."))
    known = _first_contact(by, [person], now)
    last = conversation.messages.aggregate(last=Max("pk"))["last"] or 0
    seat = _seat(conversation, person, by, now, accepted=bool(known))
    seat.pk, seat.begins_after = (before.pk if before is not None else None), last
    seat.save()
    Conversation.objects.filter(pk=conversation.pk).update(seats_taken=F("seats_taken") + 1)
    if known:
        tell(conversation, person, Message.Event.CAME, now)


def tell(conversation: Conversation, member: Member, event: Message.Event, now: datetime) -> None:
    """Let the others read that somebody came or left; it is no news of its own."""
    Message.objects.create(conversation=conversation, author=member, key=uuid4(), event=event, sent_at=now)


def _all_there(by: Member, people: Sequence[Member]) -> None:
    there = may_be_met(Member.objects.reachable(), by).filter(pk__in=[person.pk for person in people])
    if not people or there.count() != len(people):
        raise NotThere(_("This member is not here."))


def _of_two(by: Member, person: Member, now: datetime) -> Conversation:
    low, high = sorted([by.pk, person.pk])
    found, _made = Conversation.objects.get_or_create(
        low_id=low, high_id=high, defaults={"begun_by": by, "begun_at": now, "seats_taken": 2}
    )
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=found.pk)
    seats = {seat.member_id: seat for seat in conversation.seats.select_for_update(no_key=True)}
    theirs = seats.get(person.pk)
    if theirs is None or theirs.accepted_at is None:
        # Whoever was asked by the other one answers a request, and meets no rule for strangers.
        answers = by.pk in seats and seats[by.pk].asked_by_id == person.pk
        known = set() if answers else _first_contact(by, [person], now)
        if theirs is None:
            _seat(conversation, person, by, now, accepted=person.pk in known).save()
    if by.pk not in seats:
        _seat(conversation, by, by, now, accepted=True).save()
    elif seats[by.pk].accepted_at is None:
        _accept_unopened(seats[by.pk], now)
    return conversation


def _accept_unopened(seat: Seat, now: datetime) -> None:
    """Who writes to somebody takes part from then on; what waited for them is new until they open it."""
    Seat.objects.filter(pk=seat.pk).update(accepted_at=now, declined_at=None)
    if seat.unread:
        count_conversations([seat.member_id], 1)


def _seat(conversation: Conversation, member: Member, by: Member, now: datetime, *, accepted: bool) -> Seat:
    at = now if accepted else None
    return Seat(conversation=conversation, member=member, asked_by=by, asked_at=now, accepted_at=at)


def _first_contact(by: Member, people: Sequence[Member], now: datetime) -> set[int]:
    """Ask the rules about strangers; the numbers of those who know the writer and need not be asked first."""
    numbers = [person.pk for person in people]
    known = set(Follow.objects.filter(followee=by, follower__in=numbers).values_list("follower_id", flat=True))
    known |= set(Grant.objects.filter(friend=by, owner__in=numbers).values_list("owner_id", flat=True))
    buddies = buddies_of(by)
    known |= buddies.intersection(numbers)
    if buddies.issuperset(numbers):
        # Both said yes to a hello a week: no door and no newness stands between.
        return known
    if is_too_new(by, now):
        raise TooNew(_("You can write to people once you have been here for three days, or once somebody lets you in."))
    doors = {door.member_id: door.open_to for door in Door.objects.filter(member__in=numbers)}
    for person in people:
        open_to = Door.Open(doors.get(person.pk, Door.Open.EVERYBODY))
        if not open_to.lets_in(known=person.pk in known):
            raise DoorClosed(_("%(name)s takes no new messages right now.") % {"name": person.name})
    asked = Seat.objects.filter(asked_by=by, asked_at__gt=now - HOUR).exclude(member=by)
    if len(asked.values_list("pk")[:MOST_ASKED_AN_HOUR]) + len(people) > MOST_ASKED_AN_HOUR:
        raise AskedTooOften(_("You wrote to many new people within the hour. Please wait a little with more."))
    return known


def is_too_new(member: Member, now: datetime) -> bool:
    """Whether somebody came less than three days ago and nobody has let them in yet."""
    if member.joined_at <= now - NEW_FOR:
        return False
    let_in = Grant.objects.filter(friend=member).exists()
    answered = Seat.objects.accepted().filter(member=member).exclude(Q(asked_by=member) | Q(asked_by=None))
    return not let_in and not answered.exists()


def waits_until(member: Member, person: Member, now: datetime) -> datetime | None:
    """From when somebody new may begin to write to `person`; nothing, when they may already."""
    may = person.pk in buddies_of(member) or not is_too_new(member, now)
    return None if may else member.joined_at + NEW_FOR
