"""A small world with one thing of every kind, all of it Dele's, and everybody who might come by."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from conftest import give_duty
from myelin.companion import actions as care
from myelin.companion.actions import Told, add_course, note_record, note_result, open_calendar, save_day
from myelin.companion.day import Kind as Tapped
from myelin.companion.models import Infusion, Record, Step
from myelin.companion.models import Owner as OwnerOfStep
from myelin.companion.steps import Kind
from myelin.discussion import actions as discussion
from myelin.discussion.actions import saving
from myelin.exchange import actions as exchange
from myelin.facts.models import Fact
from myelin.groups.models import Group as Circle
from myelin.helping.models import HelpInvitation
from myelin.media import actions as media
from myelin.media.sealed import HELD
from myelin.members import actions as members
from myelin.members.models import Audience, Buddyship, BuddyWish, Member, Session
from myelin.members.staff import AUTHORS, MODERATORS, OPERATORS, REVIEWERS
from myelin.messages import actions as messages
from myelin.messages.models import Message, MessagePicture, Report, Seat
from myelin.notifications.models import Device, Notice
from myelin.pack.models import Topic
from myelin.people import actions as people
from myelin.questions import actions as questions
from myelin.therapies.models import BaselineTest, Regimen, Therapy, TherapyTest
from myelin.updates import actions as updates
from myelin.visits import actions as visits
from myelin.visits.models import Agreed, Share, Visit
from tests.authz import cares, caring, circles, papers
from tests.authz.circles import marker

STAFF = {"author": AUTHORS, "reviewer": REVIEWERS, "moderator": MODERATORS, "operator": OPERATORS}
ACTORS = [
    "visitor", "owner", "stranger", "follower", "in the circle", "blocked", "blocker", "suspended", *circles.ACTORS,
    *caring.ACTORS, *STAFF,
]  # fmt: skip


@dataclass
class World:
    """What there is; `ids` fills the arguments of routes by room and kind."""

    people: dict[str, Member] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)


def build(make_member: Callable[..., Member], now: datetime) -> World:
    world = World()
    for actor in ACTORS[1:]:
        world.people[actor] = make_member(actor.replace(" ", "-"), is_staff=actor in {"author", "reviewer", "operator"})
    for actor, group in STAFF.items():
        give_duty(world.people[actor], group)
    owner, people = world.people["owner"], world.people
    members.follow(member=people["follower"], person=owner, now=now)
    members.let_in(member=owner, person=people["in the circle"], now=now)
    members.block(member=owner, person=people["blocked"], now=now)
    members.block(member=people["blocker"], person=owner, now=now)
    Member.objects.filter(pk=people["suspended"].pk).update(suspended_at=now)
    _things(world, owner, now)
    topic = Topic.objects.get(slug=world.ids["topic"])
    world.ids |= circles.build_circle(people, make_member("asker"), small_picture(), topic, now)
    world.ids |= caring.build_care_circle(people, course_dose(world), now)
    _talk(world, now)
    _buddies(world, now)
    return world


def _buddies(world: World, now: datetime) -> None:
    """The owner keeps somebody company, and has a place for one more."""
    new, owner = world.people["in the circle"], world.people["owner"]
    people.wish_for_buddy(member=new, side=BuddyWish.Side.NEW, now=now)
    people.wish_for_buddy(member=owner, side=BuddyWish.Side.FURTHER, now=now)
    row = Buddyship.objects.create(
        newcomer=new, guide=owner, asked_by=new, asked_at=now, accepted_at=now, look_at=now + timedelta(days=7)
    )
    world.ids["buddyship"] = row.pk


def course_dose(world: World) -> Infusion:
    """The dose of the owner's that comes next."""
    dose = Infusion.objects.of(world.people["owner"]).to_come().first()
    assert dose is not None
    return dose


def _talk(world: World, now: datetime) -> None:
    """A group of the owner's: one takes part, the follower has left it."""
    owner, friend, follower = (world.people[actor] for actor in ("owner", "in the circle", "follower"))
    picture = media.take_picture(owner=owner, upload=small_picture(), alt="", now=now)
    # Nobody of this world is new any more when it begins.
    later, pictures = now + timedelta(days=9), [(picture, "A window")]
    first = messages.begin(by=owner, people=[friend, follower], text="Hi", pictures=pictures, key=uuid4(), now=later)
    messages.accept(seat=Seat.objects.get(member=friend), now=later)
    messages.leave(seat=Seat.objects.get(member=follower), now=later)
    seat = Seat.objects.of(friend).get()
    messages.report_messages(seat=seat, numbers=[first.pk], reason=Report.Reason.OTHER, now=later)
    world.ids |= {
        "conversation": first.conversation_id,
        "message picture": MessagePicture.objects.get(message=first).pk,
        "report": Report.objects.get().pk,
    }
    assert Message.objects.filter(conversation=first.conversation_id).count() == 3


