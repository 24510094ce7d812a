"""Note what became of a step on the way to an infusion; keep whom to call."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.companion.models import OWN, Contact, Course, Infusion, Owner, Step
from myelin.companion.steps import NOT_TO_TICK, Kind
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

MOST_OWN_STEPS = 20
DONE, NOT_NEEDED = "done", "not_needed"
"""Answers that settle a step; every other one leaves it open."""


class NotToTick(Refused):
    """The step follows from something else."""


class TooManySteps(Refused):
    """More own steps than a plan can show."""


@transaction.atomic
def note_step(
    *, infusion: Infusion, kind: Kind, by: Member, answer: str, now: datetime, number: int | None = None,
    who: str = "", reference: str = "", note: str = "", picture: Picture | None = None,
) -> Step:  # fmt: skip
    """Keep what was said about a step, with its proof. Saying it again replaces what was said; a photo stays.

    number: which one, of an own step. Raises NotToTick for what follows from the tests or from the dose itself.
    """
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    if kind in NOT_TO_TICK:
        raise NotToTick(_("This follows from what you note elsewhere, so there is nothing to tick here."))
    infusion = _locked(infusion, by)
    mine = Step.objects.of(by).filter(infusion=infusion, kind=kind)
    kept_step = mine.filter(pk=number or 0).get() if kind == Kind.OWN else mine.first()
    step = kept_step or Step(member=by, infusion=infusion, kind=kind)
    step.done_at = now if answer == DONE else None
    step.not_needed_at = now if answer == NOT_NEEDED else None
    told = {"answer": answer, "who": who, "reference": reference, "note": note}
    kept = {key: value for key, value in step.said.items() if key in {"title", "owner"}}
    step.said, step.noted_at = kept | {key: value for key, value in told.items() if value}, now
    if picture is not None:
        if step.picture is not None:
            media.remove_pictures([step.picture])
        media.keep_apart(pictures=[picture], now=now)
        step.picture = picture
    step.save()
    audit.record(actor=by, action="step.noted", subject=step, now=now)
    return step


@transaction.atomic
def add_step(*, infusion: Infusion, by: Member, title: str, owner: str, days_before: int, now: datetime) -> Step:
    """Put a step of one's own on the way. Raises TooManySteps above twenty."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    infusion = _locked(infusion, by)
    if Step.objects.of(by).filter(infusion=infusion, kind=OWN).count() >= MOST_OWN_STEPS:
        raise TooManySteps(_("Twenty steps of your own are the most. You can remove one that you do not need."))
    said = {"title": title, "owner": owner}
    step = Step.objects.create(
        member=by, infusion=infusion, kind=OWN, days_before=days_before, noted_at=now,
        said=said,  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip
    audit.record(actor=by, action="step.added", subject=step, now=now)
    return step


@transaction.atomic
def remove_step(*, infusion: Infusion, by: Member, number: int) -> None:
    """Take a step of one's own off the way. Twice is safe."""
    mine = Step.objects.of(by).filter(infusion=infusion, kind=OWN, pk=number)
    media.remove_pictures([step.picture for step in mine.select_related("picture") if step.picture is not None])
    mine.delete()


@transaction.atomic
def keep_contact(*, course: Course, by: Member, owner: Owner, name: str, phone: str) -> None:
    """Keep whom to call about a treatment; nothing in both takes it away."""
    members.check_agreed(member=by, purpose=Purpose.ACCOUNT)
    course = Course.objects.of(by).select_for_update(of=("self",)).get(pk=course.pk)
    mine = Contact.objects.of(by)
    if not name and not phone:
        mine.filter(course=course, owner=owner).delete()
        return
    said = {"name": name, "phone": phone}
    mine.update_or_create(
        course=course, owner=owner, defaults={"member": by, "said": said}  # type: ignore[misc]  # a field of any JSON
    )  # fmt: skip


def _locked(infusion: Infusion, by: Member) -> Infusion:
    return Infusion.objects.of(by).select_for_update(of=("self",)).get(pk=infusion.pk)
