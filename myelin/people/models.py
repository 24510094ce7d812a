from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from myelin.media.models import Picture
from myelin.members.models import Audience, Member
from myelin.pack.models import Symptom
from myelin.therapies.models import Therapy

ALL_MEMBERS = Q(audience__gte=Audience.MEMBERS)
"""What may be a reason to find somebody: only what they show to every member."""


class When(models.TextChoices):
    NOW = "now", _("I am on it now")
    BEFORE = "before", _("I had it before")


class TreatmentQuerySet(models.QuerySet["Treatment"]):
    def of(self, member: Member) -> TreatmentQuerySet:
        """What `member` told, for themselves to change."""
        return self.filter(member=member)

    def shown_to(self, nearest: int) -> TreatmentQuerySet:
        """Those that reach a viewer whose nearest audience (`audience.policy.reach`) is this."""
        return self.filter(audience__gte=nearest)

    def in_order(self) -> TreatmentQuerySet:
        """As the road went: the oldest first, what has no year before what has one, today's last."""
        return self.select_related("therapy").order_by("-when", F("since_year").asc(nulls_first=True), "id")


class Treatment(models.Model):
    """A medicine that a member has or had, as they tell others. The companion's own record is never shown or asked."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="told_treatments")
    therapy = models.ForeignKey(Therapy, on_delete=models.PROTECT, related_name="+")
    when = models.CharField(_("now or before"), max_length=10, choices=When, default=When.NOW)
    since_year = models.PositiveSmallIntegerField(
        _("since which year"), null=True, blank=True, validators=[MinValueValidator(1980), MaxValueValidator(2100)]
    )
    until_year = models.PositiveSmallIntegerField(
        _("until which year"), null=True, blank=True, validators=[MinValueValidator(1980), MaxValueValidator(2100)]
    )
    words = models.CharField(_("in my words"), max_length=140, blank=True)
    audience = models.PositiveSmallIntegerField(_("who can see this"), choices=Audience, default=Audience.ME)

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "therapy", "when"],
                name="treatment_told_once",
                violation_error_message=_("You have told about this one already. You can change it in the list."),
            ),
            models.CheckConstraint(
                name="treatment_ends_after_it_starts",
                condition=Q(since_year=None) | Q(until_year=None) | Q(until_year__gte=F("since_year")),
                violation_error_message=_("It cannot end before it began. Could you check the years?"),
            ),
            models.CheckConstraint(
                name="treatment_of_today_has_no_end",
                condition=~Q(when="now") | Q(until_year=None),
                violation_error_message=_("If it has ended, choose “I had it before”."),
            ),
        ]
        indexes = [
            # People on the same medicine.
            models.Index(fields=["therapy", "when", "member"], condition=ALL_MEMBERS, name="treatment_shared"),
        ]


class HardThingQuerySet(models.QuerySet["HardThing"]):
    def of(self, member: Member) -> HardThingQuerySet:
        return self.filter(member=member)

    def shown_to(self, nearest: int) -> HardThingQuerySet:
        """As for treatments."""
        return self.filter(audience__gte=nearest)

    def in_order(self) -> HardThingQuerySet:
        return self.select_related("symptom").order_by("symptom__position", "id")


class HardThing(models.Model):
    """A symptom that a member tells others they live with. The diary is never shown or asked."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hard_things")
    symptom = models.ForeignKey(Symptom, on_delete=models.PROTECT, related_name="+")
    audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.ME)

    objects = HardThingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "symptom"], name="hard_thing_once")]
        indexes = [
            # People with the same hard things.
            models.Index(fields=["symptom", "member"], condition=ALL_MEMBERS, name="hard_thing_shared"),
        ]


class PortraitQuerySet(models.QuerySet["Portrait"]):
    def of(self, member: Member) -> PortraitQuerySet:
        return self.filter(member=member).select_related("picture")

    def shown_to(self, nearest: int) -> PortraitQuerySet:
        """The picture keeps the audience, so that its own address obeys it too."""
        return self.filter(picture__audience__gte=nearest)


class Portrait(models.Model):
    """The picture on a member's page."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    picture = models.OneToOneField(Picture, on_delete=models.CASCADE, related_name="+")

    objects = PortraitQuerySet.as_manager()
