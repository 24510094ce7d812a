"""Begin a conversation: with one person, or with a few whom I know."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.members.models import Member
from myelin.messages import actions, queries
from myelin.messages.forms import BeginForm, MessageForm
from myelin.messages.views.asking import refuse


@require_http_methods(["GET", "POST"])
@login_required
def new(request: MemberRequest) -> HttpResponse:
    """Write to one or a few of the people I know."""
    known = queries.known_people(request.user)
    sent, brought = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BeginForm(sent, brought, author=request.user, people=known)
    if not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200, knows_somebody=bool(known))
    people, name = list(form.cleaned_data["people"]), form.cleaned_data["name"]
    return _begun(request, form, people, name=name) or _page(request, form, 409, knows_somebody=True)


@require_http_methods(["GET", "POST"])
@login_required
def write(request: MemberRequest, handle: str) -> HttpResponse:
    """The first words to somebody; who began before goes on there."""
    person = queries.person_to_write_to(request.user, handle)
    if person is None:
        raise Http404
    if request.method != "POST" and (seat := queries.seat_with(request.user, person)) is not None:
        return see_other(reverse("messages:conversation", args=[seat.conversation_id]) + "#newest")
    sent, brought = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MessageForm(sent, brought, author=request.user)
    if not form.is_valid():
        waits = None if form.is_bound else actions.waits_until(request.user, person, timezone.now())
        return _page(request, form, 422 if form.is_bound else 200, person=person, waits_until=waits)
    return _begun(request, form, [person]) or _page(request, form, 409, person=person)


def _begun(request: MemberRequest, form: MessageForm, people: list[Member], name: str = "") -> HttpResponse | None:
    try:
        message = actions.begin(
            by=request.user,
            people=people,
            name=name,
            key=form.key,
            text=form.cleaned_data["text"],
            pictures=form.pictures,
            now=timezone.now(),
        )
    except Refused as refused:
        refuse(form, refused)
        return None
    return see_other(reverse("messages:conversation", args=[message.conversation_id]) + "#newest")


def _page(request: MemberRequest, form: MessageForm, status: int, **words: Any) -> HttpResponse:
    return render(request, "messages/new.html", {"form": form, **words}, status=status)
