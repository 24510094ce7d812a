"""Being asked, and what waits, as JSON: the same form and the same actions as the pages."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from myelin.base.api import Size, check_form
from myelin.base.pages import keyset
from myelin.discussion.api import member_of
from myelin.helping import actions, queries
from myelin.helping.forms import HelperForm
from myelin.helping.models import Energy, Helper, HelpInvitation
from myelin.questions.queries import title_for

router = Router(tags=["helping"])


class Yes(Schema):
    """How I may be asked: topics and medicines by slug, quiet hours in my own zone, energy usual, easy or rest."""

    topics: list[str] = []
    medicines: list[str] = []
    told_year: int | None = None
    weekly_cap: int = 2
    quiet_from: time = time(21)
    quiet_to: time = time(9)
    energy: str = "usual"
    volunteers: bool = False


class YesOut(Yes):
    paused: bool


class InvitationOut(Schema):
    id: int
    question: int
    title: str
    asked_at: datetime


class WaitingOut(Schema):
    id: int
    url: str
    title: str
    asked_at: datetime


class Waiting(Schema):
    items: list[WaitingOut]
    next: str | None


@router.get("helping", response=YesOut | None, url_name="helping")
def get_yes(request: HttpRequest) -> YesOut | None:
    """How I may be asked; null when I did not say yes."""
    helper = Helper.objects.of(member_of(request)).prefetch_related("topics", "medicines").first()
    return None if helper is None else _yes(helper)


@router.put("helping", response=YesOut, url_name="say_yes")
def say_yes(request: HttpRequest, body: Yes) -> YesOut:
    """Say that I may be asked, or change how."""
    member = member_of(request)
    form = HelperForm(body.dict(), instance=Helper.objects.of(member).first())
    check_form(form)
    return _yes(actions.say_yes(member=member, now=timezone.now(), **form.cleaned_data))


@router.delete("helping", response={204: None}, url_name="say_no")
def say_no(request: HttpRequest) -> tuple[int, None]:
    """Not be asked any more."""
    actions.say_no(member=member_of(request))
    return 204, None


@router.put("helping/pause", response={204: None}, url_name="pause")
def pause(request: HttpRequest) -> tuple[int, None]:
    """Be asked nothing for now."""
    actions.pause(member=member_of(request), now=timezone.now())
    return 204, None


@router.delete("helping/pause", response={204: None}, url_name="resume")
def resume(request: HttpRequest) -> tuple[int, None]:
    """May be asked again."""
    actions.resume(member=member_of(request))
    return 204, None


@router.get("invitations", response=list[InvitationOut], url_name="invitations")
def invitations(request: HttpRequest) -> list[InvitationOut]:
    """What I am asked and may still answer, newest first; at most 20."""
    member = member_of(request)
    rows = HelpInvitation.objects.waiting_for(member).order_by("-asked_at", "-id")[:20]
    return [
        InvitationOut(id=row.pk, question=row.question_id, title=title_for(member, row.question), asked_at=row.asked_at)
        for row in rows
    ]


@router.delete("invitations/{invitation_id}", response={204: None}, url_name="not_today")
def not_today(request: HttpRequest, invitation_id: int) -> tuple[int, None]:
    """Not today; nobody is told."""
    found = get_object_or_404(HelpInvitation.objects.of(member_of(request)), pk=invitation_id)
    actions.not_today(invitation=found, now=timezone.now())
    return 204, None


@router.get("waiting-questions", response=Waiting, url_name="waiting")
def waiting(request: HttpRequest, after: str | None = None, size: Size = 20) -> Waiting:
    """Questions without an answer that I may see, longest first."""
    member = member_of(request)
    page = keyset(queries.waiting(member), order=("asked_at", "pk"), after=after, size=size)
    items = [
        WaitingOut(id=row.pk, url=row.thread.url, title=title_for(member, row), asked_at=row.asked_at) for row in page
    ]
    return Waiting(items=items, next=page.next)


def _yes(helper: Helper) -> YesOut:
    return YesOut(
        topics=[topic.slug for topic in helper.topics.all()],
        medicines=[medicine.slug for medicine in helper.medicines.all()],
        told_year=helper.told_year,
        weekly_cap=helper.weekly_cap,
        quiet_from=helper.quiet_from,
        quiet_to=helper.quiet_to,
        energy=Energy.REST if helper.resting_until is not None else helper.energy,
        volunteers=helper.volunteers,
        paused=helper.paused_at is not None,
    )
