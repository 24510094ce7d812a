"""What I do with a conversation that is mine: accept, decline, mute, delete, leave, ask somebody in. And my door."""

from __future__ import annotations

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.messages import actions, queries
from myelin.messages.forms import AskInForm, DoorForm
from myelin.messages.models import Door
from myelin.messages.views.asking import refuse, seat_of


@require_POST
@login_required
@once
def acceptance(request: MemberRequest, pk: int) -> HttpResponse:
    """Say yes to a request, or no (`decline`); nobody is told of a no."""
    seat = seat_of(request, pk, accepted=False)
    if "decline" in request.POST:
        actions.decline(seat=seat, now=timezone.now())
        notes.success(request, _("Done. They are not told."))
        return see_other("messages:requests")
    actions.accept(seat=seat, now=timezone.now())
    return see_other("messages:conversation", pk)


@require_POST
@login_required
def mute(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a conversation make no dot, or let it again (`stop`)."""
    seat = seat_of(request, pk)
    if "stop" in request.POST:
        actions.unmute(seat=seat)
    else:
        actions.mute(seat=seat, now=timezone.now())
    return see_other("messages:conversation", pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete a conversation for me, after asking."""
    seat = seat_of(request, pk)
    if request.method == "POST":
        actions.clear(seat=seat)
        notes.success(request, _("The words are gone for you. The others keep theirs."))
        return see_other("messages:list")
    words = {
        "title": _("Delete this conversation for you?"),
        "text": _("All its words so far are gone for you alone. When somebody writes again, it comes back with that."),
        "action": _("Delete it for me"),
        "back": f"/messages/{pk}/",
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def leaving(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave a group, after asking."""
    seat = seat_of(request, pk)
    if not seat.conversation.is_group:
        raise Http404
    if request.method == "POST":
        actions.leave(seat=seat, now=timezone.now())
        notes.success(request, _("You left. The others read that you did, and nothing more."))
        return see_other("messages:list")
    words = {
        "title": _("Leave this conversation?"),
        "text": _("You read nothing of it any more. What you wrote stays with the others, who read that you left."),
        "action": _("Leave it"),
        "back": f"/messages/{pk}/",
    }
    return render(request, "components/confirm.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def people(request: MemberRequest, pk: int) -> HttpResponse:
    """Who is in a group; ask somebody in whom I know."""
    seat = seat_of(request, pk)
    if not seat.conversation.is_group:
        raise Http404
    here = queries.talk(seat, size=1)
    inside = {person.pk for person in here.people}
    known = [person for person in queries.known_people(request.user) if person.pk not in inside]
    form, status = AskInForm(request.POST if request.method == "POST" else None, people=known), 200
    if form.is_valid():
        try:
            actions.ask_in(
                conversation=seat.conversation,
                by=request.user,
                person=form.cleaned_data["person"],
                now=timezone.now(),
            )
        except Refused as refused:
            status = refuse(form, refused)
        else:
            notes.success(request, _("Asked. They read what is said from now on, once they say yes."))
            return see_other("messages:people", pk)
    elif form.is_bound:
        status = 422
    return render(request, "messages/people.html", {"talk": here, "form": form, "known": known}, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def door(request: MemberRequest) -> HttpResponse:
    """Who may begin a conversation with me."""
    start = {"open_to": queries.door_of(request.user)}
    form = DoorForm(request.POST if request.method == "POST" else None, initial=start)
    if not form.is_valid():
        return render(request, "messages/door.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.set_door(member=request.user, open_to=Door.Open(form.cleaned_data["open_to"]))
    notes.success(request, _("Saved."))
    return see_other("messages:door")
