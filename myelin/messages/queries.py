"""What the pages and the API read: each function reads behind the second wall, as the member who asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext, ngettext

from myelin.audience.policy import may_be_met
from myelin.base.pages import Page, keyset
from myelin.base.text import excerpt
from myelin.base.wall import behind_the_wall
from myelin.members.models import Block, Follow, Grant, Member
from myelin.members.queries import buddies_of
from myelin.messages.models import Door, Message, MessagePicture, Report, ReportedMessage, Seat

MOST_KNOWN = 100
EXCERPT = 60
SHOWN_NAMES = 3
WORDS_A_PAGE = 30


@dataclass(frozen=True)
class Line:
    """A conversation in a list, as one of its members sees it."""

    number: int
    title: str
    is_group: bool
    faces: list[Member]
    excerpt: str
    moved_at: datetime | None
    is_new: bool
    is_muted: bool


@dataclass(frozen=True)
class Talk:
    """A conversation as one of its members sees it: who is in it, and a page of its words, the oldest first."""

    seat: Seat
    title: str
    people: list[Member]
    asked: set[int]
    page: Page[Message]

    @property
    def other(self) -> Member | None:
        """Of a conversation of two: the other one, while they are here."""
        here = [person for person in self.people if person.erased_at is None and person.suspended_at is None]
        return None if self.seat.conversation.is_group or not here else here[0]

    @property
    def words(self) -> list[Message]:
        return self.page.items[::-1]


def conversations(member: Member, *, after: str | None = None, size: int = 20) -> Page[Line]:
    """A member's conversations, the newest words first."""
    return _lines(member, Seat.objects.of(member).listed(), ("-moved_at", "-id"), after, size)


def requests(member: Member, *, after: str | None = None, size: int = 20) -> Page[Line]:
    """Conversations that wait for a member's yes or no; their words are not shown here."""
    return _lines(member, Seat.objects.of(member).waiting().for_requests(), ("-asked_at", "-id"), after, size)


def has_requests(member: Member) -> bool:
    """Whether the requests box holds anything."""
    with behind_the_wall(member.pk):
        return Seat.objects.of(member).waiting().for_requests().exists()


def seat_in(member: Member, number: int) -> Seat | None:
    """A member's seat in a conversation; None when the conversation is not there for them."""
    with behind_the_wall(member.pk):
        seat = Seat.objects.of(member).filter(conversation=number).first()
    if seat is not None:
        seat.member = member
    return seat


def talk(seat: Seat, *, after: str | None = None, size: int = WORDS_A_PAGE) -> Talk:
    """The words of a conversation that reach a seat; `after` is the cursor of older ones."""
    member = seat.member
    with behind_the_wall(member.pk):
        shown, apart = list(_shown().filter(conversation=seat.conversation_id)), _apart(member)
        page = keyset(Message.objects.seen_from(seat).for_page(), order=("-id",), after=after, size=size)
    people = _people(shown, member, apart)
    return Talk(seat, _title(seat, people), people, {one.member_id for one in shown if not one.accepted_at}, page)


def reportable(seat: Seat, *, after: str | None = None) -> Page[Message]:
    """What others said to a seat, the newest first, to choose from."""
    with behind_the_wall(seat.member_id):
        rows = Message.objects.seen_from(seat).for_page().filter(event="", erased_at=None)
        return keyset(rows.exclude(author=seat.member_id), order=("-id",), after=after, size=WORDS_A_PAGE)


def picture_for(member: Member, number: int) -> MessagePicture | None:
    """A picture of a message that reaches one of the member's accepted seats."""
    with behind_the_wall(member.pk):
        placed = MessagePicture.objects.filter(pk=number).select_related("message", "picture").first()
        if placed is None:
            return None
        seat = Seat.objects.of(member).accepted().filter(conversation=placed.message.conversation_id).first()
        if seat is None or not Message.objects.seen_from(seat).filter(pk=placed.message_id).exists():
            return None
        return placed


def known_people(member: Member) -> list[Member]:
    """Whom a member may ask into a group: whom they follow or let into their circle, and who let them in; by name."""
    with behind_the_wall(member.pk):
        near = Q(pk__in=Follow.objects.filter(follower=member).values("followee"))
        near |= Q(pk__in=Grant.objects.filter(owner=member).values("friend"))
        near |= Q(pk__in=Grant.objects.filter(friend=member).values("owner"))
        people = may_be_met(Member.objects.reachable(), member).filter(near).order_by("name", "pk")
        return list(people[:MOST_KNOWN])


def person_to_write_to(member: Member, handle: str) -> Member | None:
    """Somebody else who is there for a member."""
    with behind_the_wall(member.pk):
        return may_be_met(Member.objects.reachable(), member).filter(handle=handle).exclude(pk=member.pk).first()


