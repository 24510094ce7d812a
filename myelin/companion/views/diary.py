from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.middleware.security import plays
from myelin.companion import actions, queries
from myelin.companion.forms import DiaryForm, SymptomsForm, WordsForm
from myelin.companion.models import DiaryEntry, FollowedSymptom
from myelin.companion.views.asking import refuse
from myelin.pack.models import Symptom


@require_GET
@login_required
@plays
def diary(request: MemberRequest) -> HttpResponse:
    """Today's form, and the days that were kept."""
    wish = _day(request.GET.get("day", ""))
    if wish is not None:
        return see_other("companion:day", wish)
    today, after = timezone.localdate(), request.GET.get("after")
    diary = queries.read_diary(request.user, today)
    campaign = None if after else queries.campaign_of(request.user)
    words = {
        "campaign": campaign,
        "windows": queries.windows_of(campaign) if campaign is not None else [],
        "page": queries.days_page(request.user, after=after, size=30),
        "day": today,
        "entry": diary.entry,
        "form": None if after else form_of(diary),
        "yesterday": diary.before(today) is not None,
        "names": Symptom.objects.called() | {row.slug: row.called for row in diary.asked},
    }
    return render(request, "companion/diary.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@plays
@once
def day(request: MemberRequest, day: date) -> HttpResponse:
    """One day: read it, keep it, or keep it like the day before."""
    member, now = request.user, timezone.now()
    today = timezone.localdate(now)
    diary = queries.read_diary(member, day)
    entry = diary.entry
    if request.method != "POST":
        _has_come_or_404(day, today)
        return _day_page(request, day, entry, form_of(diary), 200)
    before = diary.before(day) if "same" in request.POST else None
    sent = DiaryForm.initial_of(before) | {"note": request.POST.get("note", "")} if before else request.POST
    form = form_of(diary, sent, also=before)
    if not form.is_valid():
        return _day_page(request, day, entry, form, 422)
    if before is None and "seen" in request.POST and form.cleaned_data["seen"] != stamp(entry):
        form = form_of(diary, {**request.POST.dict(), "seen": stamp(entry)})
        form.add_error(None, _("This day was changed in another window. Here is what you typed. Save to keep this."))
        return _day_page(request, day, entry, form, 409)
    try:
        actions.save_day(member=member, day=day, today=today, now=now, **form.told)
    except Refused as refused:
        return _day_page(request, day, entry, form, refuse(form, refused))
    messages.success(request, _("Saved. Gaps are fine, and so is today."))
    return see_other("companion:diary")


@require_http_methods(["GET", "POST"])
@login_required
@once
def removal(request: MemberRequest, day: date) -> HttpResponse:
    """Take a day out of the diary, after asking."""
    if request.method == "POST":
        actions.remove_day(member=request.user, day=day)
        messages.success(request, _("That day is gone from your diary."))
        return see_other("companion:diary")
    words = {
        "title": _("Remove this day?"),
        "text": _("What you noted that day is deleted. This cannot be undone."),
        "action": _("Remove it"),
        "back": f"/care/diary/{day.isoformat()}/",
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def symptoms(request: MemberRequest) -> HttpResponse:
    """Choose the symptoms that the diary asks for."""
    start = {"symptoms": [row.slug for row in queries.asked(request.user)]}
    form = SymptomsForm(request.POST if request.method == "POST" else None, initial=start)
    if not form.is_valid():
        return render(request, "companion/symptoms.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        chosen = list(form.cleaned_data["symptoms"])
        actions.follow_symptoms(member=request.user, symptoms=chosen, now=timezone.now())
    except Refused as refused:
        return render(request, "companion/symptoms.html", {"form": form}, status=refuse(form, refused))
    messages.success(request, _("Your diary asks for these from now on."))
    return see_other("companion:diary")


@require_http_methods(["GET", "POST"])
@login_required
@once
def words(request: MemberRequest) -> HttpResponse:
    """Call the symptoms that the diary asks for in one's own words."""
    form = WordsForm(request.POST if request.method == "POST" else None, asked=queries.asked(request.user))
    if not form.is_valid():
        return render(request, "companion/words.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        actions.name_symptoms(member=request.user, words=form.words)
    except Refused as refused:
        return render(request, "companion/words.html", {"form": form}, status=refuse(form, refused))
    messages.success(request, _("Your diary says it like you from now on."))
    return see_other("companion:diary")


def form_of(diary: queries.Diary, data: object = None, also: DiaryEntry | None = None) -> DiaryForm:
    """The form of one day: it asks for the followed symptoms, and keeps those that the day told besides."""
    told = {slug for day in (diary.entry, also) if day is not None for slug in day.symptoms}
    extra = told - {row.slug for row in diary.asked}
    symptoms: list[FollowedSymptom | Symptom] = [*diary.asked, *(Symptom.objects.named(extra) if extra else [])]
    start = DiaryForm.initial_of(diary.entry) | {"seen": stamp(diary.entry)}
    return DiaryForm(data, symptoms=symptoms, initial=start)


def stamp(entry: DiaryEntry | None) -> str:
    """What a form remembers of the day it was filled from, so that another window's words are not lost."""
    return entry.saved_at.isoformat() if entry is not None else ""


def _has_come_or_404(day: date, today: date) -> None:
    try:
        actions.check_come(day, today)
    except Refused:
        raise Http404 from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_page(
    request: MemberRequest, day: date, entry: DiaryEntry | None, form: DiaryForm, status: int
) -> HttpResponse:
    words = {
        "day": day,
        "entry": entry,
        "form": form,
        "measured": queries.measured_on(request.user, day),
        "voices": queries.voices_of_day(request.user, day),
        "advice": queries.advice(),
    }
    return render(request, "companion/day.html", words, status=status)
