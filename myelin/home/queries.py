"""What only the room above all talk can say: whether something a member was told of is still there for them."""

from __future__ import annotations

import re

from myelin.discussion.models import Comment
from myelin.discussion.telling import still_told
from myelin.members.models import Member
from myelin.notifications.models import Notice
from myelin.questions.models import Answer

PLACE = re.compile(r"#(comment|answer)-(\d+)$")
"""Which words under a thread a notice leads to."""


def still_news(member: Member, notices: list[Notice]) -> list[Notice]:
    """The notices whose thread and words are still there, and that the member did not mute since. Three statements.

    People are looked at where notices are read: `Notice.objects.of` leaves out whom a block or a mute keeps away.
    """
    threads = still_told(member, {notice.about for notice in notices if notice.about is not None})
    named = {notice.pk: (place[1], int(place[2])) for notice in notices if (place := PLACE.search(notice.url))}
    comments = Comment.objects.standing().filter(pk__in=[pk for word, pk in named.values() if word == "comment"])
    answers = Answer.objects.standing().filter(pk__in=[pk for word, pk in named.values() if word == "answer"])
    standing = {("comment", pk) for pk in comments.values_list("pk", flat=True)}
    standing |= {("answer", pk) for pk in answers.values_list("pk", flat=True)}
    return [
        notice
        for notice in notices
        if (notice.about is None or notice.about in threads)
        and (notice.pk not in named or named[notice.pk] in standing)
    ]
