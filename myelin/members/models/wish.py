from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from myelin.members.models.member import Member


class LastWishQuerySet(models.QuerySet["LastWish"]):
    def of(self, member: Member) -> LastWishQuerySet:
        """What `member` wishes: for themselves, and for an operator who says why they look."""
        return self.filter(member=member).select_related("contact")


class LastWish(models.Model):
    """What shall happen to the account of a member who died, as they told it beforehand."""

    class What(models.TextChoices):
        KEEP = "keep", _("Keep my page in memory of me")
        ERASE = "erase", _("Erase my account, with everything I wrote")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="last_wish")
    what = models.CharField(max_length=10, choices=What)
    contact = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="Somebody of their circle whom an operator may ask; nobody any more once they are let out of it.",
    )  # fmt: skip
    told_at = models.DateTimeField()

    objects = LastWishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="last_wish_asks_somebody_else", condition=~Q(contact=F("member"))),
        ]
