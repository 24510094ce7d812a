"""What those who look after a group do with the people in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.base.rows import get_or_make
from myelin.groups.actions.belonging import let_out, locked_by_moderator
from myelin.groups.actions.refusals import NotThere
from myelin.groups.models import Group, Membership, Removal
from myelin.members.models import Member


@transaction.atomic
def hand_over(*, group: Group, by: Member, to: Member, staying: bool) -> None:
    """Let another member look after the group: too (`staying`), or instead. Twice is safe.

    Raises NotThere when `by` does not look after it, or `to` is not in it as far as `by` can see.
    """
    group = locked_by_moderator(group, by)
    chosen = Membership.objects.met_by(by).filter(group=group, member=to).exclude(member=by).first()
    if chosen is None or not Group.objects.joined_by(to).filter(pk=group.pk).exists():
        raise NotThere(_("They are not in this group."))
    Membership.objects.filter(pk=chosen.pk).update(role=Membership.Role.MODERATOR)
    if not staying:
        Membership.objects.of(by).filter(group=group).update(role=Membership.Role.MEMBER)


@transaction.atomic
def remove_member(*, group: Group, by: Member, person: Member, now: datetime) -> None:
    """Ask somebody out of the group; they read nothing there from the next request on. Twice is safe.

    Raises NotThere when `by` does not look after the group, or `person` is not in it or looks after it too.
    """
    group = locked_by_moderator(group, by)
    inside = Membership.objects.filter(group=group, member=person).first()
    if inside is None:
        if Removal.objects.filter(group=group, member=person).exists():
            return
        raise NotThere(_("They are not in this group."))
    if inside.role == Membership.Role.MODERATOR:
        raise NotThere(_("They look after this group too."))
    let_out(group, person, now)
    get_or_make(Removal.objects.all(), group=group, member=person, defaults={"removed_at": now})
