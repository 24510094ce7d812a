"""What is new for a member; and, in a demo, the letters that left."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.members.staff import is_operator
from myelin.notifications import actions, letters
from myelin.notifications.models import Notice


@require_http_methods(["GET", "POST"])
@login_required
def news(request: MemberRequest) -> HttpResponse:
    """What concerns the member, newest first; POST takes the dot off the bell."""
    if request.method == "POST":
        actions.read_all(member=request.user, now=timezone.now())
        return see_other("notifications:list")
    rows = Notice.objects.of(request.user).select_related("actor")
    page = keyset(rows, order=("-made_at", "-id"), after=request.GET.get("after"), size=30)
    return render(request, "notifications/list.html", {"page": page})


@require_GET
@login_required
def mail(request: MemberRequest) -> HttpResponse:
    """The letters of a demo, for its operator."""
    _only_in_a_demo(request)
    shown = letters.newest(before=request.GET.get("before", ""))
    older = shown[-1].name if len(shown) == letters.SHOWN else ""
    return render(request, "notifications/mail.html", {"letters": shown, "older": older})


@require_GET
@login_required
def letter(request: MemberRequest, name: str) -> HttpResponse:
    """One letter."""
    _only_in_a_demo(request)
    if (found := letters.find(name)) is None:
        raise Http404
    return render(request, "notifications/letter.html", {"letter": found})


def _only_in_a_demo(request: MemberRequest) -> None:
    if not settings.MYELIN_DEMO or not is_operator(request.user):
        raise Http404
