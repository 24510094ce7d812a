from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField, EncryptedTextField
from myelin.members.models import Consent, Member, Purpose
from myelin.therapies.durations import Duration
from myelin.therapies.models import Regimen, Therapy
from myelin.therapies.regimens import OwnInterval
from myelin.therapies.schedules import Schedule


def _runs(last_day: str) -> Q:
    return Q(**{last_day: None}) | Q(**{f"{last_day}__gt": timezone.now().date()})


class CourseQuerySet(models.QuerySet["Course"]):
    def of(self, member: Member) -> CourseQuerySet:
        """The only gate to courses: one's own."""
        return self.filter(member=member)

    def running(self) -> CourseQuerySet:
        """Not ended; one whose last day is still to come runs until then."""
        return self.filter(_runs("ended_on"))

    def agreed_to(self) -> CourseQuerySet:
        """Of members whose yes to keeping health details stands: nothing else is worked on at night."""
        agreed = Consent.objects.standing().filter(member=OuterRef("member"), purpose=Purpose.ACCOUNT)
        return self.filter(Exists(agreed))

    def before(self, course: Course, kind: str) -> CourseQuerySet:
        """Of the same member: courses of another medicine of this kind that began before it, the latest first."""
        others = self.filter(member=course.member_id, therapy__kind=kind, started_on__lt=course.started_on)
        return others.exclude(therapy=course.therapy_id).order_by("-started_on", "-id")

    def for_page(self) -> CourseQuerySet:
        return self.select_related("therapy", "regimen", "regimen__fact")


class Course(models.Model):
    """A member's treatment with one medicine by one regimen, from its first dose until it ends."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="courses")
    therapy = models.ForeignKey(Therapy, on_delete=models.PROTECT, related_name="courses")
    regimen = models.ForeignKey(
        Regimen,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="courses",
        help_text="Whose rule the dates follow; none when nobody has read one for this place yet.",
    )
    name = models.CharField(max_length=120, help_text="What the member calls it: a brand, or the generic name.")
    jurisdiction = models.CharField(max_length=10, help_text="Whose label the dates follow: US, EU …")
    started_on = models.DateField(_("first dose"), help_text="The anchor that the regimen counts from.")
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    time_zone = models.CharField(max_length=40, help_text="IANA name; days of this course are days there.")
    place = models.CharField(_("place"), max_length=120, blank=True)
    own_interval_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days between doses that the member and the team agreed on, if not the rule's."
    )
    own_interval_from = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The number of the first dose that it puts on its day."
    )
    ordered_on = ArrayField(
        models.DateField(), null=True, blank=True, help_text="First days of parts that only the team can order."
    )
    received_before: EncryptedJSONField = EncryptedJSONField(
        null=True, blank=True, help_text="What counts toward a lifetime ceiling from before, in the ceiling's unit."
    )
    added_at = models.DateTimeField()

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="course_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("A treatment ends on or after the day it started."),
            ),
            models.CheckConstraint(
                name="course_own_interval_is_whole",
                condition=Q(own_interval_days=None, own_interval_from=None)
                | Q(own_interval_days__isnull=False, own_interval_from__isnull=False, own_interval_days__gte=1),
            ),
        ]
        indexes = [
            # The care page: a member's courses.
            models.Index(fields=["member", "started_on"], name="course_of_member"),
        ]

    def __str__(self) -> str:
        return f"course {self.pk}"

    def today(self, now: datetime) -> date:
        """Which day it is where this course is given."""
        return now.astimezone(ZoneInfo(self.time_zone)).date()

    def has_ended(self, today: date) -> bool:
        """Whether its last day has come."""
        return self.ended_on is not None and self.ended_on <= today

    @property
    def is_over(self) -> bool:
        """Whether its last day has come by now, as `running` asks it."""
        return self.has_ended(timezone.now().date())

    @property
    def has_dates(self) -> bool:
        """Whether its days can be told. `regimen.fact` must be selected, as for `is_daily`."""
        return self.regimen is not None and not self.is_daily

    @property
    def is_daily(self) -> bool:
        """Whether it is taken day by day, so that there are no days to list."""
        schedule = self.schedule()
        return schedule is not None and schedule.is_daily

    @property
    def own_interval(self) -> OwnInterval | None:
        """The interval that the member and the team agreed on, if they did."""
        if self.own_interval_days is None or self.own_interval_from is None:
            return None
        return OwnInterval(self.own_interval_from, Duration(days=self.own_interval_days))

    @property
    def amount_before(self) -> Decimal:
        """What counts toward a lifetime ceiling from before this course."""
        return Decimal(self.received_before or 0)

    def schedule(self) -> Schedule | None:
        """The rule of its dates, typed; None when none is known. `regimen.fact` must be selected."""
        return self.regimen.parsed() if self.regimen is not None else None


MOST_IN_A_CALENDAR = 400

HOURS = ("hour", "lasts_minutes", "waiting_hour", "waiting_minutes")
"""Fields of a dose that change when it comes to another day."""


def moment_of(day: date, hour: time | None, time_zone: str) -> datetime | None:
    """The moment of a local hour. One that comes twice, as the clocks go back, counts the first time."""
    return datetime.combine(day, hour, ZoneInfo(time_zone)) if hour is not None else None


class InfusionQuerySet(models.QuerySet["Infusion"]):
    def of(self, member: Member) -> InfusionQuerySet:
        """The only gate to infusions: one's own."""
        return self.filter(course__member=member)

    def to_come(self) -> InfusionQuerySet:
        """Not given yet, soonest first; what only the team can order is left out."""
        rows = self.filter(_runs("course__ended_on"), given_on=None, is_optional=False)
        return rows.for_page().order_by("due_on", "number")

    def given(self) -> InfusionQuerySet:
        """Those that were given, the last one first."""
        return self.filter(given_on__isnull=False).order_by("-given_on", "-number")

    def for_calendar(self) -> InfusionQuerySet:
        """What a calendar shows: the last doses that were given and all that are to come."""
        rows = self.filter(is_optional=False).filter(Q(given_on__isnull=False) | _runs("course__ended_on"))
        return rows.for_page().order_by("-due_on", "-id")[:MOST_IN_A_CALENDAR]

    def for_page(self) -> InfusionQuerySet:
        return self.select_related("course", "course__therapy", "course__regimen", "course__regimen__fact")

    def with_span(self) -> InfusionQuerySet:
        """Bring the course's first day as `first_day`, ticked keys as `ticked`, and of the dose before its day and number.

        They are `day_before` and `dose_before` (the number of its row).
        """
        same = Infusion.objects.filter(course=OuterRef("course"), is_optional=False).order_by("number")
        day = Coalesce("given_on", "due_on")
        earlier = same.filter(number__lt=OuterRef("number"))
        return self.annotate(
            first_day=Subquery(same.annotate(day=day).values("day")[:1]),
            day_before=Subquery(earlier.annotate(day=day).values("day").reverse()[:1]),
            dose_before=Subquery(earlier.values("pk").reverse()[:1]),
            ticked=ArrayAgg("ticks__key", filter=Q(ticks__isnull=False), default=Value([], ArrayField(TextField()))),
        )


