from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.forms import CampaignForm
from myelin.companion.views.asking import refuse


@require_http_methods(["GET", "POST"])
@login_required
@once
def campaign(request: MemberRequest) -> HttpResponse:
    """Have the diary ask for a few days: which ones, and at what time."""
    form = CampaignForm(request.POST if request.method == "POST" else None, initial={"time": "19:30"})
    if not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    try:
        actions.begin_campaign(member=request.user, now=timezone.now(), **form.told)
    except Refused as refused:
        return _page(request, form, refuse(form, refused))
    messages.success(request, _("Kept. After these days the diary is silent again."))
    return see_other("companion:campaign")


@require_POST
@login_required
@once
def removal(request: MemberRequest) -> HttpResponse:
    """Have it be silent at once."""
    actions.end_campaign(member=request.user)
    messages.success(request, _("The diary asks no more. It is there whenever you like."))
    return see_other("companion:diary")


def _page(request: MemberRequest, form: CampaignForm, status: int) -> HttpResponse:
    found = queries.campaign_of(request.user)
    words = {
        "form": form,
        "campaign": found,
        "windows": queries.windows_of(found) if found is not None else [],
        "has_cycle": queries.can_follow_a_cycle(request.user, today=timezone.localdate()),
    }
    return render(request, "companion/campaign.html", words, status=status)
