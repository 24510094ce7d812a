from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import LATER, LaterForm, ReminderForm
from myelin.companion.models import Reminder
from myelin.companion.views.asking import posted, refuse
from myelin.notifications import actions as notifications
from myelin.notifications.rhythm import after_quiet


@require_http_methods(["GET", "POST"])
@login_required
@once
def reminders(request: MemberRequest) -> HttpResponse:
    """What waits, what is set, and a form to set one of each kind."""
    if request.method != "POST":
        return _page(request, None, 200)
    kind = request.POST.get("kind", "")
    if kind not in Reminder.BY_HAND:
        return _page(request, None, 422)
    form = _form(request, Reminder.Kind(kind))
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        row = actions.set_reminder(member=request.user, wish=form.wish, now=timezone.now())
    except Refused as refused:
        return _page(request, form, refuse(form, refused))
    messages.success(request, _kept_words(request, row))
    return see_other("companion:reminders")


@require_http_methods(["GET", "POST"])
@login_required
@once
def reminder(request: MemberRequest, pk: int) -> HttpResponse:
    """Read and change one of them."""
    found = _mine(request, pk)
    form = _form(request, Reminder.Kind(found.kind), found)
    words = {"reminder": found, "form": form}
    if not form.is_valid():
        return render(request, "companion/reminder.html", words, status=422 if form.is_bound else 200)
    try:
        row = actions.set_reminder(member=request.user, wish=form.wish, now=timezone.now(), reminder=found)
    except Refused as refused:
        return render(request, "companion/reminder.html", words, status=refuse(form, refused))
    messages.success(request, _kept_words(request, row))
    return see_other("companion:reminders")


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """End one, after asking."""
    found = _mine(request, pk)
    if request.method == "POST":
        actions.end_reminder(reminder=found, by=request.user)
        messages.success(request, _("That reminder has ended."))
        return see_other("companion:reminders")
    words = {
        "title": _("End this reminder?"),
        "text": _("It does not speak again, and what it says is deleted. You can also pause it."),
        "action": _("End it"),
        "back": reverse("companion:reminder", args=[found.pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


@posted("companion:reminders")
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that it is done."""
    actions.answer_reminder(reminder=_mine(request, pk), by=request.user)
    messages.success(request, _("Done."))
    return see_other("companion:reminders")


@posted("companion:reminders")
def later(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it off."""
    found, form = _mine(request, pk), LaterForm(request.POST)
    if not form.is_valid():
        return _page(request, None, 422)
    try:
        comes_back = actions.put_off_reminder(
            reminder=found, by=request.user, later=form.cleaned_data["later"], now=timezone.now()
        )
    except Refused as refused:
        messages.info(request, str(refused))
        return see_other("companion:reminders")
    messages.success(request, _("It comes back at %(time)s on %(day)s.") % _moment_words(comes_back))
    return see_other("companion:reminders")


@posted("companion:reminders")
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    """Let it rest."""
    actions.pause_reminder(reminder=_mine(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("It rests until you want it again."))
    return see_other("companion:reminders")


@posted("companion:reminders")
def pause_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Have it speak again."""
    try:
        actions.resume_reminder(reminder=_mine(request, pk), by=request.user, now=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
        return see_other("companion:reminders")
    messages.success(request, _("It speaks again from now on."))
    return see_other("companion:reminders")


def _mine(request: MemberRequest, pk: int) -> Reminder:
    found = queries.reminder_of(request.user, pk)
    if found is None:
        raise Http404
    return found


def _form(request: MemberRequest, kind: Reminder.Kind, reminder: Reminder | None = None) -> ReminderForm:
    sent = request.POST if request.method == "POST" else None
    medicines = queries.medicines_beside(request.user) if kind == Reminder.Kind.MEDICINE else []
    start = ReminderForm.initial_of(reminder) if reminder is not None else None
    return ReminderForm(sent, kind=kind, medicines=medicines, quiet=_quiet_words(request), initial=start)


def _page(request: MemberRequest, sent: ReminderForm | None, status: int) -> HttpResponse:
    member, quiet, medicines = request.user, _quiet_words(request), queries.medicines_beside(request.user)
    waiting = queries.waiting_reminders(member)
    forms = [
        sent
        if sent is not None and sent.kind == kind
        else ReminderForm(kind=kind, medicines=medicines, quiet=quiet, auto_id=f"id_{kind.value}_%s")
        for kind in Reminder.BY_HAND
    ]
    words = {
        "forms": forms,
        "open": sent.kind if sent is not None else "",
        "waiting": waiting,
        "coming": queries.dose_behind(waiting, member),
        "page": queries.reminders_page(member, after=request.GET.get("after"), size=30),
        "later": LATER,
        "has_medicines": bool(medicines),
    }
    return render(request, "companion/reminders.html", words, status=status)


def _quiet_words(request: MemberRequest) -> str:
    hours = notifications.delivery_of(request.user)
    if hours.quiet_from is None or hours.quiet_until is None:
        return _("You have set no quiet hours.")
    told = {"from": time_format(hours.quiet_from), "until": time_format(hours.quiet_until)}
    return _("Without this, a reminder between %(from)s and %(until)s waits until then.") % told


def _kept_words(request: MemberRequest, row: Reminder) -> str:
    """When it speaks first; and when that lies in quiet hours, that it waits until they end."""
    if row.paused_at is not None:
        return _("Changed. It rests until you want it again.")
    if row.next_at is None:
        return _("Kept. It speaks as soon as there is a date to follow.")
    sentence = _("Kept. It speaks at %(time)s on %(day)s.") % _moment_words(row.next_at)
    hours = notifications.delivery_of(request.user)
    tells_at = after_quiet(row.next_at, zone=row.zone, quiet_from=hours.quiet_from, quiet_until=hours.quiet_until)
    if row.in_quiet_hours or tells_at == row.next_at:
        return sentence
    until = {"until": time_format(timezone.localtime(tells_at))}
    return sentence + " " + _("That is in your quiet hours: until %(until)s it waits.") % until


def _moment_words(moment: datetime) -> dict[str, str]:
    there = timezone.localtime(moment)
    return {"day": date_format(there, "WEEKDAY_FORMAT"), "time": time_format(there)}
