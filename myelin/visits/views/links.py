from __future__ import annotations

from typing import cast

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from myelin.base import shown_once
from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.tokens import digest_of, new_secret
from myelin.companion.views.asking import refuse
from myelin.visits import actions, queries
from myelin.visits.forms import CodeForm, ShareForm
from myelin.visits.models import Share, Visit
from myelin.visits.views.asking import material, my_visit

TOKEN, CODE = "visit_token", "visit_code"
COOKIE = "visit"
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@require_http_methods(["GET", "POST"])
@login_required
@once
def links(request: MemberRequest, pk: int) -> HttpResponse:
    """The links of a visit and who looked; a new one is shown once, beside its code."""
    found = my_visit(request, pk)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, found, form, 422 if form.is_bound else 200)
    brief = queries.shown_brief(material(request, found), request.user, today=timezone.localdate())
    try:
        _share, token, code = actions.share_visit(
            visit=found, by=request.user, shown=queries.snapshot(brief), lasts=form.lasts, now=timezone.now()
        )
    except Refused as refused:
        return _page(request, found, form, refuse(form, refused))
    shown_once.keep(request, TOKEN, token)
    shown_once.keep(request, CODE, code)
    return see_other("visits:links", found.pk)


@require_http_methods(["GET", "POST"])
@login_required
@once
def revocation(request: MemberRequest, pk: int, link: int) -> HttpResponse:
    """End a link, at once."""
    found = my_visit(request, pk)
    share = queries.share_of(request.user, found, link)
    if share is None:
        raise Http404
    if request.method == "POST":
        actions.close_link(share=share, by=request.user, now=timezone.now())
        messages.success(request, _("That link no longer opens."))
    return see_other("visits:links", found.pk)


# Whoever opens a link is nobody here. What a form must bring is the code, and the cookie that this page gave the same
# browser: another site can send neither.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a secret address, once the code was typed in this browser."""
    now, browser = timezone.now(), request.COOKIES.get(COOKIE, "")
    share = Share.objects.opened_by(digest_of(token), now=now).first()
    if share is None:
        return _answer(render(request, "visits/over.html", status=404))
    if request.method == "POST":
        return _opened(request, share, token, browser)
    if actions.is_reading(share, browser, now=now):
        shown = queries.shown_at(share)
        actions.note_look(share=share, now=now)
        with translation.override(shown["language"]):
            return _answer(render(request, "visits/shared.html", {"brief": shown}))
    return _with_browser(_answer(_ask(request, share, CodeForm(), 200)), token, browser)


def _opened(request: HttpRequest, share: Share, token: str, browser: str) -> HttpResponse:
    if not ratelimit.consume(request, action="visit_code"):
        return _answer(cast(HttpResponse, ratelimit.respond_429(request)))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _answer(_ask(request, share, form, 422))
    try:
        actions.open_link(share=share, code=form.cleaned_data["code"], browser=browser, now=timezone.now())
    except Refused as refused:
        form.add_error("code", str(refused))
        return _with_browser(_answer(_ask(request, share, form, refused.status)), token, browser)
    return _answer(see_other("visits:shared", token))


def _ask(request: HttpRequest, share: Share, form: CodeForm, status: int) -> HttpResponse:
    return render(request, "visits/code.html", {"form": form, "is_used": share.opened_at is not None}, status=status)


def _answer(response: HttpResponse) -> HttpResponse:
    for header, value in PRIVATE.items():
        response[header] = value
    return response


def _with_browser(response: HttpResponse, token: str, browser: str) -> HttpResponse:
    """Let the browser hold a secret of its own, for this address alone."""
    if not browser:
        path = reverse("visits:shared", args=[token])
        response.set_cookie(
            COOKIE, new_secret(), path=path, secure=settings.SECURE, httponly=True, samesite="Lax",
            max_age=actions.LONGEST,
        )  # fmt: skip
    return response


def _page(request: MemberRequest, visit: Visit, form: ShareForm, status: int) -> HttpResponse:
    token, code = shown_once.take(request, TOKEN), shown_once.take(request, CODE)
    words = {
        "visit": visit,
        "form": form,
        "address": request.build_absolute_uri(reverse("visits:shared", args=[token])) if token else "",
        "code": f"{code[:4]} {code[4:]}",
        "links": queries.links_of(visit, request.user, now=timezone.now()),
        "minutes": round(actions.READ_FOR.total_seconds() / 60),
    }
    return render(request, "visits/links.html", words, status=status)
