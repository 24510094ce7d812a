"""For moderators: who wrote something without a name."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.discussion.actions import seals
from myelin.discussion.forms import SealForm
from myelin.discussion.models import Thread
from myelin.members.staff import is_moderator


@require_http_methods(["GET", "POST"])
@login_required
@once
def seal(request: MemberRequest, pk: int) -> HttpResponse:
    """Say why I have to know who wrote it; once two of us did, it stands here."""
    if not is_moderator(request.user):
        raise Http404
    sealed = Thread.objects.visible_to(request.user).exclude(seal=None).select_related("seal")
    thread = get_object_or_404(sealed, pk=pk)
    form = SealForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        seals.open_seal(thread=thread, by=request.user, now=timezone.now(), **form.cleaned_data)
        return see_other("discussion:seal", thread.pk)
    mine, author = seals.opened_for(thread=thread, by=request.user, now=timezone.now())
    words = {"thread": thread, "form": form, "mine": mine, "author": author}
    response = render(request, "discussion/seal.html", words, status=422 if form.is_bound else 200)
    response["Cache-Control"] = "private, no-store"
    return response
