"""The forms for joining and signing in, as django-allauth has them but for a little; the one form of an address for limits."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.account import forms
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.db import IntegrityError, transaction
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from myelin.members.models import Member
from myelin.members.passwords import advice

LONGEST_NAME = 60
TRIES = 8
"""So often somebody who joins is given another handle, while others take the same one in the same moment."""


class SignupForm(forms.SignupForm):  # type: ignore[misc]  # allauth brings no types
    """Name, address and password. Whoever is second with an address in the same moment is answered like the first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = advice()

    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        for left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    found: tuple[Member | None, HttpResponse | None] = super().try_save(request)
                    return found
            except IntegrityError:
                if not left:
                    raise
                # The table knows who was first; allauth then writes to that address instead.
                if Member.objects.filter(email__iexact=self.cleaned_data["email"]).exists():
                    self.account_already_exists = True
        raise AssertionError


class LoginForm(forms.LoginForm):  # type: ignore[misc]  # allauth brings no types
    """Address and password; the way to a new password stands beside the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class _NewPassword:
    """Says in our words what allauth asks whoever chooses a new password."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label, self.fields["password1"].help_text = _("New password"), advice()
        self.fields["password2"].label = _("The same once more")


class ChangePasswordForm(_NewPassword, forms.ChangePasswordForm):  # type: ignore[misc]  # allauth brings no types
    """A new password, for somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields["oldpassword"]
        old.label, old.help_text = _("Password until now"), ""


class SetPasswordForm(_NewPassword, forms.SetPasswordForm):  # type: ignore[misc]  # allauth brings no types
    """A first password, for somebody who came without one."""


class ResetPasswordKeyForm(_NewPassword, forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth brings no types
    """A new password, for somebody who typed the code of a letter."""


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth brings no types
    """A new passkey; unless somebody says otherwise it stands for the password, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What shall we call it?")
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME
        whole = self.fields["passwordless"]
        whole.label, whole.initial = _("Let it stand for my password, too"), True
        whole.help_text = _("Without this, we ask for it after your password.")

    def clean_name(self) -> str:
        return str(super().clean_name())[:LONGEST_NAME]


def plain(address: str) -> str:
    """An address without capitals, accents and other ways to write the same letters."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", address).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("ı", "i")
