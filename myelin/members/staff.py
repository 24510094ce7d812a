"""The groups of people who look after the community. Asked at every door that is theirs; costs one query a request."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from myelin.members.models import Member

AUTHORS = "authors"
REVIEWERS = "medical reviewers"
MODERATORS = "moderators"
OPERATORS = "operators"
DUTIES = (AUTHORS, REVIEWERS, MODERATORS, OPERATORS)


def belongs_to(member: Member | AnonymousUser, group: str) -> bool:
    """Whether a member belongs to one of the groups above."""
    if not isinstance(member, Member) or not member.is_active:
        return False
    known: set[str] | None = getattr(member, "_staff_groups", None)
    if known is None:
        known = set(member.groups.values_list("name", flat=True))
        member._staff_groups = known  # type: ignore[attr-defined]  # remembered for this request
    return group in known


def is_operator(member: Member | AnonymousUser) -> bool:
    """Whether a member runs this community."""
    return belongs_to(member, OPERATORS)


def is_moderator(member: Member | AnonymousUser) -> bool:
    """Whether a member looks after what is said here."""
    return belongs_to(member, MODERATORS)


def has_duty(member: Member | AnonymousUser) -> bool:
    """Whether a member looks after the community in any way."""
    if not isinstance(member, Member) or not member.is_active:
        return False
    return member.is_superuser or any(belongs_to(member, group) for group in DUTIES)


def is_excused(member: Member) -> bool:
    """Whether no second step is asked: an invented person of a demo, whom everybody may try with a password alone."""
    return settings.MYELIN_DEMO and member.is_demo


def owes_second_step(member: Member) -> bool:
    """Whether somebody with a duty has to set up a second step before any door of the staff opens."""
    if not has_duty(member) or is_excused(member):
        return False
    steps = Authenticator.objects.filter(user=member).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return not steps.exists()
