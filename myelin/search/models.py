from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from myelin.groups.models import Group
from myelin.members.models import Audience, Member, Seal

STREAM = ("update", "question")
"""Kinds that come in thousands. A word that is in too many of them is looked for in the newest only."""

PERSON = "person"
"""The kind of members, who are found by name in their own table and have no document."""


class Document(models.Model):
    """A text that can be found, as its room told it. Written by `actions` alone.

    Beside these fields the table has `vec`, which the ranking writes and reads (see `ranking.py`): a sparse vector,
    or nothing on a server without pgvector.
    """

    ref = models.CharField(max_length=60, help_text="The room's name for it, such as update:12.")
    kind = models.CharField(max_length=20)
    audience = models.PositiveSmallIntegerField(choices=Audience)
    author = models.ForeignKey(
        Member,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Null: the community itself.",
    )
    seal = models.ForeignKey(
        Seal, null=True, on_delete=models.CASCADE, related_name="+", help_text="Of a text without its author's name."
    )
    group = models.ForeignKey(
        Group,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Where the text lies; it is found by whoever reads there.",
    )
    url = models.CharField(max_length=300)
    title = models.CharField(max_length=300, blank=True)
    excerpt = models.CharField(max_length=300, blank=True, help_text="What a result shows under its title.")
    label = models.CharField(
        max_length=80,
        blank=True,
        help_text="A word to show with it, such as a sponsor's.",
    )
    themes = ArrayField(
        models.CharField(max_length=60), default=list, db_default=[], help_text="What it is about, for covers."
    )
    posted_at = models.DateTimeField()
    length = models.FloatField(help_text="Words; those of the title count 2.5 times.")
    tsv = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref"], name="search_ref_once")]
        indexes = [
            # Finds candidates. A long list of pending entries slows every search, so it is kept short (kB).
            GinIndex(
                fields=["tsv"],
                name="search_tsv",
                fastupdate=True,
                gin_pending_list_limit=256,
            ),
            # Searches in the kinds that are few, which read them whole.
            models.Index(fields=["kind"], condition=~Q(kind__in=STREAM), name="search_few"),
            # The job that counts words reads what is new.
            models.Index(fields=["audience", "id"], name="search_audience"),
        ]

    def __str__(self) -> str:
        return self.ref


class Term(models.Model):
    """In how many documents a word stands; only documents that all members may see are counted, and by the job only."""

    lexeme = models.TextField(primary_key=True)
    df = models.FloatField()
    common = models.BooleanField(
        help_text="Several authors used it, or the community itself: a spelling may be repaired to it."
    )

    class Meta:
        indexes = [
            # Repairs of spelling, and words by their beginning.
            GinIndex(
                OpClass(F("lexeme"), name="gin_trgm_ops"),
                condition=Q(common=True),
                name="search_term_trgm",
            ),
        ]

    def __str__(self) -> str:
        return self.lexeme


class Chat(models.Model):
    """A word that carries little of the topic ("hello", "please"): half its weight."""

    lexeme = models.TextField(primary_key=True)

    def __str__(self) -> str:
        return self.lexeme


class Synonym(models.Model):
    """One of several names for the same thing; those of one circle stand in for each other."""

    circle = models.PositiveIntegerField()
    words = models.CharField(max_length=100)
    phrase = models.TextField(help_text="As a tsquery.")
    lexemes = ArrayField(models.TextField())
    small = models.BooleanField(
        default=False, help_text="One word and small ones (“can't go”): understood when typed so, never looked for."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "words"], name="synonym_once")]

    def __str__(self) -> str:
        return self.words


class Stat(models.Model):
    """The one row of figures about all documents together. Only the job that counts words writes it."""

    n = models.FloatField(help_text="Documents counted.")
    avg_len = models.FloatField(help_text="Mean length that the vectors were made with.")
    last_id = models.BigIntegerField(help_text="Documents up to here are counted.")

    def __str__(self) -> str:
        return f"{self.n:g} documents"
