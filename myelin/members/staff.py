"""The groups of people who look after the community. Asked at every door that is theirs; costs one query a request."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from myelin.members.models import Member

AUTHORS = "authors"
REVIEWERS = "medical reviewers"
MODERATORS = "moderators"
OPERATORS = "operators"


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
