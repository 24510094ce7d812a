"""Model fields whose values are unreadable in the database, in its dumps and in its backups.

The key lies outside the database: `settings.FIELD_KEY`, a Fernet key. What is encrypted cannot be searched or sorted.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

if TYPE_CHECKING:
    TextOfText = models.TextField[str, str]
    TextOfAny = models.TextField[Any, Any]
else:
    TextOfText = TextOfAny = models.TextField


@lru_cache(maxsize=4)
def _fernet(key: str | bytes) -> Fernet:
    return Fernet(key)


def encrypt(text: str) -> str:
    """Return `text` as a Fernet token."""
    return _fernet(settings.FIELD_KEY).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text of a Fernet token; raises InvalidToken when it was made with another key."""
    return _fernet(settings.FIELD_KEY).decrypt(token.encode()).decode()


def tag_of(words: str) -> str:
    """A mark by which the same words are found again, and which tells nothing of them without the key (64 hex digits)."""
    return hmac.new(str(settings.FIELD_KEY).encode(), words.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(TextOfText):
    """Text that only this install can read. The empty text stays empty, so that "nothing written" needs no key."""

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def get_lookup(self, lookup: str) -> Any:
        return _only_empty(self, lookup, super().get_lookup(lookup))


class EncryptedJSONField(TextOfAny):
    """A value of JSON (numbers, texts, lists, objects) that only this install can read."""

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> Any:
        return json.loads(decrypt(value)) if value else None

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(json.dumps(value, cls=DjangoJSONEncoder))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj)

    def get_lookup(self, lookup: str) -> Any:
        return _only_empty(self, lookup, super().get_lookup(lookup))


def _only_empty(field: models.Field[Any, Any], name: str, lookup: Any) -> Any:
    if name not in {"isnull", "exact"}:
        raise TypeError(f"{field.name} is encrypted: it cannot be searched with {name}.")
    return lookup
