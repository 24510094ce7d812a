from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef

from myelin.members.models import Consent, Member, Purpose


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def of(self, member: Member) -> CalendarFeedQuerySet:
        """The only gate for pages: one's own, those that still open."""
        return self.filter(member=member, revoked_at=None)

    def opened_by(self, digest: str) -> CalendarFeedQuerySet:
        """The gate for calendar programs: whoever holds the secret address, while the yes to keeping it stands."""
        live = self.filter(digest=digest, revoked_at=None, member__suspended_at=None, member__erased_at=None)
        agreed = Consent.objects.standing().filter(member=OuterRef("member"), purpose=Purpose.ACCOUNT)
        return live.filter(Exists(agreed), member__is_active=True, member__remembered_at=None).select_related("member")


class CalendarFeed(models.Model):
    """A secret address from which one device reads a member's dates. Only its SHA-256 is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calendar_feeds")
    name = models.CharField(max_length=60, help_text="Which device, in the member's words.")
    digest = models.CharField(max_length=64, unique=True)
    shows_detail = models.BooleanField(default=False, help_text="Otherwise every entry says “Appointment”.")
    made_at = models.DateTimeField()
    last_read_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()
