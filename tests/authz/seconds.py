"""A second thing of each kind that lists show, so that what has to be told apart on a page meets there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from myelin.circle import actions as circle
from myelin.circle.models import Carer
from myelin.companion import actions as care
from myelin.companion.actions import Told, Wish
from myelin.companion.day import Kind as Tapped
from myelin.companion.models import Course, Record, Reminder
from myelin.companion.models import Owner as OwnerOfStep
from myelin.companion.steps import Kind
from myelin.discussion import actions as discussion
from myelin.discussion.actions import saving
from myelin.exchange import actions as exchange
from myelin.groups.models import Group
from myelin.helping.models import HelpInvitation
from myelin.home import actions as home
from myelin.media import actions as media
from myelin.media.sealed import HELD
from myelin.members import actions as members
from myelin.members.models import Audience, Member, Session
from myelin.messages import actions as messages
from myelin.messages.models import Report, Seat
from myelin.notifications.models import Device, Notice
from myelin.pack.models import Topic
from myelin.people import actions as people
from myelin.questions import actions as questions
from myelin.questions.models import Question
from myelin.therapies.models import BaselineTest
from myelin.updates import actions as updates
from myelin.updates.models import Update
from myelin.visits import actions as visits
from tests.authz import papers
from tests.authz.circles import INSIDE, MODERATOR
from tests.authz.world import World, invented, small_picture


def add_seconds(world: World, make_member: Callable[..., Member], now: datetime) -> None:
    owner, other = world.people["owner"], make_member("somebody-else")
    _posts(world, owner, other, now)
    _people(owner, other, now)
    _account(owner, now)
    _talk(world, owner, other, now)
    _groups(world, other, make_member("one-more-asker"), now)
    _course(owner, now)
    _care(world, owner, now)
    _visits(owner, now)
    _circle(world, owner, now)


def _posts(world: World, owner: Member, other: Member, now: datetime) -> None:
    first = Update.objects.get(pk=world.ids["update"])
    topic = Topic.objects.create(slug="kitchen", name="Kitchen", about="Pots", group="Life", position=1)
    poll = discussion.NewPoll(options=["Yes", "No"], several=False, days=30)
    pictures = [media.take_picture(owner=owner, upload=small_picture(), alt="A door", now=now) for _ in range(2)]
    second = updates.post_update(
        author=owner,
        text="More words",
        pictures=pictures,
        audience=Audience.MEMBERS,
        poll=poll,
        topics=[topic],
        now=now,
    )
    updates.post_update(author=owner, text="Harder to say", without_name=True, now=now)
    for author in (other, owner):
        said = discussion.write_comment(thread=first.thread, author=author, text="So it is", now=now)
        discussion.write_comment(thread=first.thread, author=owner, text="Is it?", parent=said, now=now)
    saving.save_for_later(thread=second.thread, member=owner, now=now)
    for person in (owner, other):
        discussion.follow_topic(topic=topic, member=person, now=now)
    question = Question.objects.get(pk=world.ids["question"])
    for author in (other, world.people["stranger"]):
        questions.answer_question(question=question, author=author, text="This.", now=now)
    questions.ask_question(author=owner, title="What else?", now=now)
    for title in ("And they?", "And we?"):
        hers = questions.ask_question(author=other, title=title, now=now)
        HelpInvitation.objects.create(question=hers, member=owner, way=HelpInvitation.Way.FITS, asked_at=now)


def _people(owner: Member, other: Member, now: datetime) -> None:
    members.let_in(member=owner, person=other, now=now)
    for person, whom in ((owner, other), (other, owner)):
        members.follow(member=person, person=whom, now=now)


def _account(owner: Member, now: datetime) -> None:
    members.make_token(member=owner, name="tablet", now=now)
    Notice.objects.create(member=owner, kind="hug", url="/questions/", made_at=now)
    session = Session.objects.create(session_key="a-tablet", session_data="", expire_date=now, member=owner)
    way = {"endpoint": "https://fcm.googleapis.com/tablet", "p256dh": "", "auth": ""}
    Device.objects.create(
        member=owner, session=session, way=way, name="tablet", mark="1" * 64, password="", added_at=now
    )
    care.open_calendar(member=owner, name="tablet", shows_detail=False, now=now)


def _talk(world: World, owner: Member, other: Member, now: datetime) -> None:
    later = now + timedelta(days=9)
    messages.begin(by=owner, people=[other], text="You, too", pictures=[], key=uuid4(), now=later)
    messages.begin(by=other, people=[owner, world.people["stranger"]], text="Us?", pictures=[], key=uuid4(), now=later)
    own, friend = Seat.objects.get(member=owner, conversation=world.ids["conversation"]), world.people["in the circle"]
    picture = media.take_picture(owner=friend, upload=small_picture(), alt="", now=now)
    said = messages.send(
        conversation=own.conversation,
        author=friend,
        text="Hi again",
        pictures=[(picture, "A door")],
        key=uuid4(),
        now=later,
    )
    messages.report_messages(seat=own, numbers=[said.pk], reason=Report.Reason.OTHER, now=later)


def _groups(world: World, other: Member, asker: Member, now: datetime) -> None:
    Group.objects.create(slug="night-owls", name="Night owls", made_at=now)
    kept, by = Group.objects.get(slug=world.ids["private circle"]), world.people[MODERATOR]
    home.invite(group=kept, by=by, person=other, words="Come", now=timezone.now())
    for text in ("One more", "And one"):
        post = updates.post_update(author=world.people[INSIDE], text=text, group=kept, now=now)
    home.take_post_out(thread=post.thread, by=by, reason="Twice", now=now)


def _course(owner: Member, now: datetime) -> Course:
    """Of a second medicine, told to others, too."""
    therapy = invented("trialimab", weeks=8)
    people.tell_treatment(member=owner, therapy=therapy)
    return care.add_course(
        member=owner, therapy=therapy, started_on=now.date(), jurisdiction="US", time_zone="Europe/Madrid", now=now
    )


def _care(world: World, owner: Member, now: datetime) -> None:
    today, course = now.date(), Course.objects.get(pk=world.ids["course"])
    dose = course.infusions.get(pk=world.ids["infusion"])
    save = {"today": today, "now": now, "mood": "okay", "note": "Rain"}
    care.save_day(member=owner, day=today - timedelta(days=1), **save)
    papers.keep_voice(owner, now)
    scans = [media.take_picture(owner=owner, upload=small_picture(), alt="", now=now) for _ in range(2)]
    told = Told(done_on=today, papers=scans, measures=[{"name": name, "value": "4", "unit": "g"} for name in "ab"])
    result = care.note_result(
        course=course, test=BaselineTest.objects.get(slug="blood-count"), by=owner, told=told, now=now
    )
    papers.keep_letter(result, owner, now)
    for kind in (Record.Kind.RELAPSE, Record.Kind.RELAPSE):
        care.note_record(member=owner, kind=kind, began_on=today, today=today, now=now, name="Eye")
    wish = Wish(kind=Reminder.Kind.OWN, times=[time(16)], words="Water", in_quiet_hours=True)
    care.set_reminder(member=owner, wish=wish, now=now)
    care.tap(infusion=dose, by=owner, uuid=uuid4(), kind=Tapped.FEELING, now=now, text="Warm")
    care.add_item(by=owner, words="A pillow", now=now)
    care.note_step(infusion=dose, kind=Kind.AUTHORISATION, by=owner, answer="done", who="Kim", now=now)
    care.add_step(infusion=dose, by=owner, title="Ask a friend", owner="companion", days_before=1, now=now)
    told_away = {"resourceType": "MedicationStatement", "medicationCodeableConcept": {"text": "Trialimab"}}
    told_away |= {"status": "active", "effectivePeriod": {"start": today.isoformat()}}
    reading = exchange.bring(member=owner, name=HELD.keep([json.dumps(told_away).encode()]), now=now)
    exchange.read_on(number=reading.pk, now=now)


def _visits(owner: Member, now: datetime) -> None:
    visit = visits.make_visit(
        member=owner, on=now.date(), with_whom="Nurse", since=now.date() - timedelta(days=30), now=now
    )
    shown = {"name": "Dele", "parts": [], "language": "en"}
    for words in ("Call on Monday", "Write on Friday"):
        visits.share_visit(visit=visit, by=owner, shown=shown, lasts=timedelta(days=3), now=timezone.now())
        visits.agree(visit=visit, by=owner, words=words, owner=OwnerOfStep.ME, until=None, now=now)


def _circle(world: World, owner: Member, now: datetime) -> None:
    carer = Carer.objects.get(person=world.people["carer"])
    for text in ("Ate well", "Slept well"):
        circle.observe(carer=carer, text=text, day=now.date(), now=now)
    circle.add_task(member=owner, title="Post", place="Town", on=timezone.now().date(), now=now)