class Infusion(models.Model):
    """One dose of a course: the day its regimen puts it on, and the day it was given. Also of injections."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="infusions")
    number = models.PositiveSmallIntegerField(help_text="1, 2, 3 … through the whole course.")
    part = models.CharField(max_length=40, help_text="Day within a course of days, or the phase's name.")
    phase = models.CharField(max_length=40)
    due_on = models.DateField(help_text="By the regimen, or the day that the clinic set.")
    earliest_on = models.DateField(null=True, blank=True, help_text="No sooner than this: the least gap.")
    moved_to = models.DateField(null=True, blank=True, help_text="The day that the clinic set, when it set one.")
    moved_because = EncryptedTextField(blank=True, default="", db_default="", help_text="A Delay, or nothing.")
    hour = models.TimeField(
        null=True, blank=True, help_text="When the appointment is, by the clock where the course is given."
    )
    lasts_minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Minutes it takes, if told.")
    waiting_hour = models.TimeField(
        null=True, blank=True, help_text="The hour on `moved_to`, while the dose is on another day."
    )
    waiting_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Minutes it takes on `moved_to`, while the dose is on another day."
    )
    own_place = EncryptedTextField(
        blank=True, default="", db_default="", help_text="Where this one is given, if not where the others are."
    )
    dose_amount = models.DecimalField(max_digits=12, decimal_places=4)
    dose_unit = models.CharField(max_length=80, help_text="As in the formulary: mg, mg/m2 …")
    is_optional = models.BooleanField(default=False)
    given_on = models.DateField(null=True, blank=True)
    amount_given: EncryptedJSONField = EncryptedJSONField(
        null=True, blank=True, help_text="In the unit of the dose, when it was another amount than planned."
    )
    given_noted_at = models.DateTimeField(null=True, blank=True, help_text="When the member marked it.")
    note = EncryptedTextField(blank=True, default="", help_text="How it went, in the member's words.")

    objects = InfusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="infusion_number_once"),
            models.UniqueConstraint(
                fields=["course", "given_on"],
                condition=Q(given_on__isnull=False),
                name="infusion_once_a_day",
                violation_error_message=_("You marked another infusion as given on this day."),
            ),
            models.CheckConstraint(
                name="infusion_lasts_from_its_hour",
                condition=Q(lasts_minutes=None) | Q(hour__isnull=False, lasts_minutes__range=(1, 24 * 60)),
                violation_error_message=_("Please tell the time, too, if you tell how long it takes."),
            ),
        ]
        indexes = [
            # Home and care: the next one of a course.
            models.Index(fields=["course", "due_on"], condition=Q(given_on=None), name="infusion_to_come"),
        ]

    def __str__(self) -> str:
        return f"infusion {self.number} of course {self.course_id}"

    @property
    def on(self) -> date:
        """The day it was given, or else the day it is due."""
        return self.given_on or self.due_on

    @property
    def place(self) -> str:
        """Where it is given. `course` must be selected, as for `starts_at`."""
        return self.own_place or self.course.place

    @property
    def starts_at(self) -> datetime | None:
        """The moment of its appointment; None while the hour is not known."""
        return moment_of(self.on, self.hour, self.course.time_zone)

    def keep_hour_to_its_day(self) -> None:
        """An hour belongs to the day that the clinic set: while the dose is on another one, it waits for its day."""
        told = self.hour or self.waiting_hour, self.lasts_minutes or self.waiting_minutes
        here, waiting = (told, (None, None)) if self.on == self.moved_to else ((None, None), told)
        self.hour, self.lasts_minutes = here
        self.waiting_hour, self.waiting_minutes = waiting

    @property
    def dose(self) -> str:
        """The dose in words: "600 mg"."""
        return f"{self.dose_amount.normalize():f} {self.dose_unit}"

    @property
    def amount(self) -> Decimal | int:
        """The amount as a plain number: 600, 0.5."""
        whole = self.dose_amount.to_integral_value()
        return int(whole) if whole == self.dose_amount else self.dose_amount.normalize()


class Tick(models.Model):
    """Something on a checklist is done: a test before an infusion, a thing in the bag."""

    infusion = models.ForeignKey(Infusion, on_delete=models.CASCADE, related_name="ticks")
    key = models.CharField(max_length=160, help_text="Key of the fact that asks for it.")
    ticked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["infusion", "key"], name="tick_once")]
