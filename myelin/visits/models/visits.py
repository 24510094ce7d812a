from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member


class VisitQuerySet(models.QuerySet["Visit"]):
    def of(self, member: Member) -> VisitQuerySet:
        """The only gate to visits: one's own."""
        return self.filter(member=member)


class Visit(models.Model):
    """A visit to the team, and what a member wants to bring to it. What it says is encrypted at rest."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField(help_text="The day of the visit.")
    since = models.DateField(help_text="The first day that its page tells of.")
    said: EncryptedJSONField = EncryptedJSONField(
        default=dict,
        help_text="with_whom; questions: up to three; note; hidden: keys of parts and rows; tells_hidden, draws (bool). "
        "What was not told is absent.",
    )
    made_at = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visit_tells_of_days_before_it",
                condition=Q(since__lte=F("on")),
                violation_error_message=_("The page tells of the days before the visit. Could the two be swapped?"),
            ),
        ]
        indexes = [
            # The list of visits, the latest first, and the visit before another one; `id` breaks ties.
            models.Index(fields=["member", "-on", "-id"], name="visit_of_member"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def with_whom(self) -> str:
        return str(self.said.get("with_whom", ""))

    @property
    def questions(self) -> list[str]:
        """What the member wants to talk about, three at most."""
        told: list[Any] = self.said.get("questions", [])
        return [str(question) for question in told]

    @property
    def note(self) -> str:
        return str(self.said.get("note", ""))

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of what the member hid: of a part ("tests") or of a row ("record/12")."""
        return frozenset(self.said.get("hidden", []))

    @property
    def tells_hidden(self) -> bool:
        """Whether the page says how many parts were left out."""
        return bool(self.said.get("tells_hidden"))

    @property
    def draws(self) -> bool:
        """Whether this page tells of the diary although the member asked to see no charts."""
        return bool(self.said.get("draws"))
