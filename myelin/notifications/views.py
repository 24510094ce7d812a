"""What is new for a member; and, in a demo, the letters that left."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.browsers import browser_name
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.pages import keyset
from myelin.members.staff import is_operator
from myelin.notifications import actions, letters, news, push
from myelin.notifications.forms import DeliveryForm, DeviceForm
from myelin.notifications.lines import lines
from myelin.notifications.models import Device, Notice


@require_http_methods(["GET", "POST"])
@login_required
def list_of_news(request: MemberRequest) -> HttpResponse:
    """What concerns the member, newest first; POST takes the dot off the bell."""
    if request.method == "POST":
        actions.read_all(member=request.user, now=timezone.now())
        return see_other("notifications:list")
    rows = Notice.objects.of(request.user).select_related("actor")
    page = keyset(rows, order=("-made_at", "-id"), after=request.GET.get("after"), size=30)
    today = timezone.localdate()
    told = [(line, timezone.localdate(line.made_at) == today) for line in lines(page.items)]
    words = {
        "page": page,
        "first": "after" not in request.GET,
        "today": [line for line, is_today in told if is_today],
        "earlier": [line for line, is_today in told if not is_today],
        "delivery": actions.delivery_of(request.user),
    }
    return render(request, "notifications/list.html", words)


@require_GET
@login_required
def notice(request: MemberRequest, pk: int) -> HttpResponse:
    """The way from a letter to what it tells of: the letter itself names no page."""
    return redirect(get_object_or_404(Notice.objects.of(request.user), pk=pk).url)


@require_http_methods(["GET", "POST"])
@login_required
def delivery(request: MemberRequest) -> HttpResponse:
    """How I want to hear of news."""
    mine = actions.delivery_of(request.user)
    form = DeliveryForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. It holds from now on."))
        return see_other("notifications:settings")
    return _settings(request, form, status=422 if form.is_bound else 200)


@require_POST
@login_required
@once
def devices(request: MemberRequest) -> HttpResponse:
    """Show my notices on the device that asks."""
    form = DeviceForm(request.POST)
    if form.is_valid():
        name = browser_name(request.headers.get("User-Agent", ""))
        key = request.session.session_key or ""
        push.add(member=request.user, session_key=key, way=form.way, name=name, now=timezone.now())
        messages.success(request, _("From now on, this device says when something new is waiting."))
        return see_other("notifications:settings")
    messages.error(request, _("This browser told us too little to show notices. Another one may work."))
    return _settings(request, DeliveryForm(instance=actions.delivery_of(request.user)), status=422)


@require_POST
@login_required
def device_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Show no more notices on one of my devices."""
    push.remove(device=get_object_or_404(Device.objects.of(request.user), pk=pk))
    messages.success(request, _("That device shows no notices any more."))
    return see_other("notifications:settings")


def _settings(request: MemberRequest, form: DeliveryForm, *, status: int) -> HttpResponse:
    words = {
        "form": form,
        "devices": push.devices_of(request.user),
        "push_key": push.public_key() if settings.PUSH_HOSTS else "",
    }
    return render(request, "notifications/settings.html", words, status=status)


# The key in the address is the right to leave; a mail program that sends the form has no cookie of ours (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Stop letters about news with one click. A key that fits nobody reads the same."""
    mine = news.opens(pk, key)
    if request.method == "POST":
        if mine:
            actions.stop_letters(member_id=pk)
        return render(request, "notifications/left.html")
    return render(request, "notifications/leave.html" if mine else "notifications/left.html")


@require_GET
@login_required
def mail(request: MemberRequest) -> HttpResponse:
    """The letters of a demo, for its operator."""
    _only_in_a_demo(request)
    shown = letters.newest(before=request.GET.get("before", ""))
    older = shown[-1].name if len(shown) == letters.SHOWN else ""
    return render(request, "notifications/mail.html", {"rows": shown, "older": older})


@require_GET
@login_required
def letter(request: MemberRequest, name: str) -> HttpResponse:
    """One letter."""
    _only_in_a_demo(request)
    if (found := letters.find(name)) is None:
        raise Http404
    return render(request, "notifications/letter.html", {"letter": found})


def _only_in_a_demo(request: MemberRequest) -> None:
    if not settings.MYELIN_DEMO or not is_operator(request.user):
        raise Http404
