from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member, Role, Viewer


class Access(models.TextChoices):
    OPEN = "open", _("Open. Every member can read here and join")
    REQUEST = "request", _("On request. Members ask to join, and you answer")
    PRIVATE = "private", _("Private. Only those you invite know that it is there")


EVERYBODY_READS = Q(access=Access.OPEN, caregivers_only=False)
"""The groups where members who did not join may read. `audience/sql.py` says the same; a test holds them together."""


class GroupQuerySet(models.QuerySet["Group"]):
    def standing(self) -> GroupQuerySet:
        return self.filter(closed_at=None)

    def joined_by(self, member: Member) -> GroupQuerySet:
        """The groups that `member` belongs to today."""
        inside = Exists(Membership.objects.filter(group=OuterRef("pk"), member=member))
        return self.standing().filter(inside & _open_to_role(member))

    def readable_by(self, viewer: Viewer) -> GroupQuerySet:
        """The groups whose posts `viewer` may read, as far as each post's own audience goes."""
        if not isinstance(viewer, Member):
            return self.filter(EVERYBODY_READS)
        inside = Exists(Membership.objects.filter(group=OuterRef("pk"), member=viewer))
        return self.filter(EVERYBODY_READS | (inside & _open_to_role(viewer)))

    def visible_to(self, viewer: Viewer) -> GroupQuerySet:
        """The groups that are there for `viewer`: name, rules and who looks after them. Visitors see none."""
        if not isinstance(viewer, Member):
            return self.none()
        inside = Exists(Membership.objects.filter(group=OuterRef("pk"), member=viewer))
        return self.standing().filter(_open_to_role(viewer) & (~Q(access=Access.PRIVATE) | inside))


def _open_to_role(member: Member) -> Q:
    # A role may change; what is for caregivers ends with it.
    return Q() if member.role == Role.CAREGIVER else Q(caregivers_only=False)


class Group(models.Model):
    """A circle of members around one thing."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("about"), max_length=300, blank=True)
    rules = models.TextField(_("rules"), max_length=2000, blank=True, db_default="", help_text="One a line.")
    access = models.CharField(
        _("who can join"), max_length=10, choices=Access, default=Access.OPEN, db_default=Access.OPEN
    )
    caregivers_only = models.BooleanField(_("for caregivers only"), default=False, db_default=False)
    made_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Null: the community itself."
    )
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When the last member left.")

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="group_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the group a name."),
            ),
            models.CheckConstraint(name="group_has_an_access", condition=Q(access__in=Access.values)),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, member: Member) -> MembershipQuerySet:
        return self.filter(member=member)


class Membership(models.Model):
    """`member` joined `group`."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Looks after it")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER, db_default=Role.MEMBER)
    joined_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds the groups whose posts belong in a member's feed, and answers every gate.
            models.UniqueConstraint(fields=["member", "group"], name="membership_once"),
        ]
