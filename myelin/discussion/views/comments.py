"""What happens to a comment after it was written."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.discussion import actions
from myelin.discussion.forms import CommentForm
from myelin.discussion.models import Comment


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one's own comment while it is fresh."""
    comment = get_object_or_404(Comment.objects.of(request.user).select_related("thread"), pk=pk)
    form = CommentForm(request.POST if request.method == "POST" else None, instance=comment)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            actions.edit_comment(comment=comment, by=request.user, text=text, now=timezone.now())
            return see_other(f"{comment.thread.url}#comment-{comment.pk}")
        except Refused as refused:
            form.add_error("text", str(refused))
    words = {"form": form, "thread": comment.thread}
    return render(request, "discussion/comment_edit.html", words, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    comment = get_object_or_404(Comment.objects.of(request.user).select_related("thread"), pk=pk)
    if request.method == "POST":
        actions.withdraw_comment(comment=comment, by=request.user, now=timezone.now())
        undo = reverse("discussion:comment_withdrawal_undo", args=[comment.pk])
        messages.success(request, _("Your comment is taken back. For 10 minutes you can put it back."), extra_tags=undo)
        return see_other(f"{comment.thread.url}#talk")
    words = {
        "title": _("Take this comment back?"),
        "text": _("Nobody will see it any more."),
        "action": _("Take it back"),
        "back": comment.thread.url,
    }
    return render(request, "components/confirm.html", words)


@login_required
@require_POST
def withdrawal_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Put one's own comment back."""
    comment = get_object_or_404(Comment.objects.written_by(request.user).select_related("thread"), pk=pk)
    actions.put_comment_back(comment=comment, by=request.user, now=timezone.now())
    return see_other(f"{comment.thread.url}#comment-{comment.pk}")
