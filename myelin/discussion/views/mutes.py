"""The way to a thread by its number, and meeting less of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.discussion import mutes
from myelin.discussion.models import Thread
from myelin.members import lens
from myelin.pack.models import Topic


@require_GET
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """The way to the page of a thread by its number alone: a cover's link tells nothing of what is under it."""
    found = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    return redirect(f"{found.url}?show=1" if lens.asked_to_show(request) else found.url)


@login_required
@require_http_methods(["GET", "POST"])
def thread_mute(request: MemberRequest, pk: int) -> HttpResponse:
    """What I can meet less of, from a card's “See less”; POST mutes the thread itself, or (`stop`) takes that back."""
    found = get_object_or_404(Thread.objects.visible_to(request.user).select_related("author"), pk=pk)
    if request.method == "GET":
        return render(request, "discussion/see_less.html", {"thread": found})
    if "stop" in request.POST:
        mutes.unmute_thread(thread=found, member=request.user)
        messages.success(request, _("It is in your feeds again."))
    else:
        mutes.mute_thread(thread=found, member=request.user, now=timezone.now())
        messages.success(request, _("Your feeds leave it out, and you hear no more of it."))
    return see_other("discussion:muted")


@login_required
@require_POST
def topic_mute(request: MemberRequest, slug: str) -> HttpResponse:
    """Leave a topic out of my feeds, or (`stop`) take that back."""
    found = get_object_or_404(Topic, slug=slug)
    if "stop" in request.POST:
        mutes.unmute_topic(topic=found, member=request.user)
        messages.success(request, _("It is in your feeds again."))
    else:
        mutes.mute_topic(topic=found, member=request.user, now=timezone.now())
        messages.success(request, _("Your feeds leave out what is about it."))
    return see_other("discussion:muted")


@login_required
@require_GET
def muted(request: MemberRequest) -> HttpResponse:
    """Whom and what I muted, the newest first: `show` says which of the three."""
    show, after = request.GET.get("show", "people"), request.GET.get("after")
    lists = mutes.lists_of(request.user)
    show = show if show in lists else "people"
    page = keyset(lists[show], order=("-muted_at", "-id"), after=after, size=50)
    return render(request, "discussion/muted.html", {"page": page, "show": show})
