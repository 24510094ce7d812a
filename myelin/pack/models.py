from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Called(models.Model):
    """Something with a name in the pack's own language, and in others that the pack brings."""

    in_languages: models.JSONField[dict[str, dict[str, str]], dict[str, dict[str, str]]] = models.JSONField(
        default=dict, help_text="What it says in other languages: by language, then by field."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.called

    def said(self, field: str) -> str:
        """What a field says in the reader's language; the pack's own words where it has none."""
        return self.in_languages.get(get_language() or "", {}).get(field) or str(getattr(self, field))

    @property
    def called(self) -> str:
        return self.said("name")


class TopicQuerySet(models.QuerySet["Topic"]):
    def current(self) -> TopicQuerySet:
        """Topics that the pack still names, in its order."""
        return self.filter(retired_at__isnull=True).order_by("position", "id")


class Topic(Called):
    """Something that members talk about, post under and follow."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    about = models.CharField(max_length=200, help_text="One line in plain words.")
    group = models.CharField(max_length=60, help_text="The heading that it stands under.")
    position = models.PositiveSmallIntegerField(help_text="Its place in the pack's list, from 0.")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="When the pack stopped naming it.")

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="topic_has_a_name", condition=~Q(name=""))]

    @property
    def explained(self) -> str:
        return self.said("about")

    @property
    def heading(self) -> str:
        return self.said("group")


DOMAINS: dict[str, str | Promise] = {
    "energy": _("Energy and sleep"),
    "thinking": _("Thinking and words"),
    "mood": _("Mood"),
    "sensation": _("What the skin feels"),
    "pain": _("Pain"),
    "muscle": _("Muscles"),
    "movement": _("Walking and moving"),
    "vision": _("Eyes"),
    "bladder_bowel": _("Bladder and bowel"),
    "speech_swallow": _("Speaking and swallowing"),
    "intimacy": _("Closeness and sex"),
    "triggers": _("What brings it on"),
    "treatment": _("Around a treatment"),
}
"""The headings that symptoms stand under, in the order of pages, by the pack's word."""


class SymptomQuerySet(models.QuerySet["Symptom"]):
    def current(self) -> SymptomQuerySet:
        """Symptoms that the pack still names, in its order."""
        return self.filter(retired_at__isnull=True).order_by("position", "id")

    def under_headings(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a form offers to choose from, by heading; a heading that we have no words for is the pack's own."""
        found: dict[str, list[tuple[str, str]]] = {domain: [] for domain in DOMAINS}
        for symptom in self:
            found.setdefault(symptom.domain, []).append((symptom.slug, symptom.called))
        return [(str(DOMAINS.get(domain, domain.capitalize())), rows) for domain, rows in found.items() if rows]

    def named(self, slugs: Iterable[str]) -> SymptomQuerySet:
        """Symptoms by their slugs, in the pack's order, also retired ones: old entries tell them."""
        return self.filter(slug__in=list(slugs)).order_by("position", "id")

    def called(self) -> dict[str, str]:
        """What each is called in the reader's language, by slug."""
        return {symptom.slug: symptom.called for symptom in self}


class Symptom(Called):
    """Something that a member can feel and note, with the words that members and clinicians use for it."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100, help_text="What members say.")
    clinical_term = models.CharField(max_length=120, help_text="What clinicians say.")
    domain = models.CharField(max_length=40)
    synonyms: models.JSONField[list[str], list[str]] = models.JSONField(
        default=list, help_text="More words of members, for search."
    )
    position = models.PositiveSmallIntegerField(help_text="Its place in the pack's list, from 0.")
    retired_at = models.DateTimeField(null=True, blank=True, help_text="When the pack stopped naming it.")

    objects = SymptomQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="symptom_has_a_name", condition=~Q(name=""))]


class LoadedPack(models.Model):
    """The pack that this install was filled from last; the fingerprint tells whether there is anything to load."""

    slug = models.CharField(max_length=60, unique=True)
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slug} {self.fingerprint[:8]}"
