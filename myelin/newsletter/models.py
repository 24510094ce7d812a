from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def at(self, email: str) -> SubscriptionQuerySet:
        """The subscription of an address, however it is capitalized."""
        return self.alias(small=Lower("email")).filter(small=email.lower())

    def with_key(self, pk: int) -> Subscription | None:
        """The subscription that a way out names; whether its key opens it is the caller's question."""
        return self.filter(pk=pk).select_related("member").first()

    def of(self, member: Member) -> SubscriptionQuerySet:
        """A member's own, by their number or their address."""
        return self.alias(small=Lower("email")).filter(Q(member=member) | Q(small=member.email.lower()))

    def confirmed(self) -> SubscriptionQuerySet:
        return self.exclude(confirmed_at=None)

    def counted(self, *, most: int) -> int:
        """How many there are; it never counts further than one more than `most`."""
        return len(self.values_list("pk")[: most + 1])


class Subscription(models.Model):
    """An address that asked for the newsletter. Nothing is sent to it before somebody there said yes as well."""

    email = models.EmailField(_("email"), max_length=254)
    member = models.OneToOneField(
        Member,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose consent in the settings it stands for.",
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the token in the letter that asks.")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="subscription_once")]
        indexes = [
            # The link in a letter.
            models.Index(fields=["digest"], condition=~Q(digest=""), name="subscription_digest"),
            # The daily forgetting of those that never said yes.
            models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="subscription_unconfirmed"),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class Issue(models.Model):
    """One newsletter, written in Markdown and sent once."""

    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=20_000, help_text=_("Markdown. Links are whole addresses."))
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the queue was told to send it.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="issue_has_words",
                condition=~Q(subject="") & ~Q(text=""),
                violation_error_message=_("An issue needs a subject and some words."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