def _things(world: World, owner: Member, now: datetime) -> None:
    picture = media.take_picture(owner=owner, upload=small_picture(), alt="A window", now=now)
    poll = discussion.NewPoll(options=["Yes", "No"], several=False, days=30)
    update = updates.post_update(
        author=owner, text="Words", pictures=[picture], audience=Audience.MEMBERS, poll=poll, now=now
    )
    sealed = updates.post_update(author=owner, text="Hard to say", without_name=True, now=now)
    question = questions.ask_question(author=owner, title="What?", now=now)
    answer = questions.answer_question(question=question, author=owner, text="That.", now=now)
    hers = questions.ask_question(author=world.people["stranger"], title="And you?", now=now)
    call = HelpInvitation.objects.create(question=hers, member=owner, way=HelpInvitation.Way.FITS, asked_at=now)
    comment = discussion.write_comment(thread=update.thread, author=owner, text="Mine", now=now)
    saving.save_for_later(thread=update.thread, member=owner, now=now)
    members.make_token(member=owner, name="phone", now=now)
    notice = Notice.objects.create(member=owner, kind="hug", url="/updates/", made_at=now)
    device = _device(owner, now)
    topic = Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)
    circle = Circle.objects.create(slug="early-birds", name="Early birds", made_at=now)
    fact = Fact.objects.create(
        key="x/y", subject="x", predicate="y", position=0, rank=0, value="Something", basis="read"
    )
    therapy = invented("demomab", weeks=4)
    treatment = people.tell_treatment(member=owner, therapy=therapy)
    course = add_course(
        member=owner, therapy=therapy, started_on=now.date(), jurisdiction="US", time_zone="Europe/Madrid", now=now
    )
    save_day(member=owner, day=now.date(), today=now.date(), now=now, mood="okay", note="kanari-me-diary-7f3a")
    paper = media.take_picture(owner=owner, upload=small_picture(), alt="", now=now)
    told = Told(
        done_on=now.date(), ordered_by="kanari-me-ordered-7f3a", note="kanari-me-result-7f3a", papers=[paper],
        measures=[{"name": "kanari-me-measure-7f3a", "value": "4", "unit": "kanari-me-unit-7f3a"}],
    )  # fmt: skip
    result = note_result(course=course, test=_test(therapy), by=owner, told=told, now=now)
    proof, own_step = _way(course.infusions.order_by("number")[0], owner, now)
    dose = course.infusions.order_by("number")[0]
    care.move_infusion(
        infusion=dose, by=owner, to=dose.due_on, now=now, hour=time(9), place="kanari-me-appointment-7f3a"
    )
    tapped = care.tap(infusion=dose, by=owner, uuid=uuid4(), kind=Tapped.FEELING, now=now, text="kanari-me-tap-7f3a")
    thing = care.add_item(by=owner, words="kanari-me-thing-7f3a", now=now)
    record = note_record(
        member=owner,
        kind=Record.Kind.RELAPSE,
        began_on=now.date(),
        today=now.date(),
        now=now,
        name="kanari-me-record-7f3a",
    )
    told = {"resourceType": "MedicationStatement", "medicationCodeableConcept": {"text": marker("me", "entry")}}
    told |= {"status": "active", "effectivePeriod": {"start": now.date().isoformat()}}
    reading = exchange.bring(member=owner, name=HELD.keep([json.dumps(told).encode()]), now=now)
    exchange.read_on(number=reading.pk, now=now)
    visit, shared, agreed = _visit(owner, now)
    feed, token = open_calendar(member=owner, name="phone", shows_detail=False, now=now)
    world.ids = {
        "treatment": treatment.pk,
        "notice": notice.pk,
        "device": device.pk,
        "course": course.pk,
        "infusion": course.infusions.order_by("number")[0].pk,
        "day": now.date(),
        "voice": papers.keep_voice(owner, now).pk,
        "tap": tapped.uuid,
        "own thing": thing.pk,
        "result": result.pk,
        "proof": proof.pk,
        "own step": f"own-{own_step.pk}",
        "paper": result.pictures.get().pk,
        "letter": papers.keep_letter(result, owner, now).pk,
        "record": record.pk,
        "reminder": cares.set_reminder(owner, now).pk,
        "reading": reading.pk,
        "visit": visit.pk,
        "visit link": shared[0].pk,
        "visit address": shared[1],
        "agreed": agreed.pk,
        "calendar": feed.pk,
        "calendar token": token,
        "update": update.pk,
        "sealed": sealed.pk,
        "question": question.pk,
        "help invitation": call.pk,
        "answer": answer.pk,
        "comment": comment.pk,
        "picture": picture.pk,
        "token": owner.keys.get().pk,
        "topic": topic.slug,
        "circle": circle.slug,
        "fact": fact.pk,
        "handle": owner.handle,
    }


