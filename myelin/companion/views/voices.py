from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, or_404, see_other
from myelin.base.idempotency import once
from myelin.base.middleware.security import records
from myelin.companion import actions, queries
from myelin.companion.forms import VoiceForm
from myelin.companion.models import VoiceNote
from myelin.companion.views.asking import refuse
from myelin.media.sealed import CARE
from myelin.media.serving import hand_out


@require_http_methods(["GET", "POST"])
@login_required
@records
@once
def voice(request: MemberRequest, day: date) -> HttpResponse:
    """Say something about a day: recorded on the page, or a file of the phone's own recorder."""
    now = timezone.now()
    today = timezone.localdate(now)
    if day > today and request.method != "POST":
        raise Http404
    form = VoiceForm(request.POST, request.FILES) if request.method == "POST" else VoiceForm()
    words = {"day": day, "form": form, "most_seconds": actions.MOST_SECONDS}
    if not form.is_valid():
        return render(request, "companion/voice.html", words, status=422 if form.is_bound else 200)
    try:
        actions.keep_voice(member=request.user, day=day, today=today, now=now, **form.cleaned_data)
    except Refused as refused:
        return render(request, "companion/voice.html", words, status=refuse(form, refused))
    messages.success(request, _("Your voice note is kept. Only you can hear it."))
    return see_other("companion:day", day)


@require_GET
@login_required
def sound(request: MemberRequest, pk: int) -> HttpResponse:
    """The sound of a voice note of one's own, whole or in parts."""
    found = _mine(request, pk)
    try:
        content = CARE.read(found.name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return hand_out(request, content, content_type=found.content_type, name="voice-note")


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a voice note away, after asking."""
    found = _mine(request, pk)
    day = found.entry.day
    if request.method == "POST":
        actions.remove_voice(voice=found, by=request.user)
        messages.success(request, _("The voice note is gone from your diary."))
        return see_other("companion:day", day)
    words = {
        "title": _("Remove this voice note?"),
        "text": _("What you said about %(day)s is deleted, with its words. This cannot be undone.")
        % {"day": date_format(day, "DATE_FORMAT")},
        "action": _("Remove it"),
        "back": reverse("companion:day", args=[day]),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def _mine(request: MemberRequest, pk: int) -> VoiceNote:
    return or_404(queries.voice_of(request.user, pk))
