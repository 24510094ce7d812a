from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.companion import actions, queries
from myelin.companion.forms import CompletionForm, ItemForm, MoveForm, NoteForm
from myelin.companion.models import Infusion
from myelin.companion.views.asking import my_infusion, posted, refuse

BESIDE_THE_DAY = ("hour", "lasts_minutes", "place", "because")


@require_GET
@login_required
def infusion(request: MemberRequest, pk: int) -> HttpResponse:
    """One dose: what to watch for, tests, what to bring, the day, and whether it was given."""
    return _page(request, my_infusion(request, pk))


@posted("companion:infusion")
def completion(request: MemberRequest, pk: int) -> HttpResponse:
    """Mark a dose as given."""
    found, form = my_infusion(request, pk), CompletionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, completion=form)
    note = form.cleaned_data["note"]
    try:
        done = actions.complete_infusion(infusion=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except actions.GivenBefore:
        return _said_before(request, pk, note)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), completion=form)
    if done.note != note:
        return _said_before(request, pk, note)
    messages.success(request, _("Noted. The days after it follow from there."))
    return see_other("companion:infusion", pk)


@posted("companion:infusion")
def completion_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that it was not given after all."""
    actions.take_completion_back(infusion=my_infusion(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("Taken back. The plan is as before."))
    return see_other("companion:infusion", pk)


@posted("companion:infusion")
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a dose on the day that the clinic set, at its hour and place."""
    found, form = my_infusion(request, pk), MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, move=form)
    try:
        to, told = form.cleaned_data["due_on"], {name: form.cleaned_data[name] for name in BESIDE_THE_DAY}
        moved = actions.move_infusion(infusion=found, by=request.user, to=to, now=timezone.now(), **told)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), move=form)
    day = queries.when(moved, "WEEKDAY_DATE_FORMAT")
    words = (
        _("It is on %(day)s.")
        if moved.due_on == found.due_on
        else _("It is on %(day)s now, and what follows moved along.")
    )
    messages.success(request, words % {"day": day})
    return see_other("companion:infusion", pk)


@posted("companion:infusion")
def move_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a dose back on the day that its rule gives."""
    found = my_infusion(request, pk)
    try:
        actions.move_infusion(infusion=found, by=request.user, to=None, now=timezone.now())
    except Refused as refused:
        form = MoveForm({"due_on": found.due_on})
        return _page(request, found, refuse(form, refused), move=form)
    messages.success(request, _("It is back on the day that the rule gives."))
    return see_other("companion:infusion", pk)


@posted("companion:infusion")
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what was noted about a dose."""
    found, form = my_infusion(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, note=form)
    try:
        actions.note_infusion(infusion=found, by=request.user, note=form.cleaned_data["note"])
    except Refused as refused:
        return _page(request, found, refuse(form, refused), note=form)
    messages.success(request, _("Your note is saved."))
    return see_other("companion:infusion", pk)


@posted("companion:infusion")
def checklist(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the ticks that this form changed; what another window ticked meanwhile stays."""
    found = my_infusion(request, pk)
    done, before = set(request.POST.getlist("done")), set(request.POST.getlist("was"))
    changed = (done ^ before) & queries.checklist(found).keys
    actions.tick(infusion=found, by=request.user, keys=done, offered=changed, now=timezone.now())
    messages.success(request, _("Your ticks are saved."))
    return see_other("companion:infusion", pk)


@posted("companion:infusion")
def item(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a thing of one's own on every list of what to bring."""
    found, form = my_infusion(request, pk), ItemForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, item=form)
    try:
        actions.add_item(by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), item=form)
    messages.success(request, _("It is on your list, and on the ones to come."))
    return see_other("companion:infusion", pk)


def _said_before(request: MemberRequest, pk: int, note: str) -> HttpResponse:
    found = my_infusion(request, pk)
    form = NoteForm({"note": note or found.note})
    form.is_valid()
    form.add_error(None, _("This dose was marked as given before, on the day below. Your words are still here."))
    return _page(request, found, 409, note=form)


def _appointment(found: Infusion) -> dict[str, object]:
    told = {"due_on": found.due_on, "hour": found.hour, "lasts_minutes": found.lasts_minutes}
    return {**told, "place": found.place, "because": found.moved_because}


def _page(request: MemberRequest, found: Infusion, status: int = 200, **sent: forms.Form) -> HttpResponse:
    today = found.course.today(timezone.now())
    regimen = found.course.regimen
    words = {
        "infusion": found,
        "course": found.course,
        "checklist": queries.checklist(found),
        "rule": queries.facts_by_key([regimen.fact.key]).get(regimen.fact.key) if regimen else None,
        "completion": CompletionForm(initial={"given_on": found.due_on if found.due_on <= today else None}),
        "move": MoveForm(initial=_appointment(found)),
        "note": NoteForm(initial={"note": found.note}),
        "item": ItemForm(),
        "is_today": found.due_on == today,
        "is_ahead": found.due_on > today,
        **sent,
    }
    return render(request, "companion/infusion.html", words, status=status)
