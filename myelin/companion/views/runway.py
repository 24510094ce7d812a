from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import ContactForm, OwnStepForm, StepForm
from myelin.companion.models import Delay, Infusion, Owner
from myelin.companion.queries import Shown
from myelin.companion.views.asking import my_infusion, posted, refuse
from myelin.media.serving import hand_out_picture


@require_GET
@login_required
def runway(request: MemberRequest, pk: int) -> HttpResponse:
    """The way to a dose: what has to be in place, what to do first, the whole plan."""
    return _page(request, my_infusion(request, pk))


@require_http_methods(["GET", "POST"])
@login_required
@once
def step(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    """One step: what was said about it, and its proof."""
    found = my_infusion(request, pk)
    shown = _shown(request, found, key)
    said = dict(shown.noted.said) if shown.noted else {}
    form = StepForm(
        request.POST if request.method == "POST" else None, request.FILES or None,
        author=request.user, key=key, initial=said,
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    if form.is_valid():
        number = shown.noted.number if shown.noted else None
        try:
            actions.note_step(
                infusion=found, kind=shown.step.kind, by=request.user, number=number, now=timezone.now(), **form.told
            )
        except Refused as refused:
            status = refuse(form, refused)
        else:
            messages.success(request, _("Saved, with the time."))
            return see_other("companion:runway", pk)
    words = {"infusion": found, "course": found.course, "shown": shown, "form": form}
    return render(request, "companion/step.html", words, status=status)


@posted("companion:runway")
def own_step(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a step of one's own on the way."""
    found, form = my_infusion(request, pk), OwnStepForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, own=form)
    try:
        actions.add_step(infusion=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), own=form)
    messages.success(request, _("It is in your plan."))
    return see_other("companion:runway", pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def step_removal(request: MemberRequest, pk: int, key: str) -> HttpResponse:
    """Take a step of one's own off the way."""
    found = my_infusion(request, pk)
    shown = _shown(request, found, key)
    if request.method == "POST" and shown.noted is not None:
        actions.remove_step(infusion=found, by=request.user, number=shown.noted.number)
        messages.success(request, _("It is out of your plan."))
    return see_other("companion:runway", pk)


@posted("companion:runway")
def contact(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep whom to call."""
    found, form = my_infusion(request, pk), ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, contact=form)
    data = form.cleaned_data
    actions.keep_contact(
        course=found.course, by=request.user, owner=Owner(data["owner"]), name=data["name"], phone=data["phone"]
    )
    messages.success(request, _("Kept. It stands beside what they can do."))
    return see_other("companion:runway", pk)


@require_GET
@login_required
def proof(request: MemberRequest, pk: int, width: int) -> HttpResponseBase:
    """A photo of a letter, kept with a step of one's own."""
    found = queries.proof_of(request.user, pk)
    if found is None or found.picture is None:
        raise Http404
    return hand_out_picture(found.picture, width, name=f"letter-{pk}")


def _shown(request: MemberRequest, found: Infusion, key: str) -> Shown:
    today = found.course.today(timezone.now())
    way = queries.runway_of(found, request.user, today=today)
    for shown in way.steps:
        if shown.step.key == key and not shown.is_noted_elsewhere:
            return shown
    raise Http404


def _page(request: MemberRequest, found: Infusion, status: int = 200, **sent: forms.Form) -> HttpResponse:
    today = found.course.today(timezone.now())
    way = queries.runway_of(found, request.user, today=today)
    first = way.call.step if way.call is not None else None
    fast = first is not None and not first.is_noted_elsewhere
    words = {
        "infusion": found,
        "course": found.course,
        "way": way,
        "facts": queries.step_facts(),
        "advice": queries.advice(),
        "answer": StepForm(author=request.user, key=first.step.key) if first is not None and fast else None,
        "because": Delay(found.moved_because).label if found.moved_because else "",
        "own": OwnStepForm(auto_id="id_own_%s", initial={"days_before": 1}),
        "contact": ContactForm(auto_id="id_contact_%s"),
        **sent,
    }
    return render(request, "companion/runway.html", words, status=status)
