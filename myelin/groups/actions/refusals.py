"""What a rule about groups may say no with."""

from __future__ import annotations

from myelin.base.errors import Refused


class NotThere(Refused):
    """The group, or the thing in it, does not exist for this member."""

    status = 404


class NotOpen(Refused):
    """Joining this group takes more than the wish."""


class AskedOut(Refused):
    """The member was removed from this group before."""


class LastToCare(Refused):
    """The one who looks after a group goes when somebody else does."""


class TooMany(Refused):
    """Enough groups, or enough invitations, for now."""


class StaysClosed(Refused):
    """What was said among few is not opened to all."""
