"""What those who look after a group do with what was shared in it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.discussion.actions import caring
from myelin.discussion.forms import TakeOutForm
from myelin.discussion.models import TakenOut, Thread
from myelin.groups.models import Group
from myelin.home import actions
from myelin.updates.models import Update


@require_POST
@login_required
def pin(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Keep a post on top of its group, or let it go back among the others (`down`)."""
    group, thread = _found(request, slug, pk)
    if "down" in request.POST:
        caring.unpin_thread(thread=thread, by=request.user)
        return see_other("home:group", group.slug)
    try:
        caring.pin_thread(thread=thread, by=request.user, now=timezone.now())
    except caring.EnoughPinned as refused:
        messages.warning(request, str(refused))
    return see_other("home:group", group.slug)


@require_http_methods(["GET", "POST"])
@login_required
@once
def post_removal(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a post out of the group, with a reason for its author."""
    group, thread = _found(request, slug, pk)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.take_post_out(thread=thread, by=request.user, reason=reason, now=timezone.now())
        messages.success(request, _("The post is out of the group. Whoever wrote it can read why."))
        return see_other("home:group", group.slug)
    words = {
        "title": _("Take this post out of the group?"),
        "text": _("Nobody sees it any more. Whoever wrote it keeps their words and reads your reason."),
        "action": _("Take it out"),
        "danger": True,
        "form": form,
        "back": f"/groups/{group.slug}/",
    }
    return render(request, "components/confirm.html", words, status=422 if form.is_bound else 200)


@require_GET
@login_required
def taken_out(request: MemberRequest, pk: int) -> HttpResponse:
    """Why a post of mine was taken out of a group, with my words."""
    taken = get_object_or_404(TakenOut.objects.of(request.user), pk=pk)
    update = Update.objects.of(request.user).filter(pk=pk).first()
    return render(request, "home/taken_out.html", {"taken": taken, "update": update})


def _found(request: MemberRequest, slug: str, pk: int) -> tuple[Group, Thread]:
    group = get_object_or_404(Group.objects.moderated_by(request.user), slug=slug)
    threads = Thread.objects.visible_to(request.user).filter(group=group).select_related("author", "group")
    return group, get_object_or_404(threads, pk=pk)
