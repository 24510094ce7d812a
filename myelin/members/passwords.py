"""The one rule for passwords that Django does not bring along, and what we say about all of them before one is typed."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


def advice() -> str:
    """What a new password needs, in two sentences."""
    lengths = [
        rule.min_length for rule in get_default_password_validators() if isinstance(rule, MinimumLengthValidator)
    ]
    return _("At least %(number)d characters. A few words in a row, with spaces, are fine.") % {"number": max(lengths)}


class MaximumLengthValidator:
    """Refuses passwords longer than LONGEST characters, so that hashing stays cheap."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("This password is very long. 128 characters are enough."), code="password_too_long")

    def get_help_text(self) -> str:
        return _("At most 128 characters.")
