from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from myelin.base.http import MemberRequest, see_other
from myelin.companion import queries
from myelin.companion.views.diary import form_of


@require_GET
@login_required
def care(request: MemberRequest) -> HttpResponse:
    """What comes next, how today is, what the diary shows, what is still to do."""
    member, today = request.user, timezone.localdate()
    since = _a_year_before(today)
    upcoming = queries.coming_up(member, today=today)
    checklist = queries.checklist(upcoming.infusion, upcoming.wanted) if upcoming else None
    diary = queries.read_diary(member, today, since=since)
    given, days = queries.given_lately(member, today=today, since=since)
    # One of them is shown: that nobody follows any more is for the page of charts.
    told = [] if diary.hides_charts else queries.told_by(diary, followed_alone=True)
    charts = queries.charts(told, days, today=today) if told else []
    words = {
        "next": upcoming,
        "look_back": queries.look_back_due(given[:1], today=today),
        "checklist": checklist,
        "courses": queries.running(member),
        "given": given,
        "form": form_of(diary),
        "day": today,
        "entry": diary.entry,
        "chart": next((chart for chart in charts if chart.is_drawn), charts[0] if charts else None),
        "advice": checklist.advice if checklist else queries.advice(),
    }
    return render(request, "companion/care.html", words)


@require_GET
@login_required
def charts(request: MemberRequest) -> HttpResponse:
    """Every series of the diary as a chart, a sentence and a table."""
    member, today = request.user, timezone.localdate()
    since = _a_year_before(today)
    pairs = queries.switches(queries.courses_of(member), since=since - queries.SPAN, today=today)
    # Half a year before a switch is needed too, which may have been long ago.
    first = min([since, *(after.started_on - queries.SIDE for _before, after in pairs)])
    diary = queries.read_diary(member, today, since=first)
    if diary.hides_charts:
        return see_other("companion:cycles")
    given = queries.given_days(member, today=today, since=since)
    told = queries.told_by(diary)
    lately = [one.since(since) for one in told]
    noted = [one for one in lately if one.scores]
    wanted = next((one for one in noted if one.slug == request.GET.get("of")), noted[0] if noted else None)
    words = {
        "panes": queries.panes(lately, given, today=today),
        "noted": noted,
        "year": queries.year_of(wanted, today=today) if wanted else None,
        "switches": [queries.around(*pair, told) for pair in pairs],
        "charts": queries.charts(lately, given, today=today),
    }
    return render(request, "companion/charts.html", words)


def _a_year_before(today: date) -> date:
    return today - queries.SPAN + timedelta(days=1)
