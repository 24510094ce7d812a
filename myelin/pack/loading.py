"""Bring a table in line with a file: what is new is made, what differs is changed, what is gone is retired.

The second time nothing is written. Rows are never deleted, because other rows point at them.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

type Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """What loading one kind of thing did."""

    name: str
    made: int = 0
    changed: int = 0
    retired: int = 0
    kept: int = 0

    @property
    def touched(self) -> int:
        """How many rows were written."""
        return self.made + self.changed + self.retired


def load_rows[M: models.Model, K: Hashable](
    model: type[M], rows: Mapping[K, Values], *, key: str = "slug", now: datetime | None = None
) -> Counts:
    """Bring `model` in line with `rows`, by `key`. With `now`, rows that are gone get `retired_at`; else they stay."""
    existing = {getattr(row, key): row for row in model._default_manager.all()}
    retiring: Values = {} if now is None else {"retired_at": None}
    made = [model(**{key: name}, **values) for name, values in rows.items() if name not in existing]
    changed = [
        existing[name]
        for name, values in rows.items()
        if name in existing and set_all(existing[name], {**values, **retiring})
    ]
    gone = [] if now is None else [row for name, row in existing.items() if name not in rows and not retired(row)]
    for row in gone:
        set_all(row, {"retired_at": now})
    model._default_manager.bulk_create(made, batch_size=500)
    names = {name for values in rows.values() for name in values} | set(retiring)
    if changed or gone:
        model._default_manager.bulk_update([*changed, *gone], fields=sorted(names | set(retiring)), batch_size=200)
    kept = len(rows) - len(made) - len(changed)
    return Counts(str(model._meta.verbose_name_plural), len(made), len(changed), len(gone), kept)


def set_all(row: models.Model, values: Values) -> bool:
    """Set the values on the row in memory; tells whether any differed."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def retired(row: models.Model) -> bool:
    """Whether a row was retired before."""
    return getattr(row, "retired_at", None) is not None
