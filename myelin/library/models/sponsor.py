from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Sponsor(models.Model):
    """Somebody who paid for articles. It has no say in their words, and everybody sees its label first."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    label = models.CharField(
        _("label"), max_length=80, help_text=_("Stands before the title wherever the article shows: “Sponsored by …”.")
    )
    about = models.TextField(
        _("what they paid for, and what they had no say in"),
        max_length=600,
        help_text=_("Shown in the public register."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sponsor_has_a_label",
                condition=~Q(label=""),
                violation_error_message=_("A sponsor needs a label, so that everybody can see who paid."),
            )
        ]

    def __str__(self) -> str:
        return self.name
