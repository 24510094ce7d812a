from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member
from myelin.visits.models.visits import Visit

MOST_TRIES = 5
"""After so many wrong codes a link is closed."""


class ShareQuerySet(models.QuerySet["Share"]):
    def of(self, member: Member) -> ShareQuerySet:
        """The gate for pages: one's own, whether they still open or not."""
        return self.filter(member=member)

    def over(self, now: datetime) -> ShareQuerySet:
        """Those that nobody can open any more."""
        return self.filter(Q(expires_at__lte=now) | Q(revoked_at__isnull=False) | Q(tries__gte=MOST_TRIES))

    def opened_by(self, digest: str, *, now: datetime) -> ShareQuerySet:
        """The gate for whoever holds the secret address, while the link stands and its member is here.

        What it shows is left where it is: it is read behind the second wall.
        """
        here = self.filter(member__is_active=True, member__suspended_at=None, member__erased_at=None)
        live = here.filter(digest=digest, revoked_at=None, expires_at__gt=now, tries__lt=MOST_TRIES)
        return live.filter(member__remembered_at=None).select_related("member").defer("shown")


class Share(models.Model):
    """A link to a page for a visit, as the page was when the link was made. Of its secrets only marks are kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="shares")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the last part of the address.")
    code_mark = models.CharField(max_length=64, help_text="A keyed mark of the code, which opens it once.")
    shown: EncryptedJSONField = EncryptedJSONField(
        null=True, help_text="The page as it was: a Brief; nothing once the link is over."
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong codes so far.")
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When its code was used.")
    browser_mark = models.CharField(
        max_length=64, blank=True, default="", help_text="SHA-256 of what the browser holds that the code was used in."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="share_is_bound_once_opened",
                condition=Q(opened_at=None, browser_mark="") | (Q(opened_at__isnull=False) & ~Q(browser_mark="")),
            ),
        ]
        indexes = [
            # The links of a visit, the latest first.
            models.Index(fields=["visit", "-made_at"], name="share_of_visit"),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"

    @property
    def is_spent(self) -> bool:
        """Whether too many wrong codes closed it."""
        return self.tries >= MOST_TRIES


class Look(models.Model):
    """What happened at a link: for the member to read. Nothing is kept of who it was."""

    class What(models.TextChoices):
        OPENED = "opened", _("Opened with the code")
        AGAIN = "again", _("Looked at again in the same browser")
        WRONG = "wrong", _("Somebody typed a wrong code")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="looks")
    what = models.CharField(max_length=8, choices=What)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # The links of a visit: the last looks at each.
            models.Index(fields=["share", "-at"], name="look_at_share"),
        ]
