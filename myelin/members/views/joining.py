"""Joining and signing in. django-allauth does the work; here are its pages under our addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast

from allauth.account import views as account
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myelin.base.http import MemberRequest, see_other
from myelin.members import actions
from myelin.members.forms import LensForm, RoleForm
from myelin.members.models import Role
from myelin.members.sign_in import plain

FORMS = ("form", "verify_form", "change_form", "webauthn_form")
"""What the library calls its forms."""


def mends(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that comes back with errors is 422 here, as everywhere in this house."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(response, TemplateResponse) and response.status_code == 200:
            context = response.context_data or {}
            forms = [context.get(name) for name in FORMS]
            if any(form is not None and form.is_bound and form.errors for form in forms):
                response.status_code = 422
        return response

    return wrapped


def mended(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The addresses that a library brings, each with `mends` around its view."""
    return [
        URLPattern(one.pattern, mends(one.callback), one.default_args, one.name)
        if isinstance(one, URLPattern)
        else URLResolver(one.pattern, mended(one.url_patterns), one.default_kwargs, one.app_name, one.namespace)
        for one in patterns
    ]


def few_letters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count letters to one address together, however it is typed; the library counts each way to type it apart."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = plain(request.POST.get("email", ""))
        if address and not ratelimit.consume(request, action="reset_letter", key=address):
            return cast(HttpResponse, ratelimit.respond_429(request))
        return view(request, *args, **kwargs)

    return wrapped


join = mends(account.signup)
login = mends(account.login)
logout = account.logout
verify = mends(account.email_verification_sent)
reset = mends(few_letters(account.password_reset))
reset_code = mends(account.confirm_password_reset_code)
reset_password = mends(account.complete_password_reset)
reset_done = account.password_reset_from_key_done
change_password = mends(account.password_change)
set_password = mends(account.password_set)
change_email = mends(account.email)
reauthenticate = mends(account.reauthenticate)
inactive = account.account_inactive
login_code = mends(account.confirm_login_code)


@require_http_methods(["GET", "POST"])
@login_required
def role(request: MemberRequest) -> HttpResponse:
    """The second page of joining: role, time zone and consents in plain words."""
    sent = request.POST if request.method == "POST" else None
    form, lens = RoleForm(sent, own_zone=request.user.time_zone), LensForm(sent)
    if not (form.is_valid() and lens.is_valid()):
        return render(request, "members/role.html", {"form": form, "lens": lens}, status=422 if form.is_bound else 200)
    actions.welcome(
        member=request.user, role=Role(form.cleaned_data["role"]), time_zone=form.cleaned_data["time_zone"],
        purposes=form.purposes, now=timezone.now(),
    )  # fmt: skip
    actions.set_lens(member=request.user, themes=lens.cleaned_data.get("themes", []))
    messages.success(request, _("Welcome. This is your home. Nothing here is in a hurry."))
    return see_other("home:home")
