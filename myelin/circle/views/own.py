"""A member's own circle."""

from __future__ import annotations

from collections.abc import Mapping

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
from myelin.base.idempotency import once
from myelin.base.tokens import new_secret
from myelin.circle import actions, queries
from myelin.circle.forms import BoardForm, InviteForm, ScopesForm, TaskForm
from myelin.circle.models import Carer, ScopeKind
from myelin.circle.queries import Circle
from myelin.circle.views.asking import deed, refuse
from myelin.companion import queries as companion
from myelin.live.page import hear

BOARD_SECRET = "board_secret"  # noqa: S105  the name of a place in the session


@require_GET
@login_required
def circle(request: MemberRequest) -> HttpResponse:
    """The people one let in, and how far; what would help; what they noted; who looked."""
    return page(request)


def page(
    request: MemberRequest, status: int = 200, *, scopes: Mapping[int, ScopesForm] | None = None, **sent: forms.Form
) -> HttpResponse:
    """The page of one's circle, with forms that were sent and need mending."""
    now = timezone.now()
    found = queries.circle_of(request.user, now)
    hear(request, f"circle:{request.user.pk}")
    secret = shown_once.take(request, BOARD_SECRET)
    words = {
        "circle": found,
        "cards": _cards(request, found, scopes or {}),
        "address": request.build_absolute_uri(reverse("circle:link", args=[secret])) if secret else "",
        "today": queries.day_of(request.user, now),
        "task": TaskForm(auto_id="id_task_%s"),
        "days": BoardForm(auto_id="id_board_%s"),
        **sent,
    }
    return render(request, "circle/circle.html", words, status=status)


def _cards(
    request: MemberRequest, found: Circle, sent: Mapping[int, ScopesForm]
) -> list[tuple[Carer, ScopesForm]]:  # fmt: skip
    return [(one.carer, sent.get(one.carer.pk) or _scopes_form(request, one.carer)) for one in found.people]


def _scopes_form(request: MemberRequest, carer: Carer) -> ScopesForm:
    """The switches as they stand; a first day is shown only while it is still to come."""
    member, now = request.user, timezone.now()
    initial: dict[str, object] = {}
    for scope in carer.scopes.all():
        initial[scope.kind] = scope.ends_at is None or scope.ends_at > now
        if scope.starts_at > now:
            initial[f"{scope.kind}_since"] = queries.day_of(member, scope.starts_at)
        if scope.ends_at is not None and scope.ends_at > now:
            initial[f"{scope.kind}_until"] = queries.last_day_of(member, scope.ends_at)
    return ScopesForm(member=member, initial=initial, auto_id=f"id_{carer.pk}_%s")


