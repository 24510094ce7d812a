from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member


class Basis(models.TextChoices):
    READ = "read", _("read in the source")
    MEMORY = "memory", _("not yet verified")


class Confidence(models.TextChoices):
    """How sure whoever recalled a fact was; only what was recalled has it."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Outcome(models.TextChoices):
    CONFIRMED = "confirmed", _("It still holds")
    REJECTED = "rejected", _("It does not hold")


class Source(models.Model):
    """Where facts were read: a label, a leaflet, a guideline, with its version and how much of it was read."""

    key = models.CharField(max_length=120, unique=True, help_text="<file>/<ref> in the formulary.")
    subject = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    jurisdiction = models.CharField(max_length=10)
    version = models.CharField(max_length=200)
    where = models.CharField(max_length=300, help_text="Where it was seen. For reviewers.")
    basis = models.CharField(max_length=10, choices=Basis)
    depth = models.CharField(max_length=10, help_text="full, excerpt or none: how much of it was read.")
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class FactQuerySet(models.QuerySet["Fact"]):
    def current(self) -> FactQuerySet:
        """Facts that the pack still holds."""
        return self.filter(retired_at__isnull=True)

    def shown(self) -> FactQuerySet:
        """The gate to readers and members: read in a source or confirmed here, not rejected, not withheld."""
        held = self.current().filter(is_withheld=False).exclude(outcome=Outcome.REJECTED)
        return held.filter(Q(basis=Basis.READ) | Q(outcome=Outcome.CONFIRMED))

    def about(self, subject: str) -> FactQuerySet:
        """Facts of one file of the formulary: a medicine, or the day of an infusion."""
        return self.filter(subject=subject).order_by("position", "id")

    def waiting(self, *, today: date) -> FactQuerySet:
        """What a reviewer should look at: never reviewed here, or past its date."""
        return self.current().filter(is_code=False).filter(Q(outcome="") | Q(review_by__lt=today))

    def with_sources(self) -> FactQuerySet:
        """Bring the sources of each fact, in their order, as `fact.cites`, and who reviewed it."""
        cites = FactSource.objects.select_related("source").order_by("position", "id")
        together = Prefetch("citing", cites, to_attr="cites")
        return self.select_related("reviewed_by").prefetch_related(together)  # type: ignore[no-redef]  # declared below


class Fact(models.Model):
    """One statement in our own words, exact in its numbers, with a key that says where in the formulary it stands."""

    key = models.CharField(max_length=160, unique=True)
    subject = models.CharField(max_length=80, help_text="The file: a medicine's id, or infusion_day, symptoms …")
    predicate = models.CharField(max_length=80, help_text="What it says about the subject: tests/while_on, regimens …")
    position = models.PositiveIntegerField(help_text="Its place in the file.")
    rank = models.PositiveSmallIntegerField(help_text="Order in the reviewers' queue: what moves plans comes first.")
    value = models.TextField()
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, blank=True, help_text="What else the formulary says: population, minutes, percentages, schedule."
    )
    jurisdiction = models.CharField(max_length=10, blank=True, help_text="As stated; empty when the source decides.")
    basis = models.CharField(max_length=10, choices=Basis)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    has_newer_words = models.BooleanField(
        default=False, help_text="The part of the label it was read in was revised, and the new words were not read."
    )
    is_withheld = models.BooleanField(
        default=False, help_text="Never for members: notes to reviewers, low confidence, codes that nobody verified."
    )
    is_code = models.BooleanField(default=False, help_text="A code of a terminology and not a statement.")
    version = models.PositiveIntegerField(default=1, help_text="Counts its values; reviews name the one they saw.")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reviewed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True, help_text="The day after which it is being checked again.")
    read_in = models.CharField(max_length=200, blank=True, help_text="The source and version that the reviewer read.")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="When the pack stopped holding it.")

    cites: list[FactSource]
    """Its sources in their order; there only on facts that came through `with_sources`."""

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fact_confidence_goes_with_memory",
                condition=Q(basis=Basis.READ, confidence="") | (Q(basis=Basis.MEMORY) & ~Q(confidence="")),
            ),
            models.CheckConstraint(
                name="fact_review_is_whole",
                condition=Q(outcome="", reviewed_on=None, review_by=None)
                | (~Q(outcome="") & Q(reviewed_on__isnull=False, review_by__gt=F("reviewed_on"))),
                violation_error_message=_("A reviewed fact needs a later day on which it is checked again."),
            ),
        ]
        indexes = [
            # A medicine's page and the API read all facts of one subject in the order of the file.
            models.Index(fields=["subject", "position"], name="fact_of_subject"),
            # The reviewers' queue, most important first; `id` breaks ties.
            models.Index(fields=["rank", "id"], name="fact_queue"),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def is_confirmed(self) -> bool:
        """Whether a medical reviewer of this community said that it holds."""
        return self.outcome == Outcome.CONFIRMED

    def is_overdue(self, today: date) -> bool:
        """Whether the day to check it again has passed: "being checked again since …"."""
        return self.review_by is not None and self.review_by < today


class FactSource(models.Model):
    """`fact` was read in this section of `source`."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="citing")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="cited_by")
    section = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "position"], name="fact_source_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.section}"


class FactReview(models.Model):
    """What a reviewer decided about one version of a fact. Written once; `cleared_at` when the fact changed since."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="reviews")
    version = models.PositiveIntegerField()
    reviewer = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="fact_reviews")
    outcome = models.CharField(max_length=10, choices=Outcome)
    read_in = models.CharField(max_length=200, help_text="The source and version that the reviewer read.")
    note = models.TextField(blank=True)
    reviewed_on = models.DateField()
    review_by = models.DateField()
    made_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fact_review_says_what_was_read",
                condition=~Q(read_in=""),
                violation_error_message=_("Say which source and version you read."),
            ),
            models.CheckConstraint(name="fact_review_has_a_later_date", condition=Q(review_by__gt=F("reviewed_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} v{self.version} {self.outcome}"


class FactVersion(models.Model):
    """What a fact said before it changed, and who stood for it."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    value = models.TextField()
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    jurisdiction = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    sources: models.JSONField[list[list[str]], list[list[str]]] = models.JSONField(default=list)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "version"], name="fact_version_once")]

    def __str__(self) -> str:
        return f"{self.fact_id} v{self.version}"


class Citation(models.Model):
    """Something shows `fact`: a page of a medicine, an article. Written by the room that shows it."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="citations")
    ref = models.CharField(max_length=120, help_text="Names the citing thing: medicine:ocrelizumab, article:12.")
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "fact"], name="citation_once")]

    def __str__(self) -> str:
        return self.title
