"""What still stands: its author did not take it back, and no moderator hid it. The one home of this rule."""

from __future__ import annotations

from django.db.models import Q


def stands(path: str = "") -> Q:
    """The condition that a thread, comment or answer stands; `path` leads to it: "thread__"."""
    return Q(**{f"{path}withdrawn_at": None, f"{path}hidden_at": None})


def stands_sql(row: str) -> str:
    """The same for statements that we write ourselves; `row` is what they call it."""
    return f"{row}.withdrawn_at IS NULL AND {row}.hidden_at IS NULL"
