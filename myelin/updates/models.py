from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from myelin.audience.policy import Viewer, visible_to
from myelin.discussion.models import Thread, by, stands
from myelin.media.models import Picture
from myelin.members.models import Member

MOST_PICTURES = 4


class Mood(models.TextChoices):
    GOOD = "good", _("Good")
    OKAY = "okay", _("Okay")
    MIXED = "mixed", _("Mixed")
    LOW = "low", _("Low")
    ROUGH = "rough", _("Rough")


class UpdateQuerySet(models.QuerySet["Update"]):
    def visible_to(self, viewer: Viewer) -> UpdateQuerySet:
        """Updates that `viewer` may see, by their thread."""
        paths = {name: f"thread__{name}" for name in ("author", "audience", "group", "seal")}
        rows = visible_to(self, viewer, **paths)
        assert isinstance(rows, UpdateQuerySet)
        return rows.filter(stands("thread__"))

    def of(self, member: Member) -> UpdateQuerySet:
        """What `member` posted and did not withdraw."""
        return self.posted_by(member).filter(thread__withdrawn_at=None)

    def posted_by(self, member: Member) -> UpdateQuerySet:
        """What `member` posted, and took back, too: the way to put it back."""
        return self.filter(by(member, path="thread__"))

    def for_page(self) -> UpdateQuerySet:
        return self.select_related("thread__author__profile", "thread__group", "thread__seal")


class Update(models.Model):
    """Something a member shared: words, pictures, or both."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True)
    text = models.TextField(_("words"), max_length=10_000, blank=True)
    mood = models.CharField(_("mood"), max_length=10, choices=Mood, blank=True)
    picture_count = models.PositiveSmallIntegerField(default=0, help_text="How many rows `UpdatePicture` has for it.")

    objects = UpdateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="update_has_words_or_picture",
                condition=~Q(text="") | Q(picture_count__gt=0),
                violation_error_message=_("An update needs words or a picture."),
            ),
            models.CheckConstraint(
                name="update_has_few_pictures",
                condition=Q(picture_count__lte=MOST_PICTURES),
                violation_error_message=_("An update holds up to four pictures."),
            ),
        ]

    def __str__(self) -> str:
        return f"update {self.pk}"


class UpdatePicture(models.Model):
    """A picture stands at one place of an update."""

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="placed_pictures")
    picture = models.OneToOneField(Picture, on_delete=models.CASCADE)
    place = models.PositiveSmallIntegerField(help_text="Order on the page, from 0.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["update", "place"], name="update_picture_place")]


class UpdateVersion(models.Model):
    """The words of an update before they were changed."""

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField(blank=True)
    mood = models.CharField(max_length=10, blank=True)
    written_at = models.DateTimeField(help_text="When these words were posted.")
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            # "How it read before", newest first.
            models.Index(fields=["update", "-replaced_at"], name="version_of_update")
        ]
