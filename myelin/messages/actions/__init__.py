"""What members do with private words: begin, send, accept, decline, mute, leave, delete for themselves, report."""

from myelin.messages.actions.beginning import ask_in, begin, waits_until
from myelin.messages.actions.refusals import (
    AskedTooOften,
    DoorClosed,
    Full,
    NotAnswered,
    NotThere,
    SentTooOften,
    TooNew,
)
from myelin.messages.actions.reporting import close_report, look_at_report, report_messages
from myelin.messages.actions.seats import (
    accept,
    clear,
    decline,
    keep_draft,
    leave,
    mute,
    open_conversation,
    recount,
    set_door,
    unmute,
)
from myelin.messages.actions.sending import send

__all__ = [
    "AskedTooOften",
    "DoorClosed",
    "Full",
    "NotAnswered",
    "NotThere",
    "SentTooOften",
    "TooNew",
    "accept",
    "ask_in",
    "begin",
    "clear",
    "close_report",
    "decline",
    "keep_draft",
    "leave",
    "look_at_report",
    "mute",
    "open_conversation",
    "recount",
    "report_messages",
    "send",
    "set_door",
    "unmute",
    "waits_until",
]
