"""The list of conversations, the requests box, and one conversation with its words."""

from __future__ import annotations

from django.contrib import messages as notes
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.media.serving import hand_out_picture
from myelin.messages import actions, queries
from myelin.messages.forms import LONGEST, MessageForm
from myelin.messages.models import Seat
from myelin.messages.views.asking import refuse, seat_of


@require_GET
@login_required
def conversations(request: MemberRequest) -> HttpResponse:
    """My conversations, the newest words first."""
    after = request.GET.get("after")
    if not after:
        actions.recount(member=request.user)
    words = {
        "page": queries.conversations(request.user, after=after),
        "has_requests": queries.has_requests(request.user),
    }
    return render(request, "messages/list.html", words)


@require_GET
@login_required
def requests(request: MemberRequest) -> HttpResponse:
    """Who would like to talk with me; nobody is told that I looked."""
    page = queries.requests(request.user, after=request.GET.get("after"))
    return render(request, "messages/requests.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def conversation(request: MemberRequest, pk: int) -> HttpResponse:
    """One conversation: read it, say something, or keep what I began to write."""
    seat = seat_of(request, pk, accepted=request.method == "POST")
    if request.method != "POST":
        actions.open_conversation(seat=seat)
        return _page(request, seat, MessageForm(author=request.user, initial={"text": seat.draft}))
    if "keep" in request.POST:
        actions.keep_draft(seat=seat, text=request.POST.get("text", "")[:LONGEST])
        if request.POST["keep"] == "later":
            notes.success(request, _("Your words are kept here for later. Nobody sees them."))
            return see_other("messages:list")
        return see_other(reverse("messages:conversation", args=[pk]) + "#newest")
    form = MessageForm(request.POST, request.FILES, author=request.user)
    if not form.is_valid():
        return _back(request, seat, form, 422)
    try:
        message = actions.send(
            conversation=seat.conversation,
            author=request.user,
            key=form.key,
            text=form.cleaned_data["text"],
            pictures=form.pictures,
            now=timezone.now(),
        )
    except Refused as refused:
        return _back(request, seat, form, refuse(form, refused))
    return see_other(f"{reverse('messages:conversation', args=[pk])}#m-{message.pk}")


@require_GET
@login_required
def picture(request: MemberRequest, pk: int, width: int) -> HttpResponseBase:
    """One picture of a conversation that I take part in."""
    placed = queries.picture_for(request.user, pk)
    if placed is None:
        raise Http404
    return hand_out_picture(placed.picture, width, name=f"picture-{pk}")


def _back(request: MemberRequest, seat: Seat, form: MessageForm, status: int) -> HttpResponse:
    actions.keep_draft(seat=seat, text=request.POST.get("text", "")[:LONGEST])
    return _page(request, seat, form, status)


def _page(request: MemberRequest, seat: Seat, form: MessageForm, status: int = 200) -> HttpResponse:
    words = {
        "talk": queries.talk(seat, after=request.GET.get("after")),
        "seat": seat,
        "form": form,
        "page": queries.conversations(request.user),
        "older": bool(request.GET.get("after")),
    }
    return render(request, "messages/conversation.html", words, status=status)
