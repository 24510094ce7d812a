"""Circle, block, mute: what one member does about another."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.members import actions
from myelin.members.models import Block, Follow, Grant, Member

SIZE = 50


def _person(request: MemberRequest, handle: str, *, blocked: bool = False) -> Member:
    """The gate: who is not there for the member reads like a name that nobody has."""
    rows = Member.objects.present().others(request.user)
    return get_object_or_404(rows if blocked else rows.exclude(blocked_by__blocker=request.user), handle=handle)


@require_POST
@login_required
def circle(request: MemberRequest, handle: str) -> HttpResponse:
    """Let somebody into my circle, or take them out (`stop`)."""
    person = _person(request, handle)
    if "stop" in request.POST:
        actions.let_out(member=request.user, person=person)
    else:
        actions.let_in(member=request.user, person=person, now=timezone.now())
    return see_other("home:person", handle)


@require_POST
@login_required
def block(request: MemberRequest, handle: str) -> HttpResponse:
    """Block somebody, or take that back (`stop`)."""
    person = _person(request, handle, blocked=True)
    if "stop" in request.POST:
        actions.unblock(member=request.user, person=person)
        return see_other("members:blocked")
    actions.block(member=request.user, person=person, now=timezone.now())
    messages.success(request, _("Done. You do not exist for each other here. They are not told."))
    return see_other("members:blocked")


@require_POST
@login_required
def mute(request: MemberRequest, handle: str) -> HttpResponse:
    """Leave somebody out of my feeds and my news, or take that back (`stop`)."""
    person = _person(request, handle)
    words = {"name": person.name}
    if "stop" in request.POST:
        actions.unmute(member=request.user, person=person)
        messages.success(request, _("You hear %(name)s again.") % words)
    else:
        actions.mute(member=request.user, person=person, now=timezone.now())
        messages.success(request, _("Your feeds and your news leave %(name)s out. They are not told.") % words)
    return see_other("home:person", handle)


@require_GET
@login_required
def circle_list(request: MemberRequest) -> HttpResponse:
    """Whom I let in, the newest first."""
    rows = Grant.objects.of(request.user)
    page = keyset(rows, order=("-granted_at", "-id"), after=request.GET.get("after"), size=SIZE)
    return render(request, "members/circle.html", {"page": page})


@require_GET
@login_required
def following(request: MemberRequest) -> HttpResponse:
    """Whom I follow, the newest first."""
    rows = Follow.objects.of(request.user)
    page = keyset(rows, order=("-followed_at", "-id"), after=request.GET.get("after"), size=SIZE)
    return render(request, "members/following.html", {"page": page})


@require_GET
@login_required
def blocked(request: MemberRequest) -> HttpResponse:
    """Whom I blocked, the newest first."""
    rows = Block.objects.of(request.user)
    page = keyset(rows, order=("-blocked_at", "-id"), after=request.GET.get("after"), size=SIZE)
    return render(request, "members/blocked.html", {"page": page})
