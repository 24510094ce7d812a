"""Buddies as JSON: the same actions as the pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from myelin.audience.policy import may_be_met
from myelin.base.api import check_form
from myelin.discussion.api import member_of
from myelin.members.models import Buddyship, BuddyWish, Member
from myelin.people import actions, matching, queries
from myelin.people.forms import BuddyForm
from myelin.therapies.queries import names as medicine_names

router = Router(tags=["people"])


class Wish(Schema):
    """On which side I would like a buddy: `new` or `further`."""

    side: str


class BuddyOut(Schema):
    id: int
    handle: str
    name: str
    week: int
    """Of eight; 0 before both said yes."""
    idea: str


class BuddiesOut(Schema):
    """Who is my buddy, who asks me, whom I asked; `side` is null when I do not look for one."""

    side: str | None
    buddies: list[BuddyOut]
    asked_me: list[BuddyOut]
    i_asked: list[BuddyOut]


class CandidateOut(Schema):
    handle: str
    name: str
    reasons: list[str]


class Candidates(Schema):
    items: list[CandidateOut]
    next: str | None


@router.get("buddy", response=BuddiesOut, url_name="buddy")
def buddy(request: HttpRequest) -> BuddiesOut:
    """What I have to do with buddies."""
    member = member_of(request)
    wish, mine = BuddyWish.objects.of(member).first(), matching.of(member, now=timezone.now())
    return BuddiesOut(
        side=wish.side if wish is not None else None,
        buddies=[_out(bond) for bond in mine.standing],
        asked_me=[_out(bond) for bond in mine.asked_me],
        i_asked=[_out(bond) for bond in mine.i_asked],
    )


@router.put("buddy", response=BuddiesOut, url_name="buddy_wish")
def wish(request: HttpRequest, body: Wish) -> BuddiesOut:
    """Say that I would like a buddy, or on the other side."""
    form = BuddyForm(body.dict())
    check_form(form)
    actions.wish_for_buddy(member=member_of(request), side=form.cleaned_data["side"], now=timezone.now())
    return buddy(request)


@router.delete("buddy", response={204: None}, url_name="buddy_wish_gone")
def wish_gone(request: HttpRequest) -> tuple[int, None]:
    """Look for nobody any more; a buddy I have stays."""
    actions.wish_for_none(member=member_of(request), now=timezone.now())
    return 204, None


@router.get("buddy/candidates", response=Candidates, url_name="buddy_candidates")
def candidates(request: HttpRequest, after: str | None = None) -> Candidates:
    """Whom I could ask, those with more in common first; nobody while I do not look for a buddy."""
    member = member_of(request)
    wish = BuddyWish.objects.of(member).first()
    if wish is None:
        return Candidates(items=[], next=None)
    mine, now = queries.mine(member), timezone.now()
    page = matching.candidates(member, wish, mine=mine, names=medicine_names(), now=now, after=after)
    items = [
        CandidateOut(
            handle=found.person.handle,
            name=found.person.name,
            reasons=[f"{reason.head} {reason.text}" for reason in found.reasons],
        )
        for found in page
    ]
    return Candidates(items=items, next=page.next)


@router.put("buddy/invitations/{handle}", response=BuddiesOut, url_name="buddy_invitation")
def invitation(request: HttpRequest, handle: str) -> BuddiesOut:
    """Ask somebody, or say yes to who asked me."""
    actions.ask_buddy(member=member_of(request), person=_person(request, handle), now=timezone.now())
    return buddy(request)


@router.delete("buddy/invitations/{handle}", response={204: None}, url_name="buddy_invitation_gone")
def invitation_gone(request: HttpRequest, handle: str) -> tuple[int, None]:
    """Take it back, or say: not this time. Nobody is told."""
    member, person, now = member_of(request), _person(request, handle), timezone.now()
    actions.answer_buddy(member=member, person=person, yes=False, now=now)
    actions.take_invitation_back(member=member, person=person, now=now)
    return 204, None


@router.delete("buddies/{pk}", response={204: None}, url_name="buddy_end")
def end(request: HttpRequest, pk: int) -> tuple[int, None]:
    """End it, at once and without a reason."""
    member = member_of(request)
    bond = get_object_or_404(Buddyship.objects.of(member).exclude(accepted_at=None), pk=pk)
    actions.end_buddyship(buddyship=bond, by=member, now=timezone.now())
    return 204, None


def _person(request: HttpRequest, handle: str) -> Member:
    me = member_of(request)
    return get_object_or_404(may_be_met(Member.objects.reachable().exclude(pk=me.pk), me), handle=handle)


def _out(bond: matching.Bond) -> BuddyOut:
    return BuddyOut(id=bond.pk, handle=bond.person.handle, name=bond.person.name, week=bond.week, idea=bond.prompt)
