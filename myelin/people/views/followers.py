"""Following: begin, ask, and for the one who is followed, look after it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from myelin.audience.policy import may_be_met
from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.members import actions as members
from myelin.members.models import Follow, FollowRequest, Member
from myelin.people import actions

SIZE = 50
MOST_REQUESTS = 20
"""Requests shown at once; the next ones follow when these are answered."""


def person_to_meet(request: MemberRequest, handle: str) -> Member:
    """The gate: who is not there for the member reads like a name that nobody has."""
    return get_object_or_404(
        may_be_met(Member.objects.reachable().exclude(pk=request.user.pk), request.user), handle=handle
    )


@require_POST
@login_required
def follow(request: MemberRequest, handle: str) -> HttpResponse:
    """Follow somebody or ask to, or stop (`stop`)."""
    person = person_to_meet(request, handle)
    if "stop" in request.POST:
        members.unfollow(member=request.user, person=person)
    elif actions.follow(member=request.user, person=person, now=timezone.now()) and person.approves_followers:
        messages.success(request, _("You asked. They may say yes whenever they like."))
    return see_other("home:person", handle)


@require_GET
@login_required
def followers(request: MemberRequest) -> HttpResponse:
    """Who asks to follow me, and who does, the newest first."""
    after = request.GET.get("after")
    asking = FollowRequest.objects.to(request.user).order_by("-asked_at", "-id")[:MOST_REQUESTS]
    page = keyset(Follow.objects.to(request.user), order=("-followed_at", "-id"), after=after, size=SIZE)
    return render(request, "people/followers.html", {"page": page, "asking": [] if after else asking})


@require_POST
@login_required
def approval(request: MemberRequest) -> HttpResponse:
    """Approve my followers from now on (`on`), or let everybody follow again."""
    members.approve_followers(member=request.user, on="on" in request.POST, now=timezone.now())
    messages.success(request, _("Saved. It holds from now on."))
    return see_other("people:followers")


@require_POST
@login_required
def answer(request: MemberRequest, handle: str) -> HttpResponse:
    """Say yes to somebody who asks to follow me (`yes`), no (`no`), or take a follower away (`away`)."""
    person = person_to_meet(request, handle)
    if "yes" in request.POST:
        actions.accept_follower(member=request.user, person=person, now=timezone.now())
    elif "no" in request.POST:
        members.decline_follower(member=request.user, person=person)
    elif "away" in request.POST:
        members.unfollow(member=person, person=request.user)
    return see_other("people:followers")
