"""Where our house and django-allauth meet: names, mail through the queue, and what follows signing in."""

from __future__ import annotations

import secrets
from contextlib import suppress
from html import unescape
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from myelin.members import actions, resting
from myelin.members.handles import free_handle
from myelin.members.models import Member
from myelin.members.sign_in import plain
from myelin.notifications import mail


class AccountAdapter(DefaultAccountAdapter):
    """Members have a pseudonym and a handle; everything else is allauth's own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("This is not your password. Try it once more."),
        "incorrect_code": _("This is not the code of our letter. Look at it once more."),
        "enter_current_password": _("This is not your password. Try it once more."),
    }

    def save_user(self, request: HttpRequest, user: Member, form: BaseForm, commit: bool = True) -> Member:
        """Keep the name that was typed, find a free handle for it, and begin an empty profile."""
        user.name = form.cleaned_data["name"]
        user.handle = free_handle(user.name)
        user.language = get_language() or user.language
        super().save_user(request, user, form, commit=False)
        if commit:
            user.save()
            actions.begin_profile(member=user)
        return user

    def login(self, request: HttpRequest, user: Member) -> None:
        """Begin a session that knows how long it may rest."""
        super().login(request, user)
        resting.begin(request, member=user, now=timezone.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count attempts on one account together, however its address is typed."""
        if "email" in credentials:
            credentials["email"] = plain(credentials["email"])
        super().pre_authenticate(request, **credentials)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, or for somebody new the second page of joining."""
        assert isinstance(request.user, Member)
        return reverse("home:home") if request.user.welcomed_at else reverse("members:role")

    get_signup_redirect_url = get_login_redirect_url

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a letter on the queue, in the transaction that needs it."""
        whole = {"request": allauth_context.request, "email": email, "community": settings.COMMUNITY_NAME} | context
        message = self.render_mail(template_prefix, email, whole)
        mail.put(to=email, subject=str(message.subject), text=str(message.body), now=timezone.now())

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what just happened. allauth itself stays silent when Django's messages bear another label, as here."""
        text = message or ""
        if not text and message_template:
            with suppress(TemplateDoesNotExist):
                text = unescape(render_to_string(message_template, message_context or {}, request)).strip()
        if text:
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell a known address that somebody tried to join with it.

        A fresh address has its password hashed; a known one spends the same, so that no clock tells them apart.
        """
        make_password(secrets.token_urlsafe())
        super().send_account_already_exists_mail(email)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that our own proxies saw; what a client claims in front of them counts for nothing."""
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        trusted = settings.TRUSTED_PROXIES
        told = hops[-trusted] if trusted and len(hops) >= trusted else ""
        return told if _is_address(told) else str(request.META.get("REMOTE_ADDR", ""))


def _is_address(told: str) -> bool:
    try:
        return bool(ip_address(told))
    except ValueError:
        return False
