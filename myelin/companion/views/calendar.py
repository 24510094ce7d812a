from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from myelin.base import shown_once
from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.often import too_often
from myelin.base.tokens import digest_of
from myelin.companion import actions, ics, queries
from myelin.companion.forms import CalendarForm, DetailForm
from myelin.companion.models import CalendarFeed
from myelin.companion.views.asking import posted, refuse

MOST_READINGS = 60
"""In an hour: calendar programs ask each quarter of one, from a few places."""
SECRET = "calendar_secret"  # noqa: S105  the name of a place in the session


@require_http_methods(["GET", "POST"])
@login_required
@once
def calendars(request: MemberRequest) -> HttpResponse:
    """The secret addresses of one's calendar; a new one is shown once."""
    form = CalendarForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    try:
        _feed, token = actions.open_calendar(member=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, form, refuse(form, refused))
    shown_once.keep(request, SECRET, token)
    return see_other("companion:calendars")


@posted("companion:calendars")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose whether an address says what an appointment is."""
    feed = get_object_or_404(CalendarFeed.objects.of(request.user), pk=pk)
    form = DetailForm(request.POST)
    if form.is_valid():
        wish = form.cleaned_data["shows_detail"]
        actions.set_detail(feed=feed, by=request.user, shows_detail=wish, now=timezone.now())
        messages.success(request, _("Saved. Your calendar shows it when it asks again."))
    return see_other("companion:calendars")


@posted("companion:calendars")
def revocation(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop an address from working, at once."""
    feed = get_object_or_404(CalendarFeed.objects.of(request.user), pk=pk)
    actions.close_calendar(feed=feed, by=request.user, now=timezone.now())
    messages.success(request, _("That address no longer works."))
    return see_other("companion:calendars")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, for calendar programs. Nobody signs in here."""
    now = timezone.now()
    found = CalendarFeed.objects.opened_by(digest_of(token)).first()
    if found is None:
        raise Http404
    if too_often(f"calendar-{found.pk}", most=MOST_READINGS, now=now):
        return HttpResponse(status=429, headers={"Retry-After": "3600", "Cache-Control": "no-store"})
    actions.note_reading(feed=found, today=now.date())
    text = ics.calendar(queries.calendar_of(found.member), shows_detail=found.shows_detail, now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


def _page(request: MemberRequest, form: CalendarForm, status: int) -> HttpResponse:
    token = shown_once.take(request, SECRET)
    address = request.build_absolute_uri(reverse("companion:feed", args=[token])) if token else ""
    words = {
        "form": form,
        "address": address,
        "feeds": CalendarFeed.objects.of(request.user).order_by("-made_at", "-id"),
    }
    return render(request, "companion/calendars.html", words, status=status)
