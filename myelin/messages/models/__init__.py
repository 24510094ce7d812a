from myelin.messages.models.conversations import MOST_SEATS, Conversation, Door, Seat
from myelin.messages.models.reports import Report, ReportedMessage
from myelin.messages.models.words import MOST_PICTURES, Message, MessagePicture

__all__ = [
    "MOST_PICTURES",
    "MOST_SEATS",
    "Conversation",
    "Door",
    "Message",
    "MessagePicture",
    "Report",
    "ReportedMessage",
    "Seat",
]
