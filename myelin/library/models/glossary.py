from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GlossaryWord(models.Model):
    """A word that the library explains in one plain sentence; when it is medical, it says no more than its fact."""

    word = models.CharField(_("word"), max_length=60, unique=True)
    short = models.CharField(_("in plain words"), max_length=300)
    fact_key = models.CharField(_("fact"), max_length=160, blank=True, help_text=_("Key of the fact behind it."))

    def __str__(self) -> str:
        return self.word
