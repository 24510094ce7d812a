"""What stops somebody from writing, each with the sentence that they read."""

from __future__ import annotations

from myelin.base.errors import Refused


class NotThere(Refused):
    """The person, the conversation or the message is not there for this member."""

    status = 404


class TooNew(Refused):
    """Somebody who came a moment ago does not write to strangers yet."""


class DoorClosed(Refused):
    """The other one takes no new conversations, or only from people they know."""


class Full(Refused):
    """Eight people are in it or asked in."""


class NotAnswered(Refused):
    """A few words wait already for an answer."""


class AskedTooOften(Refused):
    """More new people within the hour than anybody gets to know."""

    status = 429


class SentTooOften(Refused):
    """More messages within the hour than anybody reads."""

    status = 429
