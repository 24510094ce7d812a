from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedJSONField
from myelin.members.models import Member


class LookKind(models.TextChoices):
    """What somebody looked at or did; words that follow a name."""

    JOINED = "joined", _("said yes to your circle")
    LEFT = "left", _("left your circle")
    DATES = "dates", _("looked at the dates in your calendar")
    FEED = "feed", _("read your dates with a calendar program")
    STEPS = "steps", _("looked at the steps of your plan")
    STEP_TAKEN = "step_taken", _("took a step of your plan")
    STEP_LEFT = "step_left", _("gave a step of your plan back")
    TIRED = "tired", _("saw your word for today")
    NOTES = "notes", _("looked at their notes about you")
    NOTED = "noted", _("wrote a note about you")
    BOARD = "board", _("looked at your list of things to do")
    TAKEN = "taken", _("took something on your list")
    GIVEN_BACK = "given_back", _("gave something on your list back")


class LookQuerySet(models.QuerySet["Look"]):
    def of(self, member: Member) -> LookQuerySet:
        """The only gate to the log: one's own."""
        return self.filter(member=member).select_related("person")


class Look(models.Model):
    """Somebody looked at a part of a member's care, or did something there. The database refuses to change it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", help_text="Null: somebody with the link."
    )
    kind = models.CharField(max_length=12, choices=LookKind)
    said: EncryptedJSONField = EncryptedJSONField(default=dict, help_text="name that was typed, title of the task.")
    at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes = [
            # The member's log, the newest first; `id` breaks ties.
            models.Index(fields=["member", "-at", "-id"], name="look_of_member"),
        ]

    @property
    def who(self) -> str:
        """Whose look it was. `person` must be selected."""
        if self.person is not None:
            return self.person.name
        return str(self.said.get("name") or _("Someone with the link"))

    @property
    def about(self) -> str:
        """What it was about, in the member's words; nothing when it was about all of it."""
        return str(self.said.get("title", ""))
