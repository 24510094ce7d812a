"""The newsletter's pages: ask, confirm, leave; and for operators, its issues."""

from __future__ import annotations

from typing import cast

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.members.sign_in import plain
from myelin.members.staff import is_operator
from myelin.newsletter import actions, tokens
from myelin.newsletter.forms import IssueForm, SubscribeForm
from myelin.newsletter.models import Issue, Subscription

MOST_COUNTED = 1_000
"""Readers that an operator is told one by one; beyond, "more than" says enough."""


# Without a cookie on the form, the pages that carry it can be kept in caches; it acts for nobody who is signed in.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter. The answer is the same for every address."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "newsletter/ask.html", {"form": form}, status=422 if form.is_bound else 200)
    if not ratelimit.consume(request, action="newsletter"):
        return cast(HttpResponse, ratelimit.respond_429(request))
    email = form.cleaned_data["email"]
    if ratelimit.consume(request, action="newsletter_letter", key=plain(email)):
        actions.ask(email=email, site=_site(request), now=timezone.now())
    return see_other("newsletter:sent")


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """A letter is on its way."""
    return render(request, "newsletter/sent.html")


@require_http_methods(["GET", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes once more. Opening the link does nothing yet: programs that look at mail open links, too."""
    if request.method == "POST":
        actions.confirm(token=token, now=timezone.now())
        return see_other("newsletter:thanks")
    actions.find_asked(token=token, now=timezone.now())
    return render(request, "newsletter/confirmation.html")


@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank you."""
    return render(request, "newsletter/thanks.html")


# The key in the address is the right to leave; a mail program that sends the form has no cookie of ours (RFC 8058).
@csrf_exempt
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Stop the newsletter with one click."""
    row = Subscription.objects.with_key(pk)
    mine = row is not None and tokens.opens(row, key)
    if request.method == "POST":
        if row is not None and mine:
            actions.leave(subscription=row, now=timezone.now())
        return render(request, "newsletter/left.html")
    return render(request, "newsletter/leave.html" if mine else "newsletter/left.html")


@require_http_methods(["GET", "POST"])
@login_required
@once
def issues(request: MemberRequest) -> HttpResponse:
    """Write a new issue; the newest are below."""
    _only_operators(request)
    form = IssueForm(request.POST if request.method == "POST" else None, instance=Issue(made_at=timezone.now()))
    if form.is_valid():
        form.save()
        return see_other("newsletter:issues")
    words = {
        "form": form,
        "rows": Issue.objects.order_by("-made_at", "-id")[:50],
        "readers": Subscription.objects.confirmed().counted(most=MOST_COUNTED),
        "most": MOST_COUNTED,
    }
    return render(request, "newsletter/issues.html", words, status=422 if form.is_bound else 200)


@require_POST
@login_required
def sending(request: MemberRequest, pk: int) -> HttpResponse:
    """Send an issue to everybody who wants it."""
    _only_operators(request)
    actions.send_issue(issue=get_object_or_404(Issue.objects.order_by("pk"), pk=pk), now=timezone.now())
    messages.success(request, _("The letters are on their way."))
    return see_other("newsletter:issues")


def _only_operators(request: MemberRequest) -> None:
    if not is_operator(request.user):
        raise Http404


def _site(request: HttpRequest) -> str:
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
