"""Rows that are there or not: given by one tap, taken back by another, also by many at once."""

from typing import Any

from django.db import IntegrityError
from django.db.models import Model, QuerySet

TRIES = 10


def get_or_make[M: Model](rows: QuerySet[M], *, defaults: dict[str, Any], **names: Any) -> tuple[M, bool]:
    """Return the row of these names and whether it was made now; as `get_or_create`, also while others take theirs back.

    Django looks again where somebody else was quicker, and gives up when that row is gone by then. Somebody who taps does
    not: we begin anew. Raises IntegrityError when something else stands in the way.
    """
    for _ in range(TRIES - 1):
        try:
            return rows.get_or_create(defaults=defaults, **names)
        except IntegrityError:
            continue
    return rows.get_or_create(defaults=defaults, **names)
