"""What I saved for later, with notes to myself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.http import MemberRequest, see_other, way_back
from myelin.discussion.actions import saving
from myelin.discussion.forms import KindForm, NoteForm
from myelin.discussion.models import Bookmark, Thread
from myelin.discussion.saved import saved_by


@login_required
@require_GET
def saved(request: MemberRequest) -> HttpResponse:
    """What I saved for later; `kind` leaves one kind alone."""
    form = KindForm(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    page = saved_by(request.user, kind=kind, after=request.GET.get("after"))
    return render(request, "discussion/saved.html", {"page": page, "kind": kind, "kinds": KindForm.KINDS})


@login_required
@require_POST
def bookmark(request: MemberRequest, pk: int) -> HttpResponse:
    """Save a thread for later (`put`), or no longer (`take`)."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    if "take" in request.POST:
        saving.let_go(thread=thread, member=request.user)
    else:
        saving.save_for_later(thread=thread, member=request.user, now=timezone.now())
    return see_other(way_back(request, thread.url))


@login_required
@require_http_methods(["GET", "POST"])
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Write a note to myself beside something I saved."""
    found = get_object_or_404(Bookmark.objects.within_reach(request.user), thread=pk)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"note": found.note})
    if form.is_valid():
        saving.write_note(bookmark=found, note=form.cleaned_data["note"])
        return see_other("discussion:saved")
    return render(
        request, "discussion/note.html", {"form": form, "thread": found.thread}, status=422 if form.is_bound else 200
    )
