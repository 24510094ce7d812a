"""What a person may be told when a rule says no."""

from django.utils.translation import gettext


class Refused(Exception):
    """A rule said no; `str()` of it is a whole, translated sentence for the person who asked.

    Pages and the API show the sentence with `status`. Everything else that is raised is a bug.
    """

    status = 409


class DiskFull(Refused):
    """There was no room left to keep what was sent; nothing of it was kept."""

    status = 507

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence or gettext("We could not save this right now: our disk is full. Your words are still here.")
        )
