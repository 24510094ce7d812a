from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.members.models.member import Member


class Purpose(models.TextChoices):
    ACCOUNT = "account", _("Keep the health details I add, to run my account")
    INSIGHTS = "insights", _("Count me in protected group numbers")
    RESEARCH = "research", _("Tell me about research I could join")
    NEWSLETTER = "newsletter", _("Send me the newsletter")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> ConsentQuerySet:
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """A yes to one purpose, in the words of one version, until it is taken back."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    version = models.CharField(max_length=20, help_text="Date of the words that were agreed to: “2026-11”.")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    @property
    def worded_in(self) -> date:
        """The month of the words that were agreed to, as its first day."""
        return date.fromisoformat(f"{self.version}-01")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "purpose"], condition=Q(withdrawn_at=None), name="consent_standing_once"
            )
        ]
