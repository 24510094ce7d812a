from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.IntegerChoices):
    """Who may see one thing. Each step includes the ones before it, so a smaller number is always more private."""

    ME = 0, _("Only me")
    CIRCLE = 1, _("My circle")
    FOLLOWERS = 2, _("My followers")
    MEMBERS = 3, _("Members only")
    PUBLIC = 4, _("Everyone, also outside")

    @property
    def word(self) -> str:
        """The word that stands for it in the API and in archives."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Audience:
        """The audience that `word` names. Raises KeyError for any other word."""
        return cls[word.upper()]
