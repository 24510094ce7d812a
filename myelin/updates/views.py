"""Pages about updates."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.discussion import feeds
from myelin.discussion import queries as discussion
from myelin.discussion.actions import forget_draft, shelving
from myelin.discussion.authors import wrote
from myelin.discussion.covers import cover_page
from myelin.discussion.posts import older, show
from myelin.live.page import FEED, hear, pressed
from myelin.members.models import Audience
from myelin.members.sealing import TwoToday
from myelin.members.staff import is_moderator
from myelin.updates import actions
from myelin.updates.forms import UpdateForm, WordsForm
from myelin.updates.models import Update

MANY = {"topics", "kept"}
"""Fields that hold several values."""


@require_GET
@login_required
def feed(request: MemberRequest) -> HttpResponse:
    """What the whole community shared (`all`), or the people, topics and groups that I follow."""
    after = request.GET.get("after")
    everyone = request.GET.get("show") == "all"
    read = feeds.read(request, request.user, everyone=everyone)
    if not after:
        hear(request, "everyone:0" if everyone else FEED, *(f"thread:{card.id}" for card in read.page))
    look = {"everyone": everyone, "compose": not after, "newest": read.newest}
    blanks = {
        "posts": show(request, read.page, calm=request.user.calm, since=read.since, goes_on=read.goes_on),
        "older": older(request, read.page),
        "other_order": read.other_order,
    }
    return pressed(request, "updates/feed.html", look=look, blanks=blanks)


@require_http_methods(["GET", "POST"])
@login_required
@once
def new(request: MemberRequest) -> HttpResponse:
    """Post an update."""
    update = _words_posted(request) if request.method == "POST" else None
    if update is None:
        draft = discussion.draft_of(request.user, "update") if request.method == "GET" else None
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UpdateForm(*sent, author=request.user, initial=draft.initial(many=MANY) if draft else None)
        update = _posted(request, form) if form.is_valid() else None
    if update is None:
        words = {"form": form, "draft": draft}
        return render(request, "updates/new.html", words, status=422 if form.is_bound else 200)
    if "draft" in request.POST:
        forget_draft(member=request.user, place="update")
    private = update.thread.audience == Audience.ME and update.thread.group_id is None
    messages.success(request, _("Saved, for you alone.") if private else _("Your update is in the feed."))
    return see_other("updates:update", update.pk)


def _words_posted(request: MemberRequest) -> Update | None:
    """Post what is words alone; nothing when it is more, or when the whole form has something to say about it."""
    if not WordsForm.suits(request.POST, request.FILES):
        return None
    form = WordsForm(request.POST)
    return (
        actions.post_update(author=request.user, now=timezone.now(), **form.cleaned_data) if form.is_valid() else None
    )


def _posted(request: MemberRequest, form: UpdateForm) -> Update | None:
    data = form.cleaned_data
    try:
        return actions.post_update(
            author=request.user,
            text=data["text"],
            mood=data["mood"],
            audience=data["audience"],
            topics=data["topics"],
            group=data["group"],
            pictures=form.pictures,
            note=data["note"],
            is_tip=data["is_tip"],
            poll=data["poll"],
            without_name=data["without_name"],
            now=timezone.now(),
        )
    except TwoToday as refused:
        form.add_error("without_name", str(refused))
        return None


@require_GET
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """One update with its talk."""
    found = get_object_or_404(Update.objects.visible_to(request.user).for_page(), pk=pk)
    hear(request, f"thread:{found.pk}")
    if covered := cover_page(request, found.thread, kind="update"):
        return covered
    words = {
        "update": found,
        "thread": found.thread,
        "mine": wrote(request.user, found.thread),
        "may_open": found.thread.seal_id is not None and is_moderator(request.user),
        "pictures": actions.pictures_of(found),
        "talk": discussion.talk(found.thread, request.user) if request.user.is_authenticated else [],
    }
    return render(request, "updates/update.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one's own update."""
    found = get_object_or_404(Update.objects.of(request.user).select_related("thread__seal"), pk=pk)
    thread = found.thread
    start = {
        "audience": thread.audience,
        "topics": [topic.slug for topic in thread.topics.all()],
        "note": thread.note,
        "is_tip": thread.is_tip,
    }
    form = UpdateForm(request.POST or None, request.FILES or None, author=request.user, instance=found, initial=start)
    if not form.is_valid():
        words = {"form": form, "update": found}
        return render(request, "updates/edit.html", words, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    actions.edit_update(
        update=found,
        by=request.user,
        text=data["text"],
        mood=data["mood"],
        audience=data["audience"],
        topics=data["topics"],
        note=data["note"],
        is_tip=data["is_tip"],
        dropped=data["drop"],
        added=form.pictures,
        now=timezone.now(),
    )
    return see_other("updates:update", found.pk)


@require_GET
@login_required
def month_one(request: MemberRequest) -> HttpResponse:
    """What members wish they had known in month 1, from those who said yes to standing there."""
    page = discussion.for_newcomers(request.user, after=request.GET.get("after"))
    return render(request, "updates/month_one.html", {"page": page})


@require_POST
@login_required
def shelf(request: MemberRequest, pk: int) -> HttpResponse:
    """Let an update of mine stand on the shelf for people who were told lately, or take it down (`down`)."""
    thread = get_object_or_404(Update.objects.of(request.user).select_related("thread"), pk=pk).thread
    if "down" in request.POST:
        shelving.take_off_shelf(thread=thread, by=request.user)
        messages.success(request, _("It stands on the shelf no longer."))
        return see_other("updates:update", pk)
    try:
        shelving.put_on_shelf(thread=thread, by=request.user, now=timezone.now())
        messages.success(request, _("Thank you. People who were told lately find it on the shelf."))
    except shelving.NotForAll as refused:
        messages.warning(request, str(refused))
    return see_other("updates:update", pk)


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """How an update read before it was changed."""
    found = get_object_or_404(Update.objects.visible_to(request.user).for_page(), pk=pk)
    if covered := cover_page(request, found.thread, kind="update"):
        return covered
    versions = found.versions.order_by("-replaced_at")[:100]
    return render(request, "updates/history.html", {"update": found, "versions": versions})


@require_http_methods(["GET", "POST"])
@login_required
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own update back."""
    found = get_object_or_404(Update.objects.of(request.user).select_related("thread__seal"), pk=pk)
    if request.method == "POST":
        actions.withdraw_update(update=found, by=request.user, now=timezone.now())
        undo = reverse("updates:withdrawal_undo", args=[found.pk])
        messages.success(request, _("Your update is taken back. For 10 minutes you can put it back."), extra_tags=undo)
        return see_other("updates:feed")
    words = {
        "title": _("Take this update back?"),
        "text": _("Nobody will see it any more, nor what was said under it."),
        "action": _("Take it back"),
        "back": found.thread.url,
    }
    return render(request, "components/confirm.html", words)


@require_POST
@login_required
def withdrawal_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Put one's own update back."""
    found = get_object_or_404(
        Update.objects.posted_by(request.user).select_related("thread__group", "thread__seal"), pk=pk
    )
    actions.put_update_back(update=found, by=request.user, now=timezone.now())
    return see_other("updates:update", found.pk)
