from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from myelin.members.models.audience import Audience
from myelin.members.models.member import Member


class MsType(models.TextChoices):
    NOT_SURE = "not_sure", _("Not sure yet")
    CIS = "cis", _("Clinically isolated syndrome (CIS)")
    RRMS = "rrms", _("Relapsing-remitting (RRMS)")
    SPMS = "spms", _("Secondary progressive (SPMS)")
    PPMS = "ppms", _("Primary progressive (PPMS)")


LINES = ("about", "ms_type", "told_year", "country", "region")
"""The lines of a profile that have an audience each."""


class Profile(models.Model):
    """What a member chose to tell about themselves; every field has its own audience and health starts as "me"."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    context_line = models.CharField(
        _("line beside my posts"), max_length=60, blank=True, help_text="Shown with each post: “2nd year · Ocrevus”."
    )
    about = models.TextField(_("about me"), max_length=1000, blank=True)
    about_audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.MEMBERS)
    ms_type = models.CharField(_("type of MS"), max_length=10, choices=MsType, blank=True)
    ms_type_audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.ME)
    told_year = models.PositiveSmallIntegerField(
        _("year I was told"), null=True, blank=True, validators=[MinValueValidator(1940), MaxValueValidator(2100)]
    )
    told_year_audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.ME)
    country = models.CharField(_("country"), max_length=60, blank=True)
    country_audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.ME)
    region = models.CharField(_("region"), max_length=60, blank=True)
    region_audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.ME)

    class Meta:
        indexes = [
            # The newest people of the same type, told in the same year, or living in the same place: each only as far as
            # all members may see it.
            models.Index(
                fields=["ms_type", "member"],
                condition=Q(ms_type_audience__gte=Audience.MEMBERS),
                name="profile_type_newest",
            ),
            models.Index(
                fields=["told_year", "member"],
                condition=Q(told_year_audience__gte=Audience.MEMBERS),
                name="profile_told_newest",
            ),
            models.Index(
                Lower("region"),
                "member",
                condition=Q(region_audience__gte=Audience.MEMBERS),
                name="profile_region_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"profile of {self.member_id}"
