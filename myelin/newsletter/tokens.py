"""The secrets in the newsletter's letters."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from myelin.newsletter.models import Subscription


def leaving_key(subscription: Subscription) -> str:
    """What the link to leave holds: worked out anew each time, so that nothing of it is stored."""
    told = f"{subscription.pk}/{subscription.email.lower()}/{subscription.asked_at.isoformat()}"
    return salted_hmac("newsletter.leave", told, algorithm="sha256").hexdigest()


def opens(subscription: Subscription, key: str) -> bool:
    """Whether `key` is the one to leave with."""
    return constant_time_compare(leaving_key(subscription), key)
