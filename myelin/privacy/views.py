"""My data: take it out, erase it, and see who looked. For operators: a member's archive, with a reason."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.members.staff import is_operator
from myelin.privacy import actions, archive, memorials, queries
from myelin.privacy.forms import EraseForm, MemorialForm, TakeOutForm


@require_GET
@login_required
def data(request: MemberRequest) -> HttpResponse:
    """What I can do with what is kept about me."""
    words = {"looked_at": queries.looked_at(request.user)[:50], "is_operator": is_operator(request.user)}
    return render(request, "privacy/data.html", words)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required
def copy(request: MemberRequest) -> HttpResponseBase:
    """A copy of everything with my name on it."""
    if request.method != "POST":
        return render(request, "privacy/copy.html")
    now = timezone.now()
    file = actions.take_out(member=request.user, now=now)
    return FileResponse(file, as_attachment=True, filename=archive.name_of(now), content_type="application/zip")


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@reauthentication_required
def erasure(request: MemberRequest) -> HttpResponse:
    """Erase me."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "privacy/erasure.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.erase(member=request.user, now=timezone.now())
    logout(request)
    return see_other("privacy:erased")


@require_GET
def erased(request: MemberRequest) -> HttpResponse:
    """Goodbye."""
    return render(request, "privacy/erased.html")


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def members(request: MemberRequest) -> HttpResponseBase:
    """For operators: the archive of a member who asked for it or who cannot ask."""
    if not is_operator(request.user):
        raise Http404
    return _take_out_for(request)


@reauthentication_required
def _take_out_for(request: MemberRequest) -> HttpResponseBase:
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "privacy/members.html", {"form": form}, status=422 if form.is_bound else 200)
    now = timezone.now()
    file = actions.take_out_for(
        member=form.cleaned_data["who"], operator=request.user, reason=form.cleaned_data["reason"], now=now
    )
    return FileResponse(file, as_attachment=True, filename=archive.name_of(now), content_type="application/zip")


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def memorial(request: MemberRequest) -> HttpResponseBase:
    """For operators: a member died. See what they wished, keep their page in memory, or do as they wished."""
    if not is_operator(request.user):
        raise Http404
    return _memorial(request)


STEPS = {
    "remember": memorials.remember,
    "return": memorials.end_memorial,
    "erase": memorials.erase_as_wished,
}


@reauthentication_required
def _memorial(request: MemberRequest) -> HttpResponseBase:
    form = MemorialForm(request.POST if request.method == "POST" else None)
    words: dict[str, object] = {"form": form}
    if form.is_valid():
        told = {"member": form.cleaned_data["who"], "operator": request.user, "reason": form.cleaned_data["reason"]}
        step = STEPS.get(request.POST.get("step", ""))
        try:
            if step is not None:
                step(**told, now=timezone.now())
                messages.success(request, _("Done. It stands in the record, with your reason."))
                return see_other("privacy:memorial")
            words |= {"person": told["member"], "wish": memorials.read_wish(**told, now=timezone.now())}
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "privacy/memorial.html", words, status=422 if form.errors else 200)
