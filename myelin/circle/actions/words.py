"""What carers note, the member's one word for today, and the steps and dates that carers take along."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.rows import get_or_make
from myelin.base.tokens import digest_of, new_secret
from myelin.circle.actions.looks import note_look
from myelin.circle.actions.tasks import TakenAlready
from myelin.circle.models import CareFeed, Carer, LookKind, Observation, Scope, ScopeKind, StepTaking, TiredDay
from myelin.circle.queries import day_of
from myelin.companion.models import Infusion
from myelin.live import actions as live
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.notifications import actions as notifications
from myelin.notifications.models import Notice

MOST_NOTES_A_DAY = 20


class NotLetThrough(Refused):
    """The member does not let this carer do it, or not any more."""

    status = 404


class TooManyNotes(Refused):
    """More notes than one day has."""


@transaction.atomic
def observe(*, carer: Carer, text: str, day: date, now: datetime) -> Observation:
    """A carer notes something about the member: in words of their own, apart from the diary.

    Raises:
        NotLetThrough: notes are not let through.
        TooManyNotes: twenty are noted within a day.
    """
    _check(carer, ScopeKind.OBSERVER, now)
    mine = Observation.objects.by(carer.person, carer.member)
    if mine.filter(written_at__gt=now - timedelta(days=1)).count() >= MOST_NOTES_A_DAY:
        raise TooManyNotes(_("Twenty notes a day are the most."))
    row = Observation.objects.create(
        member=carer.member, author=carer.person, text=text, day=day, written_at=now
    )  # fmt: skip
    note_look(member=carer.member, person=carer.person, kind=LookKind.NOTED, now=now)
    url = reverse("circle:circle")
    notifications.notify(member=carer.member, kind=Notice.Kind.CIRCLE_NOTE, actor=carer.person, url=url, now=now)
    return row


@transaction.atomic
def hide_observation(*, observation: Observation, by: Member, now: datetime) -> None:
    """Fold a note away. Twice is safe."""
    Observation.objects.of(by).filter(pk=observation.pk, hidden_at=None).update(hidden_at=now)


@transaction.atomic
def show_observation(*, observation: Observation, by: Member) -> None:
    """Unfold it again. Twice is safe."""
    Observation.objects.of(by).filter(pk=observation.pk).update(hidden_at=None)


@transaction.atomic
def remove_observation(*, observation: Observation, by: Member, now: datetime) -> None:
    """Delete a note about oneself, for both. Twice is safe."""
    if Observation.objects.of(by).filter(pk=observation.pk).delete()[0]:
        audit.record(actor=by, action="observation.removed", subject=observation, now=now)


@transaction.atomic
def tell_tired(*, member: Member, now: datetime) -> TiredDay:
    """Tell the circle one word, for today in the member's zone. Told twice, it is told once."""
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    row, made = get_or_make(TiredDay.objects.all(), member=member, day=day_of(member, now), defaults={"told_at": now})
    if made:
        url = reverse("circle:person", args=[member.handle])
        hears = Scope.objects.open(now).filter(kind=ScopeKind.TIRED)
        carers = list(Carer.objects.of(member).filter(scopes__in=hears).order_by("pk"))
        for carer in carers:
            notifications.notify(member=carer.person, kind=Notice.Kind.CIRCLE_WORD, actor=member, url=url, now=now)
        # To each of them: on a channel of the whole circle those would hear that there is a word who may not read it.
        live.announce(channels=[f"member:{carer.person_id}" for carer in carers], what="word", now=now)
    return row


@transaction.atomic
def take_tired_back(*, member: Member, now: datetime) -> None:
    """Take the word back, with its news. Twice is safe."""
    TiredDay.objects.filter(member=member, day=day_of(member, now)).delete()
    for carer in Carer.objects.of(member):
        notifications.forget(member=carer.person, kinds=[Notice.Kind.CIRCLE_WORD], actor_id=member.pk)


@transaction.atomic
def take_step(*, carer: Carer, infusion: Infusion, key: str, now: datetime) -> StepTaking:
    """A carer does one step of the plan. Taking it again is safe.

    Raises:
        NotLetThrough: the steps are not let through.
        TakenAlready: another carer was first.
    """
    _check(carer, ScopeKind.RUNWAY, now)
    try:
        with transaction.atomic():
            row = StepTaking.objects.create(
                member=carer.member, infusion=infusion, key=key, carer=carer, taken_at=now
            )  # fmt: skip
    except IntegrityError:
        kept = StepTaking.objects.filter(infusion=infusion, key=key, carer=carer).first()
        if kept is None:
            raise TakenAlready(_("Somebody was a little faster. Thank you all the same.")) from None
        return kept
    note_look(member=carer.member, person=carer.person, kind=LookKind.STEP_TAKEN, now=now)
    return row


@transaction.atomic
def give_step_back(*, carer: Carer, infusion: Infusion, key: str, now: datetime) -> None:
    """A carer cannot do a step after all. Twice is safe."""
    if StepTaking.objects.filter(infusion=infusion, key=key, carer=carer).delete()[0]:
        note_look(member=carer.member, person=carer.person, kind=LookKind.STEP_LEFT, now=now)


@transaction.atomic
def open_feed(*, carer: Carer, now: datetime) -> str:
    """Make the secret address of a carer's calendar; returns its last part once. The one before it ends.

    Raises NotLetThrough when the calendar is not let through.
    """
    _check(carer, ScopeKind.CALENDAR, now)
    secret = new_secret()
    told = {"digest": digest_of(secret), "made_at": now, "last_read_on": None}
    CareFeed.objects.update_or_create(carer=carer, defaults=told)
    audit.record(actor=carer.person, action="circle_feed.opened", subject=carer.member, now=now)
    return secret


@transaction.atomic
def close_feed(*, carer: Carer) -> None:
    """Stop the address from working. Twice is safe."""
    CareFeed.objects.filter(carer=carer).delete()


@transaction.atomic
def note_reading(*, feed: CareFeed, now: datetime) -> None:
    """Put it into the member's log that a program read the dates: once a day, since programs ask all day long."""
    today = day_of(feed.carer.member, now)
    changed = CareFeed.objects.filter(pk=feed.pk).exclude(last_read_on=today).update(last_read_on=today)
    if changed:
        note_look(member=feed.carer.member, person=feed.carer.person, kind=LookKind.FEED, now=now)


def _check(carer: Carer, kind: ScopeKind, now: datetime) -> None:
    standing = Scope.objects.open(now).filter(carer=carer, kind=kind).select_for_update()
    if not standing.exists():
        raise NotLetThrough(_("This is not open to you, or not any more."))
