"""Let people in, choose what each may see, and end it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.base.tokens import digest_of
from myelin.circle.actions.looks import note_look
from myelin.circle.models import CareFeed, Carer, CircleInvitation, LookKind, Scope, ScopeKind, StepTaking
from myelin.companion.actions.near import check_near
from myelin.live import actions as live
from myelin.members import actions as members
from myelin.members.models import Member, Purpose
from myelin.notifications import actions as notifications
from myelin.notifications import mail
from myelin.notifications.models import Notice

MOST_CARERS = 20
MOST_LETTERS = 5
"""Invitations by mail in a day: our letters go to nobody who does not know the member."""
INVITATION_LASTS = timedelta(days=14)
FARTHEST_LAST_DAY = timedelta(days=100 * 366)
"""How far ahead a part may be let through: for a life, and not to the end of the calendar."""
AT_ONCE = 200
"""Carers that one run of the job of each minute looks at."""


class CircleFull(Refused):
    """More people than a circle has room for."""


class AskedTooOften(Refused):
    """More letters than one day may see."""


class NotForYou(Refused):
    """An invitation that this member cannot say yes to."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a scope is open, in days of the member's zone; from now on, and until it is ended, where none is said."""

    since: date | None = None
    until: date | None = None


@transaction.atomic
def invite(
    *, member: Member, person: Member, called: str = "", scopes: list[str], until: date | None = None, now: datetime
) -> CircleInvitation:
    """Ask another member to care for one. Asking again, while they have not answered, changes what is offered.

    Raises:
        CircleFull: the circle has no room left.
        NotThere: a block stands between the two.
        FarAway: the last day lies more than a hundred years ahead.
    """
    _agrees_and_has_room(member)
    _check_near(until, now)
    members.check_may_meet(member=member, person=person)
    offer = {"called": called, "scopes": scopes, "until": until, "made_at": now, "ends_at": now + INVITATION_LASTS}
    row, made = CircleInvitation.objects.of(member).update_or_create(
        member=member, person=person, answered_at=None, defaults=offer
    )
    if made:
        url = reverse("circle:invitation", args=[row.pk])
        notifications.notify(member=person, kind=Notice.Kind.CIRCLE_INVITATION, actor=member, url=url, now=now)
    audit.record(actor=member, action="circle.invited", subject=row, now=now)
    return row


@transaction.atomic
def invite_by_mail(
    *, member: Member, address: str, link: str, called: str = "", scopes: list[str], until: date | None = None,
    secret: str, now: datetime,
) -> CircleInvitation:  # fmt: skip
    """Ask whoever reads a mailbox. The letter holds `link`, which ends in `secret`; only its SHA-256 is kept.

    Raises:
        CircleFull: the circle has no room left.
        AskedTooOften: five letters went out within a day.
        FarAway: the last day lies more than a hundred years ahead.
    """
    _agrees_and_has_room(member)
    _check_near(until, now)
    lately = CircleInvitation.objects.filter(member=member, digest__isnull=False, made_at__gt=now - timedelta(days=1))
    if lately.count() >= MOST_LETTERS:
        raise AskedTooOften(_("Five letters a day are the most. You can write the next one tomorrow."))
    row = CircleInvitation.objects.create(
        member=member, address=address, digest=digest_of(secret), called=called, scopes=scopes, until=until,
        made_at=now, ends_at=now + INVITATION_LASTS,
    )  # fmt: skip
    mail.send(
        to=address,
        subject=_("%(name)s invites you to their circle") % {"name": member.name},
        template="circle/mail/invitation",
        context={"name": member.name, "link": link},
        key=f"circle.invitation/{row.pk}",
        now=now,
    )
    audit.record(actor=member, action="circle.invited", subject=row, now=now)
    return row


@transaction.atomic
def withdraw_invitation(*, invitation: CircleInvitation, by: Member, now: datetime) -> None:
    """Take an invitation back; its link ends, and its notice is gone. Twice is safe."""
    row = CircleInvitation.objects.of(by).select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if row is not None:
        _settle(row, now)


@transaction.atomic
def accept(*, invitation: CircleInvitation, person: Member, now: datetime) -> Carer:
    """Say yes: one is in the circle from now on, with what was offered. Twice is safe.

    Raises:
        NotForYou: it was answered by somebody else, taken back or has ended, or it is one's own.
        NotThere: a block stands between the two.
    """
    row = CircleInvitation.objects.select_for_update(of=("self",)).select_related("member").get(pk=invitation.pk)
    known = Carer.objects.caring(person).filter(member=row.member_id).first()
    if row.answered_at is not None and known is not None and row.person_id == person.pk:
        return known
    _may_answer(row, person, now)
    members.let_in(member=row.member, person=person, now=now)
    grant = row.member.circle.get(friend=person)
    carer, _made = Carer.objects.update_or_create(
        member=row.member, person=person, defaults={"grant": grant, "called": row.called, "accepted_at": now}
    )
    spans = {kind: Span(until=row.until) for kind in row.scopes}
    _write_scopes(carer, row.member, spans, now)
    row.person = person
    _settle(row, now)
    note_look(member=row.member, person=person, kind=LookKind.JOINED, now=now)
    url = reverse("circle:circle")
    notifications.notify(member=row.member, kind=Notice.Kind.CIRCLE_ACCEPTED, actor=person, url=url, now=now)
    return carer


