from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.companion import actions, queries
from myelin.companion.day import Kind
from myelin.companion.forms import CompletionForm, EveningForm, TapForm
from myelin.companion.models import Infusion
from myelin.companion.views.asking import my_infusion, posted, refuse


@require_GET
@login_required
def day(request: MemberRequest, pk: int) -> HttpResponse:
    """An infusion day, for a phone in one hand."""
    return _page(request, my_infusion(request, pk))


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """The infusion day that a phone keeps for when there is no network. It knows nobody and no dose."""
    return render(request, "companion/infusion_away.html", queries.day_without_network())


@posted("companion:infusion_day")
def taps(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep one thing that happened; the key that the tap brings makes it one, however often it arrives."""
    found, form = my_infusion(request, pk), TapForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, tap=form)
    try:
        actions.tap(infusion=found, by=request.user, now=timezone.now(), **form.told)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), tap=form)
    if form.told["kind"] == Kind.FEELING and form.told["feeling"] != "fine":
        messages.success(request, _("Noted, with the time. Please read the red part, and tell your nurse now."))
    else:
        messages.success(request, _("Noted, with the time."))
    return see_other("companion:infusion_day", pk)


@require_http_methods(["GET", "POST"])
@login_required
def tap_undo(request: MemberRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Take a tap back."""
    found = my_infusion(request, pk)
    if request.method == "POST":
        if not actions.undo_tap(infusion=found, by=request.user, uuid=uuid, now=timezone.now()):
            raise Http404
        messages.success(request, _("Taken back."))
    return see_other("companion:infusion_day", pk)


@posted("companion:infusion_day")
def evening(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep how an evening after a dose was."""
    found, form = my_infusion(request, pk), EveningForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, evening=form)
    now = timezone.now()
    try:
        actions.look_back(infusion=found, by=request.user, today=found.course.today(now), now=now, **form.cleaned_data)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), evening=form)
    messages.success(request, _("Noted. Rest well."))
    return see_other("companion:infusion_day", pk)


@require_http_methods(["GET", "POST"])
@login_required
def item_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a thing of one's own off the lists."""
    found = queries.item_of(request.user, pk)
    if request.method == "POST":
        if found is None:
            raise Http404
        actions.remove_item(item=found, by=request.user, now=timezone.now())
        messages.success(request, _("It is off your list."))
    return see_other("companion:care")


def _page(request: MemberRequest, found: Infusion, status: int = 200, **sent: forms.Form) -> HttpResponse:
    today = found.course.today(timezone.now())
    page = queries.day_page(found, request.user, today=today)
    words = {
        "infusion": found,
        "course": found.course,
        "page": page,
        "tap": TapForm(auto_id="id_tap_%s"),
        "completion": CompletionForm(initial={"given_on": min(found.due_on, today)}),
        "evening": EveningForm(initial={"evening": page.evening}),
        "is_ahead": found.due_on > today,
        **sent,
    }
    return render(request, "companion/infusion_day.html", words, status=status)
