from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from myelin.members.models import Audience, Member
from myelin.search import actions, queries

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def tell(ref: str, title: str, body: str = "", *, author: Member | None = None, **told: Any) -> None:
    """Tell the index a document that everybody may see, as far as nothing else is said."""
    kind = told.pop("kind", ref.partition(":")[0])
    told = {"audience": Audience.PUBLIC, "url": f"/{ref}/", "excerpt": body[:100], "posted_at": NOON} | told
    actions.put(ref=ref, kind=kind, title=title, body=body, author_id=author.pk if author else None, **told)


def refs(viewer: queries.Viewer, q: str, **asked: Any) -> list[str]:
    """What `viewer` finds, as refs."""
    return [hit.ref for hit in queries.find(viewer, q, **asked)]