def _visit(owner: Member, now: datetime) -> tuple[Visit, tuple[Share, str, str], Agreed]:
    """A page for a visit with private words on it, a link to it, and what was agreed on."""
    visit = visits.make_visit(
        member=owner, on=now.date(), with_whom=marker("me", "whom"), since=now.date() - timedelta(days=30), now=now
    )
    visits.write_visit(
        visit=visit, by=owner, on=visit.on, since=visit.since, with_whom=marker("me", "whom"),
        questions=[marker("me", "asks")], note=marker("me", "visitnote"), tells_hidden=True, draws=False, now=now,
    )  # fmt: skip
    # Links end by the clock that the pages read.
    shown = {"name": marker("me", "shown"), "parts": [], "language": "en"}
    shared = visits.share_visit(visit=visit, by=owner, shown=shown, lasts=timedelta(days=3), now=timezone.now())
    words = marker("me", "agreed")
    agreed = visits.agree(visit=visit, by=owner, words=words, owner=OwnerOfStep.ME, until=None, now=now)
    return visit, shared, agreed


def _device(owner: Member, now: datetime) -> Device:
    """A phone that shows the owner's notices; what leads to it is for nobody's eyes."""
    session = Session.objects.create(session_key="a-phone", session_data="", expire_date=now, member=owner)
    way = {"endpoint": f"https://fcm.googleapis.com/{marker('secret', 'device')}", "p256dh": "", "auth": ""}
    told = {"name": marker("me", "device"), "mark": "0" * 64, "password": "", "added_at": now}
    return Device.objects.create(member=owner, session=session, way=way, **told)


def invented(slug: str, *, weeks: int) -> Therapy:
    """A medicine that nobody makes, with a rule of its own."""
    fact = Fact.objects.create(
        key=f"{slug}/regimens/0", subject=slug, predicate="regimens", position=0, rank=0, value=f"Every {weeks} weeks",
        basis="read",
    )  # fmt: skip
    therapy = Therapy.objects.create(slug=slug, name=slug, way="infusion", kind="dmt", level="short")
    phase = {
        "name": "maintenance",
        "dose": {"amount": 1, "unit": "mg"},
        "offset": "P0D",
        "every": f"P{weeks}W",
        "count": None,
    }
    schedule = {"anchor": "first_infusion", "phases": [phase], "min_gap": None, "lifetime_cap": None}
    Regimen.objects.create(therapy=therapy, fact=fact, jurisdiction="US", position=0, schedule=schedule)
    return therapy


def _way(infusion: Infusion, owner: Member, now: datetime) -> tuple[Step, Step]:
    """Something noted on the way to a dose: a proof with a photo, a step of one's own, whom to call."""
    letter = media.take_picture(owner=owner, upload=small_picture(), alt="", now=now)
    proof = care.note_step(
        infusion=infusion, kind=Kind.AUTHORISATION, by=owner, answer="done", who="kanari-me-who-7f3a",
        reference="kanari-me-reference-7f3a", note="kanari-me-stepnote-7f3a", picture=letter, now=now,
    )  # fmt: skip
    own = care.add_step(
        infusion=infusion, by=owner, title="kanari-runway-step-7f3a", owner="companion", days_before=1, now=now
    )
    center = OwnerOfStep.CENTER
    care.keep_contact(
        course=infusion.course, by=owner, owner=center, name="kanari-me-center-7f3a", phone="kanari-me-phone-7f3a"
    )
    return proof, own


def _test(therapy: Therapy) -> BaselineTest:
    """An invented test that it asks for."""
    why, asks = (
        Fact.objects.create(
            key=key, subject="demomab", predicate="tests", position=0, rank=0, value="Why", basis="read"
        )
        for key in ("demomab/why", "demomab/tests/before_first_dose/0")
    )
    test = BaselineTest.objects.create(slug="blood-count", name="Blood count", why=why, position=0)
    TherapyTest.objects.create(fact=asks, therapy=therapy, test=test, when="before_first_dose", position=0)
    return test


def small_picture() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(buffer, "PNG")
    return SimpleUploadedFile("window.png", buffer.getvalue())
