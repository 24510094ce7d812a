"""The one rule for passwords that Django does not bring along."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class MaximumLengthValidator:
    """Refuses passwords longer than LONGEST characters, so that hashing stays cheap."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("This password is very long. 128 characters are enough."), code="password_too_long")

    def get_help_text(self) -> str:
        return _("At most 128 characters.")
