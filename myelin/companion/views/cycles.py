from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import WatchForm
from myelin.companion.views.asking import refuse


@require_GET
@login_required
def cycles(request: MemberRequest) -> HttpResponse:
    """Is my gap real? All cycles on top of each other, and what may be said of them."""
    member, today = request.user, timezone.localdate()
    series = queries.series_of(member)
    rows = queries.cycle_rows(member, series, today=today)
    words: dict[str, object] = {"is_hidden": rows.hides_charts, "followed": rows.asked}
    if series is not None and not rows.hides_charts:
        try:
            actions.take_looks(member=member, series=series, rows=rows)
        except Refused as refused:
            words["refused"] = str(refused)
        place = _place(request.GET.get("place", ""), len(rows.followed))
        cards = queries.cycle_cards(series, rows, place=place, today=today)
        words |= {"cards": cards, "chosen": cards[place] if cards else None, "place": place}
    return render(request, "companion/cycles.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def watch(request: MemberRequest) -> HttpResponse:
    """Name the symptom that is looked at first."""
    member, today = request.user, timezone.localdate()
    rows = queries.cycle_rows(member, None, today=today)
    now = rows.watched_on(today)
    followed = [row.symptom for row in rows.asked]
    start = {"symptom": next((symptom.slug for symptom in followed if symptom.pk == now), None)}
    form = WatchForm(request.POST if request.method == "POST" else None, symptoms=followed, initial=start)
    if not form.is_valid():
        words = {"form": form, "followed": followed}
        return render(request, "companion/watch.html", words, status=422 if form.is_bound else 200)
    try:
        actions.watch_symptom(member=member, symptom=form.cleaned_data["symptom"], today=today)
    except Refused as refused:
        words = {"form": form, "followed": followed}
        return render(request, "companion/watch.html", words, status=refuse(form, refused))
    messages.success(request, _("Noted. It counts from your next cycle on."))
    return see_other("companion:cycles")


@require_http_methods(["GET", "POST"])
@login_required
@once
def hidden(request: MemberRequest) -> HttpResponse:
    """Hide every chart; the diary goes on."""
    if request.method == "POST":
        actions.hide_charts(member=request.user, now=timezone.now())
        messages.success(request, _("No charts any more. Your diary goes on."))
        return see_other("companion:diary")
    return see_other("companion:cycles")


@require_http_methods(["GET", "POST"])
@login_required
@once
def hidden_undo(request: MemberRequest) -> HttpResponse:
    """Show charts again."""
    if request.method == "POST":
        actions.show_charts(member=request.user)
        messages.success(request, _("Your charts are back."))
    return see_other("companion:cycles")


def _place(text: str, cards: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text) < cards else 0
