"""What one can do with groups: make one, join, ask, invite, leave, and look after one."""

from myelin.groups.actions.caring import hand_over, remove_member
from myelin.groups.actions.inviting import (
    accept_invitation,
    decline_invitation,
    end_invitations,
    invite,
    withdraw_invitation,
)
from myelin.groups.actions.joining import (
    accept_request,
    ask_to_join,
    decline_request,
    join_group,
    leave_group,
    take_request_back,
)
from myelin.groups.actions.making import edit_group, open_group
from myelin.groups.actions.refusals import (
    AskedOut,
    LastToCare,
    NotOpen,
    NotThere,
    StaysClosed,
    TooMany,
)

__all__ = [
    "AskedOut",
    "LastToCare",
    "NotOpen",
    "NotThere",
    "StaysClosed",
    "TooMany",
    "accept_invitation",
    "accept_request",
    "ask_to_join",
    "decline_invitation",
    "decline_request",
    "edit_group",
    "end_invitations",
    "hand_over",
    "invite",
    "join_group",
    "leave_group",
    "open_group",
    "remove_member",
    "take_request_back",
    "withdraw_invitation",
]
