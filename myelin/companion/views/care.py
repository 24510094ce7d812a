from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from myelin.base.http import MemberRequest, see_other
from myelin.companion import queries
from myelin.companion.models import Course, Infusion
from myelin.companion.views.diary import form_of

DOSES_SHOWN = 3


@require_GET
@login_required
def care(request: MemberRequest) -> HttpResponse:
    """What comes next, how today is, what the diary shows, what is still to do."""
    member, today = request.user, timezone.localdate()
    upcoming = queries.next_infusion_card(member, today=today)
    diary = queries.read_diary(member, today, since=_a_year_before(today))
    charts = [] if diary.hides_charts else queries.charts(member, diary, today=today)
    given = list(Infusion.objects.of(member).given().for_page()[:DOSES_SHOWN])
    words = {
        "next": upcoming,
        "look_back": queries.look_back_due(given[:1], member, today=today),
        "checklist": queries.checklist(upcoming.infusion) if upcoming else None,
        "courses": list(Course.objects.of(member).running().for_page().order_by("-started_on", "-id")),
        "given": given,
        "form": form_of(diary),
        "day": today,
        "entry": diary.entry,
        "chart": next((chart for chart in charts if chart.is_drawn), charts[0] if charts else None),
        "advice": queries.advice(),
    }
    return render(request, "companion/care.html", words)


@require_GET
@login_required
def charts(request: MemberRequest) -> HttpResponse:
    """Every series of the diary as a chart, a sentence and a table."""
    today = timezone.localdate()
    diary = queries.read_diary(request.user, today, since=_a_year_before(today))
    if diary.hides_charts:
        return see_other("companion:cycles")
    return render(request, "companion/charts.html", {"charts": queries.charts(request.user, diary, today=today)})


def _a_year_before(today: date) -> date:
    return today - queries.SPAN + timedelta(days=1)
