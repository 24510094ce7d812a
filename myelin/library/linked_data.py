"""What an article tells search engines about itself: schema.org MedicalWebPage, with who reviewed it and when."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from myelin.library.models import ArticlePage
from myelin.library.queries import excerpt_of
from myelin.members.models import Member

# What could end the element or begin another one, as JSON writes it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def linked_data(article: ArticlePage, *, url: str) -> SafeString:
    """JSON-LD for a data block; it is never run, so the page's policy for scripts has nothing to allow."""
    signature = article.signature
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "url": url,
        "name": article.title,
        "description": excerpt_of(article),
        "datePublished": article.first_published_at.isoformat() if article.first_published_at else None,
        "dateModified": article.last_published_at.isoformat() if article.last_published_at else None,
        "lastReviewed": signature.signed_at.date().isoformat() if signature else None,
        "author": _person(article.author),
        "reviewedBy": _person(signature.reviewer) if signature else None,
        "sponsor": {"@type": "Organization", "name": article.sponsor.name} if article.sponsor else None,
    }
    said = json.dumps({key: value for key, value in told.items() if value is not None}, ensure_ascii=False)
    return mark_safe(said.translate(_ESCAPES))  # noqa: S308 - escaped for a data block just above


def _person(member: Member | None) -> dict[str, Any] | None:
    if member is None:
        return None
    told: dict[str, Any] = {"@type": "Person", "name": member.name}
    if member.credentials:
        told["jobTitle"] = member.credentials
    if member.organisation:
        told["worksFor"] = {"@type": "Organization", "name": member.organisation}
    return told
