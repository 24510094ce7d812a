from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField
from myelin.members.models import Consent, Grant, Member, Purpose


class ScopeKind(models.TextChoices):
    """A part of one's care that somebody of the circle may see or do."""

    CALENDAR = "calendar", _("My calendar")
    RUNWAY = "runway", _("Steps of my plan")
    OBSERVER = "observer", _("Notes about me")
    TIRED = "tired", _("“Tired today”")


class CarerQuerySet(models.QuerySet["Carer"]):
    def of(self, member: Member) -> CarerQuerySet:
        """Whom `member` let in and who said yes, of those who are there."""
        return self.filter(member=member, person__in=Member.objects.present()).select_related("person")

    def caring(self, person: Member) -> CarerQuerySet:
        """For whom `person` cares: members who are there, and whose yes to keeping health details stands."""
        agreed = Consent.objects.standing().filter(member=OuterRef("member"), purpose=Purpose.ACCOUNT)
        there = Member.objects.reachable()
        return self.filter(Exists(agreed), person=person, member__in=there).select_related("member")


class Carer(models.Model):
    """`person` said yes to care for `member`. It hangs on the grant: whoever is let out of a circle is out of this, too."""

    grant = models.OneToOneField(Grant, on_delete=models.CASCADE, related_name="carer")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="carers")
    person = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="cares_for")
    called = EncryptedTextField(blank=True, default="", help_text="What they are to the member: my sister.")
    accepted_at = models.DateTimeField()

    objects = CarerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "person"], name="carer_once"),
            models.CheckConstraint(name="carer_somebody_else", condition=~Q(member=F("person"))),
        ]
        indexes = [
            # The list of those whom one cares for, and the card on the front page.
            models.Index(fields=["person", "-accepted_at", "-id"], name="carer_of_person"),
        ]

    def __str__(self) -> str:
        return f"carer {self.pk}"


class ScopeQuerySet(models.QuerySet["Scope"]):
    def open(self, now: datetime) -> ScopeQuerySet:
        """Those that have begun and have not ended."""
        return self.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))

    def over(self, now: datetime) -> ScopeQuerySet:
        """Those whose last day is over."""
        return self.filter(ends_at__lte=now)


class Scope(models.Model):
    """One part of the care that a carer may see or do. Switched off, its row is gone; the audit remembers it."""

    carer = models.ForeignKey(Carer, on_delete=models.CASCADE, related_name="scopes")
    kind = models.CharField(max_length=10, choices=ScopeKind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ScopeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carer", "kind"], name="scope_once"),
            models.CheckConstraint(
                name="scope_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The last day cannot come before the first one. Could the two be swapped?"),
            ),
        ]
        indexes = [
            # The job of each minute: what is over by now.
            models.Index(fields=["ends_at"], condition=Q(ends_at__isnull=False), name="circle_scope_ends"),
        ]


class CircleInvitationQuerySet(models.QuerySet["CircleInvitation"]):
    def of(self, member: Member) -> CircleInvitationQuerySet:
        """Those that `member` made and that nobody has answered yet."""
        return self.filter(member=member, answered_at=None)

    def standing(self, now: datetime) -> CircleInvitationQuerySet:
        """Those that can still be said yes to, from members who are there."""
        there = Member.objects.reachable()
        return self.filter(answered_at=None, ends_at__gt=now, member__in=there).select_related("member")

    def to(self, person: Member, now: datetime) -> CircleInvitationQuerySet:
        """Those to `person`, from members who exist for them."""
        apart = Q(member__blocks__blocked=person) | Q(member__blocked_by__blocker=person)
        return self.standing(now).filter(person=person).exclude(apart)

    def opened_by(self, digest: str, now: datetime) -> CircleInvitationQuerySet:
        """The one behind a secret link."""
        return self.standing(now).filter(digest=digest)


class CircleInvitation(models.Model):
    """`member` asks somebody to care for them: a member by name, or whoever holds the secret link of a letter."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="circle_invitations")
    person = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    address = EncryptedTextField(blank=True, default="", help_text="Where the letter went; gone once it is answered.")
    digest = models.CharField(max_length=64, unique=True, null=True, help_text="SHA-256 of the secret of the letter.")
    called = EncryptedTextField(blank=True, default="", help_text="What they are to the member: my sister.")
    scopes = ArrayField(models.CharField(max_length=10, choices=ScopeKind), default=list)
    until = models.DateField(null=True, blank=True, help_text="The last day of all that is given.")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True, help_text="Yes, no, or taken back.")

    objects = CircleInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "person"],
                condition=Q(answered_at=None, person__isnull=False),
                name="circle_invitation_once",
                violation_error_message=_("You have asked them already. They have not answered yet."),
            ),
            models.CheckConstraint(name="circle_invite_somebody_else", condition=~Q(member=F("person"))),
            models.CheckConstraint(
                name="circle_invitation_reaches_somebody",
                condition=Q(person__isnull=False) | Q(digest__isnull=False),
            ),
        ]
        indexes = [
            # What waits for a member's answer, and what a member made: few of each.
            models.Index(fields=["person"], condition=Q(answered_at=None), name="circle_invitation_to"),
            models.Index(fields=["member", "-made_at"], name="circle_invitation_of"),
        ]


class CareFeedQuerySet(models.QuerySet["CareFeed"]):
    def opened_by(self, digest: str, now: datetime) -> CareFeedQuerySet:
        """The gate for calendar programs: whoever holds the address, while the calendar is let through."""
        shown = Scope.objects.open(now).filter(carer=OuterRef("carer"), kind=ScopeKind.CALENDAR)
        agreed = Consent.objects.standing().filter(member=OuterRef("carer__member"), purpose=Purpose.ACCOUNT)
        there = Member.objects.reachable()
        return self.filter(
            Exists(shown), Exists(agreed), digest=digest, carer__person__in=there, carer__member__in=there
        ).select_related("carer__member", "carer__person")


class CareFeed(models.Model):
    """The secret address from which a carer's calendar program reads the dates. Only its SHA-256 is kept."""

    carer = models.OneToOneField(Carer, on_delete=models.CASCADE, primary_key=True, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_read_on = models.DateField(null=True, blank=True)

    objects = CareFeedQuerySet.as_manager()


class GrantedDate(models.Model):
    """A day of somebody's calendar and its hour, for whom the calendar is let through.

    A view that knows no medicine and no place.
    """

    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="+")
    day = models.DateField()
    hour = models.TimeField(null=True, help_text="By the clock of `time_zone`.")
    lasts_minutes = models.PositiveSmallIntegerField(null=True)
    time_zone = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "circle_date"
