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
from myelin.companion.forms import IntervalForm, OrderForm, ReceivedForm
from myelin.companion.models import Course
from myelin.companion.views.asking import my_course, posted, refuse

DAYS_A_WEEK = 7


@require_GET
@login_required
def plan(request: MemberRequest, pk: int) -> HttpResponse:
    """What the team agreed on or ordered, beside the rule of the medicine."""
    return _page(request, my_course(request, pk))


@posted("companion:course_plan")
def interval(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the interval that the member and the team agreed on."""
    found, form = my_course(request, pk), IntervalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, interval=form)
    days = form.cleaned_data["weeks"] * DAYS_A_WEEK
    try:
        actions.set_interval(course=found, by=request.user, days=days, now=timezone.now())
    except Refused as refused:
        return _page(request, found, refuse(form, refused), interval=form)
    messages.success(request, _("Saved. The days to come follow it. It is your plan, and your team decides."))
    return see_other("companion:course", pk)


@posted("companion:course_plan")
def interval_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Go back to the interval of the rule."""
    actions.set_interval(course=my_course(request, pk), by=request.user, days=None, now=timezone.now())
    messages.success(request, _("The days follow the rule of the medicine again."))
    return see_other("companion:course", pk)


@posted("companion:course_plan")
def order(request: MemberRequest, pk: int) -> HttpResponse:
    """Note a further part that the team ordered."""
    found, form = my_course(request, pk), OrderForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, order=form)
    try:
        actions.order_part(course=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        return _page(request, found, refuse(form, refused), order=form)
    messages.success(request, _("Noted. Its days are in your plan."))
    return see_other("companion:course", pk)


@posted("companion:course_plan")
def order_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an ordered part out of the plan."""
    found, form = my_course(request, pk), OrderForm(request.POST)
    if form.is_valid():
        actions.take_order_back(course=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("It is out of your plan."))
    return see_other("companion:course_plan", pk)


@posted("companion:course_plan")
def received(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what was had before, for a lifetime ceiling."""
    found, form = my_course(request, pk), ReceivedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, received=form)
    try:
        actions.set_received_before(course=found, by=request.user, amount=form.per_surface, now=timezone.now())
    except Refused as refused:
        return _page(request, found, refuse(form, refused), received=form)
    messages.success(request, _("Counted. The plan ends before the lifetime ceiling."))
    return see_other("companion:course", pk)


def _page(request: MemberRequest, course: Course, status: int = 200, **sent: forms.Form) -> HttpResponse:
    regimen, schedule = course.regimen, course.schedule()
    interval = course.own_interval_days
    words = {
        "course": course,
        "rule": queries.facts_by_key([regimen.fact.key]).get(regimen.fact.key) if regimen else None,
        "repeats": schedule is not None and schedule.is_open_ended and not schedule.is_daily,
        "can_be_ordered": schedule is not None and schedule.ordered_phase is not None,
        "cap": schedule.lifetime_cap if schedule is not None else None,
        "interval": IntervalForm(initial={"weeks": interval // DAYS_A_WEEK if interval else None}),
        "order": OrderForm(),
        "received": ReceivedForm(initial={"amount": course.received_before}),
        **sent,
    }
    return render(request, "companion/own_plan.html", words, status=status)
