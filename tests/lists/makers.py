"""Whose lists the tests of lists read, and who makes a row of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4

from conftest import NOON
from myelin.circle import actions as circle
from myelin.circle.models import LookKind, Observation
from myelin.companion.actions import Wish, note_record, save_day, set_reminder
from myelin.companion.models import Record, Reminder
from myelin.discussion import mutes
from myelin.discussion.actions import saving
from myelin.facts.models import Fact
from myelin.groups import actions as groups
from myelin.groups.models import Group, Invitation
from myelin.helping.models import Clock
from myelin.library.tests.factories import published
from myelin.members import actions as members
from myelin.members.models import Audience, BuddyWish, Member, Profile
from myelin.messages import actions as messages
from myelin.messages.models import Conversation, Report, Seat
from myelin.notifications import actions as notifications
from myelin.pack.models import Topic
from myelin.people import actions as people
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from myelin.visits import actions as visits

PLACE = {"region": "Oregon", "region_audience": Audience.MEMBERS}
"""What some show to all members, so that they have it in common."""


@dataclass
class Place:
    """Whose lists they are, and whom and what the rows are made with."""

    reader: Member
    friend: Member
    reviewer: Member
    topic: Topic
    circle: Group
    door: Group
    talk: Conversation
    now: datetime


type Maker = Callable[[Place, int, datetime], object]


def words(number: int) -> str:
    return f"kanari-{number}- of a list"


def somebody(number: int, at: datetime = NOON) -> Member:
    # A row is enough: whoever is on a list does not sign in.
    return Member.objects.create(
        email=f"kanari-{number}@example.org",
        handle=f"kanari-{number}-x",
        name=f"kanari-{number}-",
        joined_at=at,
        welcomed_at=at,
    )


def an_update(place: Place, number: int, at: datetime):
    return updates.post_update(author=place.friend, text=words(number), topics=[place.topic], now=at)


def in_circle(place: Place, number: int, at: datetime):
    return updates.post_update(author=place.friend, text=words(number), group=place.circle, now=at)


def a_question(place: Place, number: int, at: datetime):
    return questions.ask_question(author=place.friend, title=words(number), now=at)


def a_saved_one(place: Place, number: int, at: datetime):
    saving.save_for_later(thread=an_update(place, number, at).thread, member=place.reader, now=at)


def a_notice(place: Place, number: int, at: datetime):
    url = f"/updates/{number}/"
    notifications.notify(member=place.reader, kind="comment", actor=somebody(number), url=url, now=at)


def a_muted_thread(place: Place, number: int, at: datetime):
    mutes.mute_thread(thread=an_update(place, number, at).thread, member=place.reader, now=at)


def a_muted_topic(place: Place, number: int, at: datetime):
    topic = Topic.objects.create(slug=f"kanari-{number}-", name=words(number), about="x", group="x", position=number)
    mutes.mute_topic(topic=topic, member=place.reader, now=at)


def a_muted_person(place: Place, number: int, at: datetime):
    members.mute(member=place.reader, person=somebody(number), now=at)


def a_follower(place: Place, number: int, at: datetime):
    members.follow(member=somebody(number), person=place.reader, now=at)


def a_followed_one(place: Place, number: int, at: datetime):
    members.follow(member=place.reader, person=somebody(number), now=at)


def a_friend(place: Place, number: int, at: datetime):
    members.let_in(member=place.reader, person=somebody(number), now=at)


def a_blocked_one(place: Place, number: int, at: datetime):
    members.block(member=place.reader, person=somebody(number), now=at)


def a_group(place: Place, number: int, at: datetime):
    groups.open_group(by=somebody(number), name=words(number), now=at)


def a_member_of_the_circle(place: Place, number: int, at: datetime):
    groups.join_group(group=place.circle, member=somebody(number), now=at)


def a_message(place: Place, number: int, at: datetime):
    messages.send(conversation=place.talk, author=place.friend, key=uuid4(), text=words(number), now=at)


def a_request(place: Place, number: int, at: datetime):
    messages.begin(by=somebody(number), people=[place.reader], text=words(number), key=uuid4(), now=at)


def a_conversation(place: Place, number: int, at: datetime):
    # Nobody writes to many new people within an hour.
    later = place.now + timedelta(hours=number)
    messages.begin(by=place.reader, people=[somebody(number)], text=words(number), key=uuid4(), now=later)


def an_article(place: Place, number: int, at: datetime):
    by, reviewer = place.friend, place.reviewer
    published(by, reviewer, at, slug=f"kanari-{number}-x", title=words(number), topics=[place.topic])


def a_fact(place: Place, number: int, at: datetime):
    key = f"demomab/notes/{number}"
    Fact.objects.create(
        key=key, subject="demomab", predicate="notes", position=number, rank=0, value=words(number), basis="read"
    )


def a_question_on_the_desk(place: Place, number: int, at: datetime):
    question = a_question(place, number, at)
    Clock.objects.create(question=question, staff_at=place.now, look_at=place.now)


def a_report(place: Place, number: int, at: datetime):
    message = messages.send(conversation=place.talk, author=place.friend, key=uuid4(), text="Hm", now=at)
    seat = Seat.objects.select_related("member").get(conversation=place.talk, member=place.reader)
    messages.report_messages(seat=seat, numbers=[message.pk], reason=Report.Reason.OTHER, now=at)


def a_join_request(place: Place, number: int, at: datetime):
    groups.ask_to_join(group=place.door, member=somebody(number), words="", now=at)


def an_invitation(place: Place, number: int, at: datetime):
    ends = place.now + timedelta(days=30)
    Invitation.objects.create(group=place.door, member=somebody(number), inviter=place.reader, made_at=at, ends_at=ends)


def somebody_here(place: Place, number: int, at: datetime) -> Member:
    person = somebody(number, at)
    members.begin_profile(member=person)
    return person


def somebody_alike(place: Place, number: int, at: datetime):
    Profile.objects.filter(member=somebody_here(place, number, at)).update(**PLACE)


def a_possible_buddy(place: Place, number: int, at: datetime):
    person = somebody_here(place, number, at - timedelta(days=400))
    people.wish_for_buddy(member=person, side=BuddyWish.Side.FURTHER, now=at)


def a_record(place: Place, number: int, at: datetime):
    day = place.now.date() - timedelta(days=1_000 - number)
    told = {"began_on": day, "today": place.now.date(), "now": place.now, "name": words(number)}
    note_record(member=place.reader, kind=Record.Kind.RELAPSE, **told)


def a_reminder(place: Place, number: int, at: datetime):
    wish = Wish(kind=Reminder.Kind.OWN, times=[time(15)], words=words(number))
    set_reminder(member=place.reader, wish=wish, now=at)


def a_day(place: Place, number: int, at: datetime):
    day = place.now.date() - timedelta(days=1_000 - number)
    save_day(member=place.reader, day=day, today=place.now.date(), now=place.now, mood="okay", note=words(number))


def a_visit(place: Place, number: int, at: datetime):
    on = place.now.date() + timedelta(days=number)
    visits.make_visit(member=place.reader, on=on, with_whom=words(number), since=place.now.date(), now=at)


def a_look(place: Place, number: int, at: datetime):
    return circle.note_look(member=place.reader, person=place.friend, kind=LookKind.TAKEN, title=words(number), now=at)


def a_note_about_me(place: Place, number: int, at: datetime):
    return Observation.objects.create(
        member=place.reader, author=place.friend, day=at.date(), text=words(number), written_at=at
    )


def a_note_of_mine(place: Place, number: int, at: datetime):
    if number == 1:
        asked = circle.invite(member=place.friend, person=place.reader, scopes=["observer"], now=at)
        circle.accept(invitation=asked, person=place.reader, now=at)
    return Observation.objects.create(
        member=place.friend, author=place.reader, day=at.date(), text=words(number), written_at=at
    )
