"""Making a group, and changing what it says of itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from myelin.groups.actions.belonging import let_in, locked_by_moderator
from myelin.groups.actions.refusals import StaysClosed, TooMany
from myelin.groups.models import Access, Group, Membership
from myelin.members.models import Member, Role

MOST_IN_A_WEEK = 2
"""Groups that one member opens in seven days."""

KEPT_SLUGS = {"new", "taken-out"}


@transaction.atomic
def open_group(
    *,
    by: Member,
    name: str,
    now: datetime,
    about: str = "",
    rules: str = "",
    access: Access = Access.OPEN,
    caregivers_only: bool = False,
) -> Group:
    """Make a group that `by` looks after.

    Raises:
        TooMany: `by` opened enough this week.
        StaysClosed: a group for caregivers is opened by one.
    """
    Member.objects.select_for_update().get(pk=by.pk)
    if Group.objects.filter(made_by=by, made_at__gt=now - timedelta(days=7)).count() >= MOST_IN_A_WEEK:
        raise TooMany(_("You opened two groups this week. Let them grow a little first."))
    if caregivers_only and by.role != Role.CAREGIVER:
        raise StaysClosed(_("A group for caregivers is opened by somebody who cares for someone."))
    group = Group.objects.create(
        slug=_free_slug(name, access),
        name=name,
        about=about,
        rules=rules,
        access=access,
        caregivers_only=caregivers_only,
        made_by=by,
        made_at=now,
    )
    membership = let_in(group, by, now)
    membership.role = Membership.Role.MODERATOR
    membership.save(update_fields=["role"])
    return group


@transaction.atomic
def edit_group(*, group: Group, by: Member, about: str, rules: str, access: Access) -> Group:
    """Change what a group says of itself, and who may join. It takes effect at once.

    Raises:
        NotThere: `by` does not look after it.
        StaysClosed: a group that was not open would be opened; what was said in it was said to few.
    """
    group = locked_by_moderator(group, by)
    if access == Access.OPEN and group.access != Access.OPEN:
        raise StaysClosed(_("What was said here was said to this group alone, so it cannot be opened to everybody."))
    group.about, group.rules, group.access = about, rules, access
    group.save(update_fields=["about", "rules", "access"])
    return group


def _free_slug(name: str, access: Access) -> str:
    """An address: chance for a private group, so that neither it nor a second one of that name tells of the first."""
    word = slugify(name)[:40].strip("-")
    if access == Access.PRIVATE or not word:
        return f"g-{secrets.token_hex(6)}"
    taken = word in KEPT_SLUGS or Group.objects.filter(slug=word).exists()
    return f"{word}-{secrets.token_hex(3)}" if taken else word
