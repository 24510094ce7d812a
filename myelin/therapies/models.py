from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.facts.models import Basis, Fact
from myelin.therapies.schedules import Schedule, parse_schedule
from myelin.therapies.tests_due import TestRule, When


class Way(models.TextChoices):
    """How a medicine gets into the body, in the words of its source; medicines are listed by it."""

    INFUSION = "infusion", _("By infusion")
    INJECTION = "injection", _("By injection")
    MOUTH = "mouth", _("By mouth")


def brand_name(text: str) -> str:
    """A brand's bare name, without the remark in brackets; "" for what is no brand of this very medicine.

    The formulary also notes generics ("generic mitoxantrone injection") and other products of the same substance
    ("Campath: …"); neither is a name to offer somebody.
    """
    return "" if ":" in text or not text[:1].isupper() else text.split(" (")[0]


class TherapyQuerySet(models.QuerySet["Therapy"]):
    def current(self) -> TherapyQuerySet:
        """Medicines that the pack still names, by name."""
        return self.filter(retired_at__isnull=True).order_by("name", "id")


class Therapy(models.Model):
    """A medicine of the formulary. What is known about it are facts with its slug as their subject."""

    slug = models.CharField(max_length=80, unique=True, help_text="Its id in the formulary: ocrelizumab_hyaluronidase.")
    name = models.CharField(max_length=120, help_text="The generic name.")
    way = models.CharField(max_length=10, choices=Way)
    kind = models.CharField(max_length=20, help_text="dmt, or relapse_treatment.")
    level = models.CharField(max_length=10, help_text="full or short: how much the formulary says.")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = TherapyQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="therapy_has_a_name", condition=~Q(name=""))]
        verbose_name_plural = "therapies"

    def __str__(self) -> str:
        return self.name

    @property
    def url_slug(self) -> str:
        """The slug as it stands in addresses."""
        return self.slug.replace("_", "-")

    @property
    def is_infusion(self) -> bool:
        """Whether it is given by drip."""
        return self.way == Way.INFUSION


class BrandQuerySet(models.QuerySet["Brand"]):
    def shown(self) -> BrandQuerySet:
        """Brands whose fact may be shown, in the order of the formulary."""
        return self.filter(fact__in=Fact.objects.shown()).order_by("position", "id")


class Brand(models.Model):
    """A bare name under which a medicine is sold; its fact has the remarks."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="brand")
    therapy = models.ForeignKey(Therapy, on_delete=models.CASCADE, related_name="brands")
    name = models.CharField(max_length=120)
    market = models.CharField(max_length=10, blank=True)
    position = models.PositiveSmallIntegerField()

    objects = BrandQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class BaselineTest(models.Model):
    """A test that medicines ask for, before, during or after a treatment."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    why = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "tests"

    def __str__(self) -> str:
        return self.name


class CodeQuerySet(models.QuerySet["Code"]):
    def exportable(self) -> CodeQuerySet:
        """The gate out of the house (FHIR and the like): verified, and read in the terminology itself."""
        return self.filter(is_verified=True, fact__basis=Basis.READ, fact__retired_at__isnull=True)


class Code(models.Model):
    """A code of a terminology for a medicine or a test. `exportable()` is the only way out."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="code")
    therapy = models.ForeignKey(Therapy, null=True, blank=True, on_delete=models.CASCADE, related_name="codes")
    test = models.ForeignKey(BaselineTest, null=True, blank=True, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(max_length=20, help_text="RxNorm, ATC or LOINC.")
    code = models.CharField(max_length=40)
    display = models.CharField(max_length=200, blank=True)
    is_verified = models.BooleanField(default=False)

    objects = CodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="code_of_a_therapy_or_a_test", condition=Q(therapy__isnull=True) ^ Q(test__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.code}"


class RegimenQuerySet(models.QuerySet["Regimen"]):
    def shown(self) -> RegimenQuerySet:
        """Regimens whose fact may be shown, in the order of the formulary."""
        return self.filter(fact__in=Fact.objects.shown()).select_related("fact").order_by("position", "id")

    def with_dates(self) -> RegimenQuerySet:
        """Shown regimens that have a schedule, so that dates can be told from them."""
        return self.shown().filter(schedule__isnull=False)

    def for_course(self, therapy: Therapy, jurisdiction: str) -> RegimenQuerySet:
        """What somebody treated there may follow. Jurisdictions are never merged; "any" holds everywhere."""
        return self.with_dates().filter(therapy=therapy, jurisdiction__in=[jurisdiction, "any"])


class Regimen(models.Model):
    """How a medicine is given, in one jurisdiction and for one group of people."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="regimen")
    therapy = models.ForeignKey(Therapy, on_delete=models.CASCADE, related_name="regimens")
    jurisdiction = models.CharField(max_length=10)
    population = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=60, blank=True, help_text="off_label, limit, usual practice …")
    schedule: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(
        null=True, blank=True, help_text="The formulary's own shape; read it with `parsed`."
    )
    position = models.PositiveSmallIntegerField()

    objects = RegimenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.therapy_id} {self.jurisdiction}"

    def parsed(self) -> Schedule:
        """The schedule, typed. Ask only regimens that came through `with_dates`, with their fact selected."""
        return parse_schedule(self.schedule or {}, fact=self.fact.key)


class TherapyTestQuerySet(models.QuerySet["TherapyTest"]):
    def shown(self) -> TherapyTestQuerySet:
        """Tests whose fact may be shown, in the order of the formulary."""
        rows = self.filter(fact__in=Fact.objects.shown(), test__retired_at__isnull=True)
        return rows.select_related("fact", "test").order_by("position", "id")

    def for_course(self, therapy: Therapy, jurisdiction: str) -> TherapyTestQuerySet:
        """What is asked of somebody treated there; a fact that names no jurisdiction is asked everywhere."""
        return self.shown().filter(therapy=therapy, fact__jurisdiction__in=["", "any", jurisdiction])


class TherapyTest(models.Model):
    """A medicine asks for a test: when, how often and until when, in the source's own shorthand."""

    fact = models.OneToOneField(Fact, on_delete=models.PROTECT, related_name="therapy_test")
    therapy = models.ForeignKey(Therapy, on_delete=models.CASCADE, related_name="tests")
    test = models.ForeignKey(BaselineTest, on_delete=models.PROTECT, related_name="asked_by")
    when = models.CharField(max_length=20, choices=[(when.value, when.value) for when in When])
    interval = models.CharField(max_length=40, blank=True)
    until = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()

    objects = TherapyTestQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.therapy_id} {self.test_id} {self.when}"

    def rule(self) -> TestRule:
        """The row as the calendar of tests reads it; `fact` and `test` must be selected."""
        return TestRule(self.test.slug, When(self.when), self.fact.key, self.interval, self.until)
