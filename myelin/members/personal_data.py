from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from myelin.members.models import (
    ApiToken,
    Audience,
    Block,
    Buddyship,
    BuddyWish,
    Consent,
    Follow,
    FollowRequest,
    Grant,
    LastWish,
    Member,
    Mute,
    Profile,
    Seal,
    Session,
)
from myelin.members.models.profile import LINES


def export_for(member: Member) -> dict[str, object]:
    """Who a member is here: account, profile, consents, ties to others, keys and sessions. Never who blocked them."""
    return {
        "account": _account(member),
        "profile": _profile(member),
        "consents": [
            {"to": row.purpose, "words": row.version, "given_at": row.given_at, "withdrawn_at": row.withdrawn_at}
            for row in Consent.objects.filter(member=member).order_by("given_at", "id")
        ],
        "follows": _handles(Follow.objects.filter(follower=member).values_list("followee__handle", flat=True)),
        "followed_by": _handles(Follow.objects.filter(followee=member).values_list("follower__handle", flat=True)),
        "asked_to_follow": _handles(
            FollowRequest.objects.filter(follower=member).values_list("followee__handle", flat=True)
        ),
        "asked_by": _handles(FollowRequest.objects.filter(followee=member).values_list("follower__handle", flat=True)),
        "circle": _handles(Grant.objects.filter(owner=member).values_list("friend__handle", flat=True)),
        "in_circle_of": _handles(Grant.objects.filter(friend=member).values_list("owner__handle", flat=True)),
        "blocked": _handles(Block.objects.filter(blocker=member).values_list("blocked__handle", flat=True)),
        "would_like_a_buddy": list(BuddyWish.objects.of(member).values("side", "said_yes_at")),
        "buddies": [_buddy(row, member) for row in Buddyship.objects.with_member(member)],
        "last_wish": [
            {"what": row.what, "ask": row.contact and row.contact.handle, "told_at": row.told_at}
            for row in LastWish.objects.of(member)
        ],
        # The words are with the rooms that hold them.
        "posted_without_name": [row.made_at for row in Seal.objects.of(member).order_by("made_at", "id")],
        "muted": _handles(Mute.objects.filter(muter=member).values_list("muted__handle", flat=True)),
        "keys": [
            {"name": row.name, "made_at": row.made_at, "revoked_at": row.revoked_at}
            for row in ApiToken.objects.filter(member=member).order_by("made_at", "id")
        ],
        "sessions": [
            {"since": row.created_at, "last_seen_at": row.last_seen_at, "address": row.ip, "browser": row.user_agent}
            for row in UserSession.objects.filter(user=member).order_by("created_at", "id")
        ],
        "second_steps": [
            {"kind": row.type, "added_at": row.created_at, "last_used_at": row.last_used_at}
            for row in Authenticator.objects.filter(user=member).order_by("created_at", "id")
        ],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take everything about a member away and leave a number that means nobody.

    The number stays because the audit's entries, and the signatures on articles, point at it.
    """
    Profile.objects.filter(member=member).delete()
    Consent.objects.filter(member=member).delete()
    LastWish.objects.filter(member=member).delete()
    LastWish.objects.filter(contact=member).update(contact=None)
    ApiToken.objects.filter(member=member).delete()
    Follow.objects.filter(Q(follower=member) | Q(followee=member)).delete()
    FollowRequest.objects.filter(Q(follower=member) | Q(followee=member)).delete()
    Grant.objects.filter(Q(owner=member) | Q(friend=member)).delete()
    Block.objects.filter(Q(blocker=member) | Q(blocked=member)).delete()
    Mute.objects.filter(Q(muter=member) | Q(muted=member)).delete()
    BuddyWish.objects.of(member).delete()
    Buddyship.objects.with_member(member).delete()
    # With all that was written under them.
    Seal.objects.of(member).delete()
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user=member).delete()
    UserSession.objects.filter(user=member).delete()
    Session.objects.filter(member=member).delete()
    member.groups.clear()
    member.user_permissions.clear()
    fresh = Member(
        pk=member.pk, email=f"{member.pk}@erased.invalid", handle=f"left-{member.pk}", name="Somebody who left"
    )
    fresh.joined_at = fresh.erased_at = now
    fresh.is_active = False
    # Ends every session, too: each holds a mark made from the password.
    fresh.set_unusable_password()
    fresh.save(force_update=True)


def _account(member: Member) -> dict[str, object]:
    return {
        "emails": list(EmailAddress.objects.filter(user=member).order_by("id").values_list("email", flat=True))
        or [member.email],
        "handle": member.handle,
        "name": member.name,
        "role": member.role,
        "credentials": member.credentials,
        "organisation": member.organisation,
        "time_zone": member.time_zone,
        "language": member.language,
        "theme": member.theme,
        "calm": member.calm,
        "covered_themes": member.lens,
        "approves_followers": member.approves_followers,
        "joined_at": member.joined_at,
        "welcomed_at": member.welcomed_at,
        "last_login": member.last_login,
        "duties": sorted(member.groups.values_list("name", flat=True)),
    }


def _buddy(row: Buddyship, member: Member) -> dict[str, object]:
    """What a member knows of it: never that the other one said no."""
    asked = row.asked_by_id == member.pk
    return {
        "with": row.other(member).handle,
        "asked": asked,
        "asked_at": row.asked_at,
        "began_at": row.accepted_at,
        "not_this_time_at": None if asked else row.declined_at,
        "ended_at": row.ended_at,
    }


def _profile(member: Member) -> dict[str, object]:
    profile = Profile.objects.filter(member=member).first()
    if profile is None:
        return {}
    lines: dict[str, object] = {
        name: {"value": getattr(profile, name), "seen_by": Audience(getattr(profile, f"{name}_audience")).word}
        for name in LINES
    }
    return {"context_line": profile.context_line, **lines}


def _handles(rows: object) -> list[str]:
    return sorted(rows)  # type: ignore[call-overload, no-any-return]  # a flat QuerySet of texts
