from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.http import MemberRequest, or_404, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.media.sealed import CARE
from myelin.media.serving import hand_out, hand_out_picture


@require_GET
@login_required
def paper(request: MemberRequest, pk: int, width: int) -> HttpResponseBase:
    """A photo of a paper with a result of one's own."""
    found = or_404(queries.paper_of(request.user, pk))
    return hand_out_picture(found.picture, width, name=f"paper-{pk}")


@require_GET
@login_required
def letter(request: MemberRequest, pk: int) -> HttpResponse:
    """A letter with a result of one's own. It may hold scripts: the device's own program opens it, never our page."""
    found = or_404(queries.letter_of(request.user, pk))
    try:
        content = CARE.read(found.name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return hand_out(request, content, content_type=found.content_type, name=f"letter-{pk}", downloads=True)


@require_http_methods(["GET", "POST"])
@login_required
@once
def paper_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a photo of a paper away, after asking."""
    found = or_404(queries.paper_of(request.user, pk))
    if request.method == "POST":
        actions.remove_photo(paper=found, by=request.user)
        return _gone(request, found.result_id)
    return _ask(request, _("Remove this photo?"), found.result_id)


@require_http_methods(["GET", "POST"])
@login_required
@once
def letter_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a letter away, after asking."""
    found = or_404(queries.letter_of(request.user, pk))
    if request.method == "POST":
        actions.remove_letter(letter=found, by=request.user)
        return _gone(request, found.result_id)
    return _ask(request, _("Remove this PDF?"), found.result_id)


def _gone(request: MemberRequest, result: int | None) -> HttpResponse:
    messages.success(request, _("The paper is gone. What you noted of the test stays."))
    return see_other("companion:result", result)


def _ask(request: MemberRequest, title: str, result: int | None) -> HttpResponse:
    words = {
        "title": title,
        "text": _("The paper is deleted here. What you noted of the test stays. This cannot be undone."),
        "action": _("Remove it"),
        "back": reverse("companion:result", args=[result]),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)
