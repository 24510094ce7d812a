from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.companion import actions, queries
from myelin.companion.forms import MomentForm
from myelin.companion.models import Mood
from myelin.companion.views.asking import refuse


@require_http_methods(["GET", "POST"])
@login_required
def today(request: MemberRequest) -> HttpResponse:
    """Today in a tap or three. A phone sends what waited on it to the same address, and hears in JSON that it is kept."""
    member, now = request.user, timezone.now()
    day = timezone.localdate(now)
    diary = queries.read_diary(member, day)
    form = MomentForm(request.POST if request.method == "POST" else None, diary=diary, today=day)
    if not form.is_valid():
        return _answer(request, form, 422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        is_new = actions.keep_moment(
            member=member,
            key=data["key"],
            day=data["day"] or day,
            today=day,
            written_at=form.written(now),
            now=now,
            told=form.told(),
            same=data["same"],
        )
    except Refused as refused:
        return _answer(request, form, refuse(form, refused))
    # Whoever looks on is told, on the page that comes next; what waited on a phone is sent unseen.
    if not _wants_json(request) or "looks" in request.POST:
        messages.success(request, _("Saved. Gaps are fine, and so is today."))
    if _wants_json(request):
        return JsonResponse({"kept": str(data["key"])}, status=201 if is_new else 200)
    return see_other("companion:diary")


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """The page that a phone keeps for when there is no network. It knows nobody."""
    return render(request, "companion/away.html", {"moods": Mood.choices})


def _answer(request: MemberRequest, form: MomentForm, status: int) -> HttpResponse:
    if _wants_json(request) and form.is_bound:
        said = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
        return JsonResponse({"detail": said}, status=status)
    words = {
        "form": form,
        "key": uuid4(),
        "day": form.today,
        "yesterday": form.diary.before(form.today) is not None,
        "moods": Mood.choices,
        "mood": form.diary.entry.mood if form.diary.entry is not None else "",
        "advice": queries.advice(),
    }
    return render(request, "companion/today.html", words, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
