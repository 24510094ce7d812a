"""Keeping what is being written, and starting afresh."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other, way_back
from myelin.discussion.actions import drafts
from myelin.media import actions as media


@login_required
@require_POST
def keep(request: MemberRequest) -> HttpResponse:
    """Keep a form for later. A script asks quietly, while somebody types; the button brings its pictures, too."""
    fields = {name: request.POST.getlist(name) for name in request.POST}
    kept = [] if "quiet" in request.POST else _pictures(request)
    if kept:
        fields["kept"] = [*fields.get("kept", []), *kept]
    drafts.keep_draft(member=request.user, place=request.POST.get("place", ""), fields=fields, now=timezone.now())
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    messages.success(request, _("Kept for you, and for nobody else. It waits where you left it, for 30 days."))
    return see_other(way_back(request, "/"))


@login_required
@require_POST
def afresh(request: MemberRequest) -> HttpResponse:
    """Let a draft go."""
    drafts.forget_draft(member=request.user, place=request.POST.get("place", ""))
    return see_other(way_back(request, "/"))


def _pictures(request: MemberRequest) -> list[str]:
    kept: list[str] = []
    for name in request.FILES:
        upload = request.FILES[name]
        assert isinstance(upload, UploadedFile)
        alt = request.POST.get(name.replace("picture_", "alt_"), "")
        try:
            picture = media.take_picture(owner=request.user, upload=upload, alt=alt, now=timezone.now())
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            kept.append(str(picture.pk))
    return kept
