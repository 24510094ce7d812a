"""Follow somebody, and show one's road: treatments, hard things, a picture."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.media import actions as media
from myelin.media.drawing import Upload
from myelin.members import actions as members
from myelin.members.models import Audience, Member
from myelin.notifications.actions import notify
from myelin.pack.models import Symptom
from myelin.people.models import HardThing, Portrait, Treatment

MOST_TREATMENTS = 40
"""Far more than anybody has had."""


class TooManyTreatments(Refused):
    """More treatments than anybody has had."""


@transaction.atomic
def follow(*, member: Member, person: Member, now: datetime) -> bool:
    """Begin to follow somebody, or ask to, and let them know; says whether that is new.

    Raises NotThere (of `members`) when a block stands between.
    """
    new = members.follow(member=member, person=person, now=now)
    if new and person.approves_followers:
        notify(member=person, kind="follow_request", actor=member, url=reverse("people:followers"), now=now)
    elif new:
        notify(member=person, kind="follow", actor=member, url=f"/people/{member.handle}/", now=now)
    return new


@transaction.atomic
def accept_follower(*, member: Member, person: Member, now: datetime) -> None:
    """Let somebody follow who asked to, and let them know. Twice is once."""
    if members.accept_follower(member=member, person=person, now=now):
        notify(member=person, kind="follow_accepted", actor=member, url=f"/people/{member.handle}/", now=now)


@transaction.atomic
def tell_treatment(*, member: Member, **told: Any) -> Treatment:
    """Tell others about a medicine one has or had; `told` are the fields of `Treatment`, checked by the form.

    Raises TooManyTreatments at forty.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    if Treatment.objects.of(member).count() >= MOST_TREATMENTS:
        raise TooManyTreatments(_("Forty treatments are the most that fit here. You can take one out."))
    return Treatment.objects.create(member=member, **told)


@transaction.atomic
def change_treatment(*, treatment: Treatment, **told: Any) -> Treatment:
    """Change what one told about a medicine."""
    for name, value in told.items():
        setattr(treatment, name, value)
    treatment.save(update_fields=list(told))
    return treatment


def take_treatment_back(*, treatment: Treatment) -> None:
    """Stop telling about a medicine. Twice is safe."""
    Treatment.objects.filter(pk=treatment.pk).delete()


@transaction.atomic
def tell_hard_things(*, member: Member, symptoms: Collection[Symptom], audience: Audience) -> None:
    """Say which symptoms one lives with, and to whom; what is not named any more is not told any more."""
    HardThing.objects.of(member).exclude(symptom__in=symptoms).delete()
    HardThing.objects.bulk_create(
        [HardThing(member=member, symptom=symptom, audience=audience) for symptom in symptoms],
        update_conflicts=True,
        unique_fields=["member", "symptom"],
        update_fields=["audience"],
    )


@transaction.atomic
def show_portrait(
    *, member: Member, upload: Upload | None, alt: str, audience: Audience, now: datetime
) -> Portrait | None:
    """Put a picture on one's page, or change who sees the one that is there; the picture before it goes for good.

    Raises what `media.take_picture` raises.
    """
    before = Portrait.objects.of(member).select_for_update(of=("self",)).first()
    if upload is None:
        if before is not None:
            media.share(pictures=[before.picture], audience=audience, group=None)
        return before
    picture = media.take_picture(owner=member, upload=upload, alt=alt, now=now)
    media.share(pictures=[picture], audience=audience, group=None, now=now)
    if before is not None:
        media.remove_pictures([before.picture])
    return Portrait.objects.create(member=member, picture=picture)


@transaction.atomic
def remove_portrait(*, member: Member) -> None:
    """Take the picture off one's page, for good. Twice is safe."""
    media.remove_pictures(row.picture for row in Portrait.objects.of(member))
