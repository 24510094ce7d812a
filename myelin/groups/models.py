from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Block, Member, Role, Viewer


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
        invited = Exists(Invitation.objects.standing_for(viewer).filter(group=OuterRef("pk")))
        return self.standing().filter(_open_to_role(viewer) & (~Q(access=Access.PRIVATE) | inside | invited))

    def to_discover(self, member: Member) -> GroupQuerySet:
        """The groups that are there for `member` and that they do not belong to."""
        return self.visible_to(member).exclude(pk__in=Membership.objects.of(member).values("group"))

    def moderated_by(self, member: Member) -> GroupQuerySet:
        """The groups that `member` looks after."""
        cares = Membership.objects.of(member).filter(group=OuterRef("pk"), role=Membership.Role.MODERATOR)
        return self.joined_by(member).filter(Exists(cares))


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
    size = models.PositiveIntegerField(default=0, db_default=0, help_text="How many belong to it.")
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
        indexes = [
            # The list of groups, by name.
            models.Index(fields=["name", "id"], condition=Q(closed_at=None), name="group_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def everybody_reads(self) -> bool:
        """Whether it is one of `EVERYBODY_READS`."""
        return self.access == Access.OPEN and not self.caregivers_only


def meets(member: Member, path: str) -> Q:
    """Rows whose person at `path` exists for `member`: present, and no block either way."""
    there = Q(**{f"{path}__is_active": True, f"{path}__suspended_at": None, f"{path}__erased_at": None})
    person = OuterRef(f"{path}_id")
    apart = Exists(Block.objects.filter(blocker=member, blocked=person)) | Exists(
        Block.objects.filter(blocked=member, blocker=person)
    )
    return there & ~apart


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, member: Member) -> MembershipQuerySet:
        return self.filter(member=member)

    def met_by(self, viewer: Member) -> MembershipQuerySet:
        """The memberships of people who exist for `viewer`, with the people."""
        return self.filter(Q(member=viewer) | meets(viewer, "member")).select_related("member", "member__profile")

    def moderators(self) -> MembershipQuerySet:
        return self.filter(role=Membership.Role.MODERATOR)


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
        indexes = [
            # The list of a group's members, the longest here first.
            models.Index(fields=["group", "joined_at", "id"], name="membership_of_group"),
        ]


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def of(self, member: Member) -> JoinRequestQuerySet:
        return self.filter(member=member)

    def waiting_for(self, moderator: Member) -> JoinRequestQuerySet:
        """The requests of people who exist for `moderator`, not answered yet, with the people."""
        return self.filter(meets(moderator, "member"), declined_at=None).select_related("member", "member__profile")


class JoinRequest(models.Model):
    """`member` asks to join. Said yes to, it becomes a membership and is gone; said no to, it stays for a while."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="requests")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="group_requests")
    words = models.CharField(_("a few words"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="join_request_once")]
        indexes = [
            # The requests that wait for a group's moderators, the oldest first.
            models.Index(
                fields=["group", "asked_at", "id"], condition=Q(declined_at=None), name="join_request_waiting"
            ),
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing_for(self, member: Member) -> InvitationQuerySet:
        """Invitations that `member` may still say yes to, from people who exist for them."""
        return self.filter(meets(member, "inviter"), member=member, declined_at=None)

    def to(self, groups: GroupQuerySet) -> InvitationQuerySet:
        return self.filter(group__in=groups.values("pk"))

    def shown_to(self, member: Member, *, moderates: bool) -> InvitationQuerySet:
        """Standing invitations that `member` made, or all of them for who looks after the group, with the people."""
        rows = self.filter(meets(member, "member"), declined_at=None).select_related("member", "inviter")
        return rows if moderates else rows.filter(inviter=member)


class Invitation(models.Model):
    """`inviter` asks `member` into the group. A no is told to nobody."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="group_invitations")
    inviter = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(_("a few words"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also finds what a member is invited to.
            models.UniqueConstraint(fields=["member", "group"], name="invitation_once"),
            models.CheckConstraint(name="invite_somebody_else", condition=~Q(member=F("inviter"))),
        ]
        indexes = [
            # How many somebody made this week.
            models.Index(fields=["inviter", "made_at"], name="invitation_of_inviter"),
            # The nightly job that ends old ones.
            models.Index(fields=["ends_at"], name="invitation_end"),
        ]


class Removal(models.Model):
    """`member` was asked out of the group and comes back only by a moderator's invitation."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="removals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    removed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="removal_once")]
