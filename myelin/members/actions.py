"""What members do about themselves and each other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.base.rows import get_or_make
from myelin.base.tokens import digest_of, new_secret
from myelin.live import actions as live
from myelin.members import sealing
from myelin.members.models import (
    ApiToken,
    Block,
    Buddyship,
    Consent,
    Follow,
    FollowRequest,
    Grant,
    LastWish,
    Member,
    Mute,
    Profile,
    Purpose,
    Role,
    Session,
)

CONSENT_VERSION = "2026-11"
"""The words on the consent page; raise it when their meaning changes."""


class NotThere(Refused):
    """The other member does not exist for this one."""

    status = 404


class NotAgreed(Refused):
    """Something would be kept for a purpose that the member has not said yes to, or took the yes back."""

    def __init__(self) -> None:
        super().__init__(
            _("We keep health details only with your yes, and we do not have it now. You can give it any time.")
        )


def begin_profile(*, member: Member) -> Profile:
    """Make the empty profile that every member has. Twice is once."""
    profile, _made = Profile.objects.get_or_create(member=member)
    return profile


@transaction.atomic
def welcome(*, member: Member, role: Role, time_zone: str, purposes: Collection[Purpose], now: datetime) -> Member:
    """Keep what somebody new chose: their role, their time zone and what they agree to.

    Another role is another set of groups to read in, so open streams end and ask again.
    """
    if member.role != role:
        live.announce(channels=[f"member:{member.pk}"], what="ties", now=now)
    member.role, member.time_zone, member.welcomed_at = role, time_zone, member.welcomed_at or now
    member.save(update_fields=["role", "time_zone", "welcomed_at"])
    for purpose in Purpose:
        give_or_withdraw(member=member, purpose=purpose, agrees=purpose in purposes, now=now)
    return member


@transaction.atomic
def give_or_withdraw(*, member: Member, purpose: Purpose, agrees: bool, now: datetime) -> None:
    """Note a yes, or take it back; saying the same again changes nothing."""
    standing = Consent.objects.standing().filter(member=member, purpose=purpose)
    if agrees and not standing.exists():
        Consent.objects.create(member=member, purpose=purpose, version=CONSENT_VERSION, given_at=now)
    elif not agrees:
        standing.update(withdrawn_at=now)


def check_agreed(*, member: Member, purpose: Purpose) -> None:
    """Raise NotAgreed unless the member's yes to this purpose stands."""
    if not Consent.objects.standing().filter(member=member, purpose=purpose).exists():
        raise NotAgreed


def check_may_meet(*, member: Member, person: Member) -> None:
    """Raise NotThere for oneself, for a memorial, and where a block stands between the two."""
    between = Q(blocker=member, blocked=person) | Q(blocker=person, blocked=member)
    if member.pk == person.pk or person.remembered_at is not None or Block.objects.filter(between).exists():
        raise NotThere(_("This member is not here."))


@transaction.atomic
def follow(*, member: Member, person: Member, now: datetime) -> bool:
    """Begin to follow somebody, or ask to where they approve their followers; says whether that is new.

    Raises NotThere when a block stands between.
    """
    _one_at_a_time(member, person)
    check_may_meet(member=member, person=person)
    if not person.approves_followers:
        return _begin_to_follow(member, person, now)
    if Follow.objects.filter(follower=member, followee=person).exists():
        return False
    _request, made = get_or_make(
        FollowRequest.objects.all(), follower=member, followee=person, defaults={"asked_at": now}
    )
    return made


@transaction.atomic
def accept_follower(*, member: Member, person: Member, now: datetime) -> bool:
    """Let somebody follow who asked to; says whether they did ask. Twice is once."""
    _one_at_a_time(member, person)
    gone, _per_model = FollowRequest.objects.filter(follower=person, followee=member).delete()
    return bool(gone) and _begin_to_follow(person, member, now)


def decline_follower(*, member: Member, person: Member) -> None:
    """Let a request go. Nobody is told; they may ask again."""
    FollowRequest.objects.filter(follower=person, followee=member).delete()


@transaction.atomic
def approve_followers(*, member: Member, on: bool, now: datetime) -> None:
    """Approve one's followers from now on, or stop; then whoever asked is let in."""
    Member.objects.filter(pk=member.pk).update(approves_followers=on)
    if not on:
        for request in FollowRequest.objects.to(member).order_by("follower_id"):
            accept_follower(member=member, person=request.follower, now=now)


@transaction.atomic
def unfollow(*, member: Member, person: Member) -> None:
    """Stop following, or take the request back. Twice is safe."""
    FollowRequest.objects.filter(follower=member, followee=person).delete()
    gone, _per_model = Follow.objects.filter(follower=member, followee=person).delete()
    if gone:
        _follows_changed(member)


@transaction.atomic
def let_in(*, member: Member, person: Member, now: datetime) -> bool:
    """Let somebody into one's circle; says whether that is new. Raises NotThere when a block stands between."""
    _one_at_a_time(member, person)
    check_may_meet(member=member, person=person)
    _grant, made = get_or_make(Grant.objects.all(), owner=member, friend=person, defaults={"granted_at": now})
    if made:
        _follows_changed(person)
    return made


@transaction.atomic
def let_out(*, member: Member, person: Member) -> None:
    """Take somebody out of one's circle, at once. Twice is safe."""
    gone, _per_model = Grant.objects.filter(owner=member, friend=person).delete()
    LastWish.objects.of(member).filter(contact=person).update(contact=None)
    if gone:
        _end_streams(person)


