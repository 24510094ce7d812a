from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.exchange import actions, queries
from myelin.exchange.fhir.opening import Unreadable
from myelin.exchange.forms import FileForm
from myelin.exchange.models import Reading
from myelin.exchange.tasks import read_file, take_file
from myelin.media.sealed import HELD
from myelin.media.uploads import HeldUpload

SHOWN = 50


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@once
def exchange(request: MemberRequest) -> HttpResponse:
    """Care out and in: bring a file, and see those that were brought last."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    try:
        reading = _brought(request, form.cleaned_data["file"])
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, form, refused.status)
    return see_other("exchange:reading", reading.pk)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@once
def reading(request: MemberRequest, pk: int) -> HttpResponse:
    """What a file holds, entry by entry. Tick what you want; nothing is taken before you say so."""
    found = _mine(request, pk)
    if request.method != "POST":
        look = queries.look(found, request.user, after=request.GET.get("after"), size=SHOWN)
        return render(request, "exchange/reading.html", {"look": look})
    shown, chosen = (_numbers(request.POST.getlist(name)) for name in ("shown", "chosen"))
    actions.choose(reading=found, by=request.user, shown=shown, chosen=chosen)
    if request.POST.get("then") != "take":
        after = request.POST.get("after", "")
        return see_other(f"{reverse('exchange:reading', args=[pk])}{'?after=' if after else ''}{after}")
    try:
        _take(request, found)
    except Refused as refused:
        messages.error(request, str(refused))
    return see_other("exchange:reading", pk)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a file aside, after asking."""
    found = _mine(request, pk)
    if request.method == "POST":
        actions.put_aside(reading=found, by=request.user)
        messages.success(request, _("It is put aside. What you took stays in your care."))
        return see_other("exchange:exchange")
    words = {
        "title": _("Put this file aside?"),
        "text": _("What we read from it is deleted. What you took stays in your care."),
        "action": _("Put it aside"),
        "back": reverse("exchange:reading", args=[found.pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


@transaction.atomic
def _take(request: MemberRequest, found: Reading) -> None:
    """Much that is ticked waits for the worker; a little is taken at once."""
    now = timezone.now()
    if actions.leave_to_worker(reading=found, by=request.user, now=now):
        take_file.defer(number=found.pk)
        return
    actions.take(reading=found, by=request.user, now=now)
    messages.success(request, _("What you ticked is in your care now."))


@transaction.atomic
def _brought(request: MemberRequest, file: UploadedFile[Any]) -> Reading:
    """A long file waits for the worker; every other one is read at once, and forgotten if it cannot be."""
    now, size = timezone.now(), file.size or 0
    if isinstance(file, HeldUpload) and file.problem is not None:
        raise file.problem
    name = file.keep() if isinstance(file, HeldUpload) else HELD.keep(file.chunks())
    found = actions.bring(member=request.user, name=name, now=now)
    if size > actions.AT_ONCE:
        read_file.defer(number=found.pk)
        return found
    actions.read_on(number=found.pk, now=now)
    found.refresh_from_db()
    if found.why:
        raise Unreadable(found.why)
    return found


def _page(request: MemberRequest, form: FileForm, status: int) -> HttpResponse:
    words = {"form": form, "readings": queries.readings(request.user)}
    return render(request, "exchange/exchange.html", words, status=status)


def _mine(request: MemberRequest, pk: int) -> Reading:
    found = queries.reading_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isdigit() and len(text) < 19}
