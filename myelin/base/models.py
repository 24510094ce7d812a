"""The one table of this room: answers already given, so that what was sent twice is done once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from myelin.base.fields import EncryptedTextField


class Once(models.Model):
    """What was answered to one form, or to one program, sent by one person to one address."""

    key = models.UUIDField(help_text=_("Made with the form, sent along with it."))
    member = models.PositiveBigIntegerField(default=0, help_text=_("Who sent it; 0 for a visitor."))
    path = models.CharField(max_length=500, help_text=_("Where it was sent."))
    location = models.CharField(max_length=2000, blank=True, help_text=_("Where the first answer led."))
    status = models.PositiveSmallIntegerField(null=True, help_text="What a program was answered first; null for forms.")
    body = EncryptedTextField(blank=True, db_default="", help_text="The JSON that a program was answered first.")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "member", "path"], name="once_per_form")]
        indexes = [
            # The daily clearing of old keys.
            models.Index(fields=["made_at"], name="once_made_at")
        ]

    def __str__(self) -> str:
        return str(self.key)
