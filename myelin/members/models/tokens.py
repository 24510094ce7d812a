from __future__ import annotations

from django.db import models

from myelin.members.models.member import Member


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def opened_by(self, digest: str) -> ApiTokenQuerySet:
        """The gate for programs: a key that stands, of a member who is there."""
        standing = self.filter(digest=digest, revoked_at=None, member__is_active=True)
        there = {"member__suspended_at": None, "member__erased_at": None, "member__remembered_at": None}
        return standing.filter(**there).select_related("member")


class ApiToken(models.Model):
    """A personal key to the API. Only its SHA-256 is kept, so it is shown once and never again."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()
