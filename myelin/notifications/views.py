"""What is new for a member; and, in a demo, the letters that left."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.members.staff import is_operator
from myelin.notifications import actions
from myelin.notifications import letters as folder
from myelin.notifications.models import Notice


@require_GET
@login_required
def news(request: MemberRequest) -> HttpResponse:
    """What concerns the member, newest first."""
    rows = Notice.objects.of(request.user).select_related("actor")
    page = keyset(
        rows, order=("-made_at", "-id"), after=request.GET.get("after"), size=30
    )
    return render(request, "notifications/list.html", {"page": page})


@require_POST
@login_required
def reading(request: MemberRequest) -> HttpResponse:
    """Take the dot off the bell."""
    actions.read_all(member=request.user, now=timezone.now())
    return see_other("notifications:list")


@require_GET
@login_required
def letters(request: MemberRequest) -> HttpResponse:
    """The letters of a demo, for its operator."""
    _only_in_a_demo(request)
    shown = folder.newest(before=request.GET.get("before", ""))
    older = shown[-1].name if len(shown) == folder.SHOWN else ""
    return render(
        request, "notifications/letters.html", {"letters": shown, "older": older}
    )


@require_GET
@login_required
def letter(request: MemberRequest, name: str) -> HttpResponse:
    """One letter."""
    _only_in_a_demo(request)
    if (found := folder.find(name)) is None:
        raise Http404
    return render(request, "notifications/letter.html", {"letter": found})


def _only_in_a_demo(request: MemberRequest) -> None:
    if not settings.MYELIN_DEMO or not is_operator(request.user):
        raise Http404