@transaction.atomic
def block(*, member: Member, person: Member, now: datetime) -> None:
    """Make two members not exist for each other; follows, circles and buddies between them end. Nobody is told.

    Raises NotThere for oneself, and for somebody who blocked this member first.
    """
    _one_at_a_time(member, person)
    if member.pk == person.pk or Block.objects.filter(blocker=person, blocked=member).exists():
        raise NotThere(_("This member is not here."))
    sealing.keep_apart(author=member, person=person)
    get_or_make(Block.objects.all(), blocker=member, blocked=person, defaults={"blocked_at": now})
    Follow.objects.filter(Q(follower=member, followee=person) | Q(follower=person, followee=member)).delete()
    FollowRequest.objects.filter(Q(follower=member, followee=person) | Q(follower=person, followee=member)).delete()
    Grant.objects.filter(Q(owner=member, friend=person) | Q(owner=person, friend=member)).delete()
    LastWish.objects.filter(Q(member=member, contact=person) | Q(member=person, contact=member)).update(contact=None)
    Buddyship.objects.open().between(member, person).update(ended_at=now)
    _end_streams(member, person, now=now)


@transaction.atomic
def unblock(*, member: Member, person: Member) -> None:
    """Take a block back; what it ended does not come back by itself."""
    sealing.bring_back(author=member, person=person)
    Block.objects.filter(blocker=member, blocked=person).delete()


@transaction.atomic
def wish(*, member: Member, what: LastWish.What, contact: Member | None, now: datetime) -> LastWish:
    """Say what shall happen to one's account after death, and whom of one's circle to ask.

    Raises NotThere when `contact` is not in the circle.
    """
    if contact is not None and not Grant.objects.of(member).filter(friend=contact).exists():
        raise NotThere(_("They are not in your circle."))
    told = {"what": what, "contact": contact, "told_at": now}
    row, _made = LastWish.objects.update_or_create(member=member, defaults=told)
    return row


def take_wish_back(*, member: Member) -> None:
    """Wish nothing any more. Twice is safe."""
    LastWish.objects.of(member).delete()


@transaction.atomic
def remember(*, member: Member, now: datetime) -> bool:
    """Make somebody's page a memorial; says whether that is new. What they shared stays, for whom it was meant.

    Every session and key ends, and nobody waits for an answer of theirs any more.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.remembered_at is not None:
        return False
    member.remembered_at = now
    member.save(update_fields=["remembered_at"])
    UserSession.objects.filter(user=member).delete()
    Session.objects.filter(member=member).delete()
    ApiToken.objects.filter(member=member, revoked_at=None).update(revoked_at=now)
    FollowRequest.objects.filter(Q(follower=member) | Q(followee=member)).delete()
    _end_streams(member)
    return True


@transaction.atomic
def end_memorial(*, member: Member) -> bool:
    """Take a memorial back; says whether there was one. They sign in again; keys of before stay stopped."""
    return bool(Member.objects.filter(pk=member.pk).exclude(remembered_at=None).update(remembered_at=None))


@transaction.atomic
def mute(*, member: Member, person: Member, now: datetime) -> None:
    """Leave out of feeds and news what somebody shares. They are not told. Twice is once.

    Raises NotThere when a block stands between.
    """
    check_may_meet(member=member, person=person)
    get_or_make(Mute.objects.all(), muter=member, muted=person, defaults={"muted_at": now})


def unmute(*, member: Member, person: Member) -> None:
    """Take it back. Twice is safe."""
    Mute.objects.filter(muter=member, muted=person).delete()


def set_lens(*, member: Member, themes: Collection[str]) -> None:
    """Cover what is about these themes from now on, and nothing else."""
    member.lens = list(themes)
    Member.objects.filter(pk=member.pk).update(lens=member.lens)


def set_calm(*, member: Member, on: bool) -> None:
    """Switch calm mode on or off."""
    Member.objects.filter(pk=member.pk).update(calm=on)


@transaction.atomic
def make_token(*, member: Member, name: str, now: datetime) -> str:
    """Make a personal key to the API (256 random bits). It is told here and never again."""
    token = f"my_{new_secret()}"
    ApiToken.objects.create(member=member, digest=digest_of(token), name=name, made_at=now)
    return token


@transaction.atomic
def revoke_token(*, token: ApiToken, now: datetime) -> None:
    """Stop a key from opening anything, at once."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def _one_at_a_time(member: Member, person: Member) -> None:
    """Hold what ties two members until the end of the transaction: a block ends what stands, and nothing begins beside it.

    One row of the two is enough, and always the same one. Rows of members themselves are held by other actions for long.
    """
    list(Profile.objects.select_for_update().filter(member_id=min(member.pk, person.pk)).values_list("pk"))


def _begin_to_follow(member: Member, person: Member, now: datetime) -> bool:
    _follow, made = get_or_make(Follow.objects.all(), follower=member, followee=person, defaults={"followed_at": now})
    if made:
        _follows_changed(member)
    return made


def _follows_changed(member: Member) -> None:
    """Let the open pages of a member listen to whom and what they follow from now on."""
    live.announce(channels=[f"member:{member.pk}"], what="follows")


def _end_streams(*members: Member, now: datetime | None = None) -> None:
    """Let the open pages of members ask anew what they may hear."""
    live.announce(channels=[f"member:{member.pk}" for member in members], what="ties", now=now)
