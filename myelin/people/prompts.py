"""One small idea a week for two buddies. Nothing in it asks for health; whoever likes tells what they like."""

from __future__ import annotations

from django.utils.translation import gettext as _


def of_week(week: int) -> str:
    """The idea of a week, from 1 to 8."""
    return [
        _("Say hello. What would you like to be called, and what does a good day look like for you?"),
        _("Tell each other about something small that made this week lighter."),
        _("One question each that you would ask somebody who has been there. “I do not know” is a good answer."),
        _("Half of it lies behind you. Is the rhythm right for both? More, less, another day: say so."),
        _("What lets you rest? Swap one thing each."),
        _("Who around you was easy to tell, and who was not? You need not have an answer."),
        _("Something that has nothing to do with MS: a book, a dish, a song, the view from a window."),
        _("The last week. What do you each take along? Afterwards you can simply go on as friends."),
    ][week - 1]
