from __future__ import annotations

from datetime import datetime

from django.db import models

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member, Session


class DeviceQuerySet(models.QuerySet["Device"]):
    def of(self, member: Member) -> DeviceQuerySet:
        """The only gate to devices: one's own."""
        return self.filter(member=member)

    def signed_in(self, now: datetime) -> DeviceQuerySet:
        """Where the session still lasts in which notices were asked for, of members who can be reached."""
        return self.filter(session__expire_date__gt=now, member__in=Member.objects.reachable())


class Device(models.Model):
    """A browser that shows a member's notices. It ends with the session in which the member asked for it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="devices")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    password = models.CharField(max_length=16, help_text="A mark of the password that the session was begun with.")
    mark = models.CharField(max_length=64, help_text="SHA-256 of its address: one browser is one device.")
    way = EncryptedJSONField(help_text="Its address at the push service, and the two keys that only it can read with.")
    name = models.CharField(max_length=80, help_text="What the browser says it is.")
    added_at = models.DateTimeField()

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark"], name="device_once")]
        indexes = [
            # The list in the settings, newest first; and whether news have anywhere to show.
            models.Index(fields=["member", "-added_at", "-id"], name="device_of_member")
        ]
