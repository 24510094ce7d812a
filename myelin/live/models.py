from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

KIND = r"^[a-z_]{1,20}$"
CHANNELS = r"^[a-z]{1,20}:[0-9]{1,19}( [a-z]{1,20}:[0-9]{1,19})*$"


class Event(models.Model):
    """Something changed: a kind, and the channels on which it is told. No words of anybody, which the database holds."""

    channels = models.TextField(help_text="“thread:12 member:3”.")
    what = models.CharField(max_length=20)
    # Ids are given out before a transaction commits, and transactions commit in any order. What a stream has told is
    # therefore counted in transactions: those below the oldest one that still runs are all told.
    xact = models.BigIntegerField(db_default=RawSQL("pg_current_xact_id()::text::bigint", ()))
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="event_is_only_a_kind", condition=Q(what__regex=KIND)),
            models.CheckConstraint(name="event_names_only_numbers", condition=Q(channels__regex=CHANNELS)),
        ]
        indexes = [
            # What a stream has missed.
            models.Index(fields=["xact"], name="event_of_transaction"),
            # What happened since a page was made; what may be forgotten.
            models.Index(fields=["made_at"], name="event_made"),
        ]

    def __str__(self) -> str:
        return f"{self.what} on {self.channels}"
