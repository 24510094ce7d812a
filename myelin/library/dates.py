"""How long a signature stands, and by which day somebody looks again."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

REVIEW_LASTS = timedelta(days=730)
"""How long a clinician's signature stands; then the article needs a fresh review."""
NOT_THEN = _("Choose a day for the next review, within two years from now.")


def is_in_time(day: date, *, today: date) -> bool:
    """Whether an article that is signed today may be checked again as late as that day."""
    return today < day <= today + REVIEW_LASTS