def seat_with(member: Member, person: Member) -> Seat | None:
    """A member's seat in the conversation of two with `person`, if they began one and it holds words."""
    low, high = sorted([member.pk, person.pk])
    with behind_the_wall(member.pk):
        return Seat.objects.of(member).listed().filter(conversation__low=low, conversation__high=high).first()


def takes_messages_from(person: Member, member: Member) -> bool:
    """Whether `person` lets `member` begin a conversation; who is too new is told when they try."""
    if person.remembered_at is not None:
        return False
    door = Door.objects.of(person).first()
    if door is None or door.open_to == Door.Open.EVERYBODY:
        return True
    known = Follow.objects.filter(follower=person, followee=member).exists()
    known = known or Grant.objects.filter(owner=person, friend=member).exists()
    if person.pk in buddies_of(member):
        return True
    return Door.Open(door.open_to).lets_in(known=known)


def door_of(member: Member) -> str:
    """Whom a member lets begin a conversation."""
    with behind_the_wall(member.pk):
        door = Door.objects.of(member).first()
    return door.open_to if door is not None else Door.Open.EVERYBODY


def reports(moderator: Member, *, after: str | None = None) -> Page[Report]:
    """What waits for a moderator, the oldest first."""
    with behind_the_wall(moderator.pk):
        return keyset(Report.objects.open().for_list(), order=("made_at", "id"), after=after, size=30)


def report_for(moderator: Member, number: int) -> Report | None:
    """One report, also a closed one."""
    with behind_the_wall(moderator.pk):
        return Report.objects.for_list().filter(pk=number).first()


def copies_of(report: Report, moderator: Member) -> list[ReportedMessage]:
    """The messages that were reported; nothing else of the conversation is there."""
    with behind_the_wall(moderator.pk):
        return list(report.copies.order_by("sent_at", "pk")[:100])


def _lines(member: Member, seats: QuerySet[Seat], order: Sequence[str], after: str | None, size: int) -> Page[Line]:
    with behind_the_wall(member.pk):
        rows = seats.prefetch_related(Prefetch("conversation__seats", _shown(), to_attr="shown"))
        page = keyset(rows, order=order, after=after, size=size)
        apart = _apart(member)
    return Page([_line(seat, member, apart) for seat in page], page.next)


def _line(seat: Seat, member: Member, apart: Collection[int]) -> Line:
    shown: list[Seat] = getattr(seat.conversation, "shown", [])
    people = _people(shown, member, apart)
    return Line(
        number=seat.conversation_id,
        title=_title(seat, people),
        is_group=seat.conversation.is_group,
        faces=people[:1],
        excerpt=_last_words(seat, apart) if seat.accepted_at else "",
        moved_at=seat.moved_at if seat.accepted_at else seat.asked_at,
        is_new=bool(seat.unread and seat.accepted_at and not seat.muted_at),
        is_muted=seat.muted_at is not None,
    )


def _shown() -> QuerySet[Seat]:
    return Seat.objects.shown().select_related("member").order_by("asked_at", "pk")


def _apart(member: Member) -> set[int]:
    """Who is not there for a member; in a group, neither sees the other."""
    pairs = Block.objects.filter(Q(blocker=member) | Q(blocked=member)).values_list("blocker", "blocked")
    return {pk for pair in pairs for pk in pair} - {member.pk}


def _people(seats: Sequence[Seat], member: Member, apart: Collection[int]) -> list[Member]:
    """The others of a conversation."""
    return [seat.member for seat in seats if seat.member_id != member.pk and seat.member_id not in apart]


def name_of(person: Member) -> str:
    """How somebody is called in a conversation; who was erased has no name any more."""
    return gettext("A member who left") if person.erased_at else person.name


def _title(seat: Seat, people: Sequence[Member]) -> str:
    if seat.conversation.name:
        return seat.conversation.name
    names = [name_of(person) for person in people]
    if not names:
        return gettext("Only you") if seat.conversation.is_group else gettext("A member who left")
    shown, more = ", ".join(names[:SHOWN_NAMES]), len(names) - SHOWN_NAMES
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(number)d more", "%(names)s and %(number)d more", more) % {
        "names": shown,
        "number": more,
    }


def _last_words(seat: Seat, apart: Collection[int]) -> str:
    message = seat.last_message
    if message is None or message.author_id in apart or message.erased_at is not None:
        return ""
    words = excerpt(message.text, EXCERPT) or gettext("A picture")
    if message.author_id == seat.member_id:
        return gettext("You: %(words)s") % {"words": words}
    return words
