from myelin.discussion.models.bookmarks import Bookmark
from myelin.discussion.models.drafts import Draft
from myelin.discussion.models.polls import FEWEST_OPTIONS, MOST_OPTIONS, Poll, PollOption, PollVote
from myelin.discussion.models.reactions import Reaction
from myelin.discussion.models.seals import SealOpening
from myelin.discussion.models.standing import stands, stands_sql
from myelin.discussion.models.threads import (
    Comment,
    TakenOut,
    Thread,
    ThreadMute,
    ThreadTopic,
    TopicFollow,
    TopicMute,
    by,
    themes_field,
)

__all__ = [
    "FEWEST_OPTIONS",
    "MOST_OPTIONS",
    "Bookmark",
    "Comment",
    "Draft",
    "Poll",
    "PollOption",
    "PollVote",
    "Reaction",
    "SealOpening",
    "TakenOut",
    "Thread",
    "ThreadMute",
    "ThreadTopic",
    "TopicFollow",
    "TopicMute",
    "by",
    "stands",
    "stands_sql",
    "themes_field",
]
