"""The secrets in the newsletter's letters."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from myelin.newsletter.models import Subscription


def fresh() -> str:
    """A token to confirm with: 256 random bits; only its digest is kept."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def leaving_key(subscription: Subscription) -> str:
    """What the link to leave holds: worked out anew each time, so that nothing of it is stored."""
    told = f"{subscription.pk}/{subscription.email.lower()}/{subscription.asked_at.isoformat()}"
    return salted_hmac("newsletter.leave", told, algorithm="sha256").hexdigest()


def opens(subscription: Subscription, key: str) -> bool:
    """Whether `key` is the one to leave with."""
    return constant_time_compare(leaving_key(subscription), key)