@require_http_methods(["GET", "POST"])
@login_required
@once
def invite(request: MemberRequest) -> HttpResponse:
    """Let somebody in: a member by name, or whoever reads a mailbox."""
    form = InviteForm(
        request.POST if request.method == "POST" else None, member=request.user, initial={"scopes": [ScopeKind.TIRED]}
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            _ask(request, form)
        except Refused as refused:
            status = refuse(form, refused)
        else:
            messages.success(request, _("Your invitation is on its way. It waits for two weeks."))
            return see_other("circle:circle")
    return render(request, "circle/invite.html", {"form": form}, status=status)


def _ask(request: MemberRequest, form: InviteForm) -> None:
    member, now = request.user, timezone.now()
    if form.person is not None:
        actions.invite(member=member, person=form.person, now=now, **form.offer)
        return
    secret = new_secret()
    link = request.build_absolute_uri(reverse("circle:invited", args=[secret]))
    actions.invite_by_mail(
        member=member, address=form.cleaned_data["who"], link=link, secret=secret, now=now, **form.offer
    )


@deed
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = or_404(queries.invitation_of(request.user, pk))
    actions.withdraw_invitation(invitation=found, by=request.user, now=timezone.now())
    messages.success(request, _("The invitation is taken back."))
    return see_other("circle:circle")


@deed
def scopes(request: MemberRequest, handle: str) -> HttpResponse:
    """Say what somebody may see."""
    carer = or_404(queries.carer_of(request.user, handle))
    form = ScopesForm(request.POST, member=request.user, auto_id=f"id_{carer.pk}_%s")
    if not form.is_valid():
        return page(request, 422, scopes={carer.pk: form})
    try:
        actions.set_scopes(carer=carer, by=request.user, spans=form.spans, now=timezone.now())
    except Refused as refused:
        return page(request, refuse(form, refused), scopes={carer.pk: form})
    messages.success(request, _("Saved. What you switched off is gone for %(name)s.") % {"name": carer.person.name})
    return see_other("circle:circle")


@deed
def end(request: MemberRequest, handle: str) -> HttpResponse:
    """Stop all of it, at once."""
    carer = or_404(queries.carer_of(request.user, handle))
    actions.end(carer=carer, by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s sees nothing of it any more.") % {"name": carer.person.name})
    return see_other("circle:circle")


@deed
def tired(request: MemberRequest) -> HttpResponse:
    """Tell the circle one word, for today."""
    try:
        actions.tell_tired(member=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Told. Rest now."))
    return see_other("circle:circle")


@deed
def tired_undo(request: MemberRequest) -> HttpResponse:
    """Take the word back."""
    actions.take_tired_back(member=request.user, now=timezone.now())
    messages.success(request, _("Taken back."))
    return see_other("circle:circle")


@require_GET
@login_required
def log(request: MemberRequest) -> HttpResponse:
    """Who looked, and at what."""
    return render(request, "circle/log.html", {"page": queries.log_of(request.user, after=request.GET.get("after"))})


@deed
def tasks(request: MemberRequest) -> HttpResponse:
    """Put something that would help on the list."""
    form = TaskForm(request.POST, auto_id="id_task_%s")
    if not form.is_valid():
        return page(request, 422, task=form)
    told = dict(form.cleaned_data)
    infusion = companion.next_infusion(request.user) if told.pop("for_dose") else None
    try:
        actions.add_task(member=request.user, infusion=infusion, now=timezone.now(), **told)
    except Refused as refused:
        return page(request, refuse(form, refused), task=form)
    messages.success(request, _("It is on the list."))
    return see_other("circle:circle")


@deed
def task_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it off the list."""
    found = or_404(queries.task_of(request.user, pk))
    actions.remove_task(task=found, by=request.user, now=timezone.now())
    messages.success(request, _("It is off the list."))
    return see_other("circle:circle")


@deed
def task_freeing(request: MemberRequest, pk: int) -> HttpResponse:
    """Open it again, whoever had taken it."""
    found = or_404(queries.task_of(request.user, pk))
    actions.free_task(task=found, by=request.user, now=timezone.now())
    messages.success(request, _("It is open again."))
    return see_other("circle:circle")


@deed
def board(request: MemberRequest) -> HttpResponse:
    """Make the link to the list."""
    form = BoardForm(request.POST, auto_id="id_board_%s")
    if not form.is_valid():
        return page(request, 422, days=form)
    try:
        secret = actions.open_board(member=request.user, days=form.cleaned_data["days"], now=timezone.now())
    except Refused as refused:
        return page(request, refuse(form, refused), days=form)
    shown_once.keep(request, BOARD_SECRET, secret)
    return see_other("circle:circle")


@deed
def board_end(request: MemberRequest) -> HttpResponse:
    """End the link, at once."""
    actions.end_board(member=request.user, now=timezone.now())
    messages.success(request, _("The link no longer works."))
    return see_other("circle:circle")


@require_GET
@login_required
def notes(request: MemberRequest) -> HttpResponse:
    """All that others noted about one, hidden ones too."""
    found = queries.notes_about(request.user, after=request.GET.get("after"))
    return render(request, "circle/notes.html", {"page": found})


@deed
def hiding(request: MemberRequest, pk: int) -> HttpResponse:
    """Fold a note away, or unfold it (`stop`)."""
    found = or_404(queries.note_of(request.user, pk))
    if "stop" in request.POST:
        actions.show_observation(observation=found, by=request.user)
    else:
        actions.hide_observation(observation=found, by=request.user, now=timezone.now())
        messages.success(request, _("Hidden. It is still under all notes."))
    return see_other("circle:notes" if "stop" in request.POST else "circle:circle")


@deed
def note_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete a note about oneself, for both."""
    found = or_404(queries.note_of(request.user, pk))
    actions.remove_observation(observation=found, by=request.user, now=timezone.now())
    messages.success(request, _("The note is gone, for both of you."))
    return see_other("circle:notes")
