from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member


class Group(models.Model):
    """A circle that any member may join."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("about"), max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="group_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, member: Member) -> MembershipQuerySet:
        return self.filter(member=member)


class Membership(models.Model):
    """`member` joined `group`."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds the groups whose posts belong in a member's feed.
            models.UniqueConstraint(fields=["member", "group"], name="membership_once"),
        ]
