from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from myelin.base.http import MemberRequest
from myelin.companion import queries


@require_GET
@login_required
def help_page(request: MemberRequest) -> HttpResponse:
    """Whom to turn to. Nothing is sent and nothing is kept: to have looked here is nobody's business."""
    words = {"help": queries.help_of(request.user), "advice": queries.advice()}
    return render(request, "companion/help.html", words)
