"""The space of somebody who cares: whom they care for, and what those let them see and do."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base import shown_once
from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, or_404, see_other
from myelin.circle import actions, queries
from myelin.circle.forms import NoteForm
from myelin.circle.models import LookKind
from myelin.circle.queries import Cared
from myelin.circle.views.asking import carers_deed, gate, refuse
from myelin.live.page import hear

FEED_SECRET = "circle_feed_secret"  # noqa: S105  the name of a place in the session


@require_GET
@login_required
def cares(request: MemberRequest) -> HttpResponse:
    """The people one cares for, and invitations that wait."""
    now = timezone.now()
    words = {
        "carers": queries.cares_for(request.user),
        "invitations": queries.invitations_to(request.user, now),
    }
    return render(request, "circle/cares.html", words)


@require_GET
@login_required
def person(request: MemberRequest, handle: str) -> HttpResponse:
    """What somebody lets one see, and nothing else; the look stands in their log."""
    return _page(request, gate(request, handle))


def _page(request: MemberRequest, cared: Cared, status: int = 200, **sent: forms.Form) -> HttpResponse:
    now = timezone.now()
    seen = queries.seen_by(cared, now)
    actions.note_looks(member=cared.member, person=request.user, kinds=seen.kinds(cared), now=now)
    hear(request, f"circle:{cared.member.pk}")
    secret = shown_once.take(request, FEED_SECRET)
    words = {
        "cared": cared,
        "person": cared.member,
        "seen": seen,
        "address": request.build_absolute_uri(reverse("circle:feed", args=[secret])) if secret else "",
        "note": NoteForm(),
        **sent,
    }
    return render(request, "circle/person.html", words, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def notes(request: MemberRequest, handle: str) -> HttpResponse:
    """What one noted about somebody; a new note."""
    cared = gate(request, handle)
    or_404(cared if cared.takes_notes else None)
    if request.method == "POST":
        return _noted(request, handle)
    now = timezone.now()
    actions.note_look(member=cared.member, person=request.user, kind=LookKind.NOTES, now=now)
    page = queries.notes_by(cared, after=request.GET.get("after"))
    return render(request, "circle/notes_by.html", {"person": cared.member, "page": page})


@carers_deed
def _noted(request: MemberRequest, cared: Cared) -> HttpResponse:
    form, now = NoteForm(request.POST), timezone.now()
    if not form.is_valid():
        return _page(request, cared, 422, note=form)
    day = queries.day_of(cared.member, now)
    try:
        actions.observe(carer=cared.carer, text=form.cleaned_data["text"], day=day, now=now)
    except Refused as refused:
        return _page(request, cared, refuse(form, refused), note=form)
    messages.success(request, _("Noted. %(name)s and you can read it.") % {"name": cared.member.name})
    return see_other("circle:person", cared.member.handle)


@carers_deed
def taking(request: MemberRequest, cared: Cared, pk: int) -> HttpResponse:
    """Take a task."""
    task = or_404(queries.task_for(cared, pk))
    try:
        actions.take_task(task=task, carer=cared.carer, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is yours. %(name)s sees it.") % {"name": cared.member.name})
    return see_other("circle:person", cared.member.handle)


@carers_deed
def taking_undo(request: MemberRequest, cared: Cared, pk: int) -> HttpResponse:
    """Give a task back."""
    task = or_404(queries.task_for(cared, pk))
    actions.give_back(task=task, carer=cared.carer, now=timezone.now())
    messages.success(request, _("It is open again."))
    return see_other("circle:person", cared.member.handle)


@carers_deed
def step_taking(request: MemberRequest, cared: Cared, pk: int, key: str) -> HttpResponse:
    """Take a step of the plan."""
    now = timezone.now()
    infusion = or_404(queries.step_for(cared, pk, key, now))
    try:
        actions.take_step(carer=cared.carer, infusion=infusion, key=key, now=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is yours. %(name)s sees it.") % {"name": cared.member.name})
    return see_other("circle:person", cared.member.handle)


@carers_deed
def step_taking_undo(request: MemberRequest, cared: Cared, pk: int, key: str) -> HttpResponse:
    """Give a step of the plan back."""
    now = timezone.now()
    infusion = or_404(queries.step_for(cared, pk, key, now))
    actions.give_step_back(carer=cared.carer, infusion=infusion, key=key, now=now)
    messages.success(request, _("It is open again."))
    return see_other("circle:person", cared.member.handle)


@carers_deed
def address(request: MemberRequest, cared: Cared) -> HttpResponse:
    """Make a secret address for one's calendar program, or stop it (`stop`)."""
    or_404(cared if cared.shows_dates else None)
    if "stop" in request.POST:
        actions.close_feed(carer=cared.carer)
        messages.success(request, _("That address no longer works."))
    else:
        shown_once.keep(request, FEED_SECRET, actions.open_feed(carer=cared.carer, now=timezone.now()))
    return see_other("circle:person", cared.member.handle)


@require_http_methods(["GET", "POST"])
@login_required
def leaving(request: MemberRequest, handle: str) -> HttpResponse:
    """Leave somebody's circle, after being asked once."""
    cared = gate(request, handle)
    name = {"name": cared.member.name}
    if request.method == "POST":
        actions.end(carer=cared.carer, by=request.user, now=timezone.now())
        messages.success(request, _("You left the circle of %(name)s.") % name)
        return see_other("circle:cares")
    words = {
        "title": _("Leave the circle of %(name)s?") % name,
        "text": _("What you see of each other here ends at once. What you took is open again."),
        "action": _("Leave the circle"),
        "back": reverse("circle:person", args=[handle]),
    }
    return render(request, "components/confirm.html", words)
