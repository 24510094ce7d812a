"""Invitations, and what stands behind secret addresses. Secrets are never kept: these forms carry no key of ours."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, SeeOther, or_404, see_other
from myelin.base.often import too_often
from myelin.base.tokens import digest_of
from myelin.circle import actions, queries
from myelin.circle.forms import NameForm
from myelin.circle.models import Board, CircleInvitation
from myelin.circle.queries import Line
from myelin.companion import ics
from myelin.members.models import Member

HAND = "circle_hand"
"""The cookie by which a browser gives back what it took by the link."""
HAND_LASTS = timedelta(days=60)
MOST_AN_HOUR = {"look": 300, "deed": 40, "feed": 60}
OUTSIDE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@require_http_methods(["GET", "POST"])
@login_required
def invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """An invitation to oneself: yes or no."""
    found = or_404(queries.invitation_for(request.user, pk, timezone.now()))
    return _answered(request, found) if request.method == "POST" else _asked(request, found)


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation of a letter; whoever has no account yet is told how to get one."""
    found = or_404(queries.invitation_behind(digest_of(token), timezone.now()))
    if not isinstance(request.user, Member):
        if request.method == "POST":
            return SeeOther(request.path)
        return _outside(render(request, "circle/invited.html", {"path": request.path}))
    if found.member_id == request.user.pk or found.person_id not in {None, request.user.pk}:
        raise Http404
    return _answered(request, found) if request.method == "POST" else _asked(request, found)


def _asked(request: HttpRequest, found: CircleInvitation) -> HttpResponse:
    offered = queries.offer_of(found)
    words = {"invitation": found, "offered": offered, "person": found.member}
    return _outside(render(request, "circle/invitation.html", words))


def _answered(request: HttpRequest, found: CircleInvitation) -> HttpResponse:
    member, now = request.user, timezone.now()
    assert isinstance(member, Member)
    if "no" in request.POST:
        actions.decline(invitation=found, person=member, now=now)
        messages.success(request, _("Thank you for answering. Nobody is told."))
        return see_other("circle:cares")
    try:
        actions.accept(invitation=found, person=member, now=now)
    except Refused as refused:
        messages.error(request, str(refused))
        return see_other("circle:cares")
    messages.success(request, _("You are in the circle of %(name)s now.") % {"name": found.member.name})
    return see_other("circle:person", found.member.handle)


@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The list behind the link, for whoever has it: what would help, and nothing else."""
    board = _board(request, token, "look")
    actions.note_board_look(board=board, now=timezone.now())
    return _list(request, board, token)


@require_POST
def link_taking(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Take something by the link, under a name."""
    board = _board(request, token, "deed")
    hand = request.COOKIES.get(HAND) or token_urlsafe(24)
    line, form = _line(request, board, pk), NameForm(request.POST)
    if not form.is_valid():
        return _list(request, board, token, 422, pk, form)
    try:
        actions.take_by_link(task=line.task, name=form.cleaned_data["name"], hand=hand, now=timezone.now())
    except Refused as refused:
        return _list(request, board, token, refused.status, said=str(refused))
    response = see_other("circle:link", token)
    response.set_cookie(
        HAND, hand, max_age=HAND_LASTS, path="/board/", httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


@require_POST
def link_undo(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Give back what this browser took."""
    board = _board(request, token, "deed")
    line = _line(request, board, pk)
    actions.give_back_by_link(task=line.task, hand=request.COOKIES.get(HAND, ""), now=timezone.now())
    return see_other("circle:link", token)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates behind a carer's secret address, for calendar programs. Nobody signs in here."""
    now = timezone.now()
    digest = digest_of(token)
    found = or_404(queries.feed_behind(digest, now))
    if _too_often(digest, "feed", now):
        return HttpResponse(status=429, headers={"Retry-After": "3600", "Cache-Control": "no-store"})
    cared = or_404(queries.cared(found.carer.person, found.carer.member.handle, now))
    actions.note_reading(feed=found, now=now)
    text = ics.appointments(queries.dates_for(cared), now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


def _board(request: HttpRequest, token: str, what: str) -> Board:
    digest = digest_of(token)
    now = timezone.now()
    board = or_404(queries.board_behind(digest, now))
    if _too_often(digest, what, now):
        raise Http404
    return board


def _line(request: HttpRequest, board: Board, pk: int) -> Line:
    lines = queries.tasks_behind(board, _mark(request), timezone.now())
    return or_404(next((line for line in lines if line.task.pk == pk), None))


def _list(
    request: HttpRequest, board: Board, token: str, status: int = 200, pk: int = 0, form: forms.Form | None = None,
    said: str = "",
) -> HttpResponse:  # fmt: skip
    lines = queries.tasks_behind(board, _mark(request), timezone.now())
    rows = [
        (line, form if form and line.task.pk == pk else NameForm(auto_id=f"id_{line.task.pk}_%s")) for line in lines
    ]
    words = {"rows": rows, "token": token, "board": board, "is_empty": not lines, "refusal": said}
    return _outside(render(request, "circle/link.html", words, status=status))


def _outside(response: HttpResponse) -> HttpResponse:
    """A page behind a secret: neither kept nor found."""
    for header, value in OUTSIDE.items():
        response.headers[header] = value
    return response


def _mark(request: HttpRequest) -> str:
    hand = request.COOKIES.get(HAND, "")
    return digest_of(hand) if hand else ""


def _too_often(digest: str, what: str, now: datetime) -> bool:
    return too_often(f"circle-{what}-{digest}", most=MOST_AN_HOUR[what], now=now)
