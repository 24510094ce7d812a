"""Talk under threads, reactions and topics."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other, way_back
from myelin.base.idempotency import once
from myelin.discussion import actions, queries
from myelin.discussion.forms import CommentForm
from myelin.discussion.models import Reaction, Thread
from myelin.members import lens
from myelin.pack.models import Topic


@login_required
@require_POST
@once
def comments(request: MemberRequest, pk: int) -> HttpResponse:
    """Write a comment; a form with errors comes back filled, on a page of its own."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        parent_pk = form.cleaned_data["parent"]
        try:
            parent = get_object_or_404(thread.comments.standing(), pk=parent_pk) if parent_pk else None
            comment = actions.write_comment(
                thread=thread, author=request.user, text=form.cleaned_data["text"], parent=parent, now=timezone.now()
            )
            if "draft" in request.POST:
                actions.forget_draft(member=request.user, place=f"comment:{thread.pk}")
            return see_other(f"{thread.url}#comment-{comment.pk}")
        except Refused as refused:
            form.add_error("text", str(refused))
    covered = lens.covered(thread.themes, request.user, thread.author_id)
    words = {"form": form, "thread": thread, "covered": lens.cover(thread.kind, covered) if covered else ""}
    return render(request, "discussion/comment.html", words, status=422)


@login_required
@require_POST
def reaction(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a reaction (`put`) or take it back (`take`)."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    wanted, unwanted = request.POST.get("put"), request.POST.get("take")
    if wanted in Reaction.Kind.values:
        actions.react(thread=thread, member=request.user, kind=Reaction.Kind(wanted), now=timezone.now())
    elif unwanted in Reaction.Kind.values:
        actions.take_reaction_back(thread=thread, member=request.user, kind=Reaction.Kind(unwanted))
    return see_other(way_back(request, thread.url))


@login_required
@require_POST
def votes(request: MemberRequest, pk: int) -> HttpResponse:
    """Vote in the poll of a thread, or change one's choice until it closes."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    options = [int(one) for one in request.POST.getlist("option") if one.isdecimal() and len(one) < 19]
    actions.vote(thread=thread, member=request.user, options=options, now=timezone.now())
    return see_other(way_back(request, f"{thread.url}#poll-{thread.pk}"))


@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """All topics, under their headings."""
    return render(request, "discussion/topics.html", {"topics": Topic.objects.current()})


@require_GET
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What was shared about one topic, or its tips alone (`kind=advice`)."""
    found = get_object_or_404(Topic, slug=slug)
    tips = request.GET.get("kind") == "advice"
    follows, is_muted = queries.ties_to_topic(request.user, found)
    words = {
        "topic": found,
        "tips": tips,
        "page": queries.about_topic(request.user, found, tips=tips, after=request.GET.get("after")),
        "follows": follows,
        "is_muted": is_muted,
    }
    return render(request, "discussion/topic.html", words)


@login_required
@require_POST
def topic_follow(request: MemberRequest, slug: str) -> HttpResponse:
    """Follow a topic, or stop (`stop`)."""
    found = get_object_or_404(Topic, slug=slug)
    if "stop" in request.POST:
        actions.unfollow_topic(topic=found, member=request.user)
    else:
        actions.follow_topic(topic=found, member=request.user, now=timezone.now())
    return see_other("discussion:topic", found.slug)