@transaction.atomic
def decline(*, invitation: CircleInvitation, person: Member, now: datetime) -> None:
    """Say no. Nobody is told. Twice is safe."""
    row = CircleInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.answered_at is None and row.person_id in {None, person.pk} and row.member_id != person.pk:
        row.person = person
        _settle(row, now)


@transaction.atomic
def set_scopes(*, carer: Carer, by: Member, spans: Mapping[str, Span], now: datetime) -> None:
    """Say what a carer may see and do from now on: what is not in `spans` ends at once, on pages, feeds and streams."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    carer = Carer.objects.of(by).select_for_update(of=("self",)).get(pk=carer.pk)
    _write_scopes(carer, by, spans, now)


@transaction.atomic
def end(*, carer: Carer, by: Member, now: datetime) -> None:
    """End it, from either side and at once: pages, calendar, streams, news. Tasks that they took are open again."""
    row = Carer.objects.select_for_update(of=("self",)).filter(pk=carer.pk).select_related("member", "person").first()
    if row is None or by.pk not in {row.member_id, row.person_id}:
        return
    if by.pk == row.person_id:
        note_look(member=row.member, person=by, kind=LookKind.LEFT, now=now)
    _close(row, ScopeKind.values)
    # The carer hangs on the grant, and all of theirs on the carer.
    members.let_out(member=row.member, person=row.person)
    audit.record(actor=by, action="circle.ended", subject=row.person, now=now)


def close_what_is_over(*, now: datetime) -> int:
    """End the parts whose last day is over, as if the member had switched them off; say of how many carers.

    Pages, deeds and calendars ask for the day themselves; this ends what does not ask: streams, and what was taken.
    """
    carers = list(Carer.objects.filter(scopes__in=Scope.objects.over(now)).distinct().order_by("pk")[:AT_ONCE])
    for carer in carers:
        _close_over(carer, now)
    return len(carers)


@transaction.atomic
def _close_over(carer: Carer, now: datetime) -> None:
    row = Carer.objects.select_for_update(of=("self",)).filter(pk=carer.pk).select_related("member", "person").first()
    if row is None:
        return
    ended = list(row.scopes.over(now).values_list("kind", flat=True))
    row.scopes.filter(kind__in=ended).delete()
    for kind in ended:
        audit.record(actor=None, action=f"circle.{kind}_ended", subject=row.person, now=now)
    _close(row, ended)
    live.announce(channels=[f"member:{row.person_id}"], what="ties", now=now)


def _agrees_and_has_room(member: Member) -> None:
    members.check_agreed(member=member, purpose=Purpose.ACCOUNT)
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if Carer.objects.of(member).count() + CircleInvitation.objects.of(member).count() >= MOST_CARERS:
        raise CircleFull(_("Twenty people and invitations are the most. You can end one that you do not need."))


def _may_answer(row: CircleInvitation, person: Member, now: datetime) -> None:
    theirs = row.person_id in {None, person.pk} and row.member_id != person.pk
    if row.answered_at is not None or row.ends_at <= now or not theirs:
        raise NotForYou(_("This invitation is not open any more. You can ask for a new one."))


def _settle(row: CircleInvitation, now: datetime) -> None:
    row.answered_at, row.address = now, ""
    row.save(update_fields=["answered_at", "address", "person"])
    if row.person is not None:
        notifications.forget(member=row.person, kinds=[Notice.Kind.CIRCLE_INVITATION], actor_id=row.member_id)


def _write_scopes(carer: Carer, member: Member, spans: Mapping[str, Span], now: datetime) -> None:
    ended = [scope.kind for scope in carer.scopes.exclude(kind__in=spans)]
    carer.scopes.filter(kind__in=ended).delete()
    for kind, span in spans.items():
        _check_near(span.since, now)
        _check_near(span.until, now)
        begun = _start_of(span.since, member) if span.since else now
        ends_at = _start_of(span.until + timedelta(days=1), member) if span.until else None
        kept = carer.scopes.filter(kind=kind).first()
        if kept is not None and not span.since:
            begun = min(kept.starts_at, begun)
        scope = kept or Scope(carer=carer, kind=kind)
        scope.starts_at, scope.ends_at = begun, ends_at
        try:
            with transaction.atomic():
                scope.save()
        except IntegrityError as twisted:
            raise Refused(_("The last day cannot come before the first one. Could the two be swapped?")) from twisted
        audit.record(actor=member, action=f"circle.{kind}_given", subject=carer.person, now=now)
    for kind in ended:
        audit.record(actor=member, action=f"circle.{kind}_ended", subject=carer.person, now=now)
    _close(carer, ended)
    live.announce(channels=[f"member:{carer.person_id}"], what="ties", now=now)


def _check_near(day: date | None, now: datetime) -> None:
    if day is not None:
        check_near(day, now=now, ahead=FARTHEST_LAST_DAY)


def _close(carer: Carer, kinds: list[str]) -> None:
    """Take back what a part that is shut left with a carer: addresses, steps, and news of it on any bell or device."""
    if ScopeKind.CALENDAR in kinds:
        CareFeed.objects.filter(carer=carer).delete()
    if ScopeKind.RUNWAY in kinds:
        StepTaking.objects.filter(carer=carer).delete()
    if ScopeKind.TIRED in kinds:
        notifications.forget(member=carer.person, kinds=[Notice.Kind.CIRCLE_WORD], actor_id=carer.member_id)


def _start_of(day: date, member: Member) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(member.time_zone))
