from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from myelin.base.http import MemberRequest, see_other
from myelin.companion import queries
from myelin.companion.models import Course, DiaryEntry, Infusion
from myelin.companion.views.diary import form_of
from myelin.members.models import Member

DOSES_SHOWN = 3


@require_GET
@login_required
def care(request: MemberRequest) -> HttpResponse:
    """What comes next, how today is, what the diary shows, what is still to do."""
    member, today = request.user, timezone.localdate()
    upcoming = queries.next_infusion_card(member, today=today)
    charts = [] if queries.hides_charts(member) else _charts(member, today)
    entry = DiaryEntry.objects.of(member).filter(day=today).first()
    words = {
        "next": upcoming,
        "checklist": queries.checklist(upcoming.infusion) if upcoming else None,
        "courses": list(Course.objects.of(member).running().for_page().order_by("-started_on", "-id")),
        "given": list(Infusion.objects.of(member).given().for_page()[:DOSES_SHOWN]),
        "form": form_of(member, entry),
        "day": today,
        "entry": entry,
        "chart": next((chart for chart in charts if chart.is_drawn), charts[0] if charts else None),
        "advice": queries.advice(),
    }
    return render(request, "companion/care.html", words)


@require_GET
@login_required
def charts(request: MemberRequest) -> HttpResponse:
    """Every series of the diary as a chart, a sentence and a table."""
    if queries.hides_charts(request.user):
        return see_other("companion:cycles")
    return render(request, "companion/charts.html", {"charts": _charts(request.user, timezone.localdate())})


def _charts(member: Member, today: date) -> list[queries.Chart]:
    entries = queries.entries_between(member, today - queries.SPAN + timedelta(days=1), today)
    return queries.charts(member, entries, today=today)
