"""Groups and their feeds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.discussion import queries as discussion
from myelin.groups import actions
from myelin.groups.models import Group, Membership


@require_GET
@login_required
def groups(request: MemberRequest) -> HttpResponse:
    """The groups that are there for the reader, by name."""
    page = keyset(Group.objects.visible_to(request.user), order=("name", "id"), after=request.GET.get("after"))
    return render(request, "home/groups.html", {"page": page})


@require_GET
@login_required
def group(request: MemberRequest, slug: str) -> HttpResponse:
    """One group and what was shared in it."""
    found = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    words = {
        "group": found,
        "joined": Membership.objects.of(request.user).filter(group=found).exists(),
        "page": discussion.in_group(request.user, found.pk, after=request.GET.get("after")),
    }
    return render(request, "home/group.html", words)


@require_POST
@login_required
def membership(request: MemberRequest, slug: str) -> HttpResponse:
    """Join a group, or leave it (`leave`)."""
    found = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    if "leave" in request.POST:
        actions.leave_group(group=found, member=request.user)
    else:
        actions.join_group(group=found, member=request.user, now=timezone.now())
    return see_other("home:group", found.slug)
