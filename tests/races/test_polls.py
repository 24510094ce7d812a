"""Voting and voting anew, by 64 at once: every count is the number of its rows, and nobody has two sole choices."""

from __future__ import annotations

import pytest

from myelin.discussion import actions as discussion
from myelin.discussion.models import PollVote
from myelin.updates import actions as updates
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 64


@pytest.mark.parametrize("several", [False, True])
def test_sixty_four_votes_leave_no_drift(make_member, ben, noon, several):
    crowd = [make_member(f"m{number}") for number in range(16)]
    poll = discussion.NewPoll(options=["One", "Two", "Three"], several=several, days=3)
    thread = updates.post_update(author=ben, text="Which?", poll=poll, now=noon).thread
    options = list(thread.poll.options.order_by("place").values_list("pk", flat=True))

    def vote(number):
        wanted = [options[number % 3]]
        if several and number % 2:
            wanted.append(options[(number + 1) % 3])
        discussion.vote(thread=thread, member=crowd[number % 16], options=wanted, now=noon)

    assert [raised for raised in at_once(THREADS, vote) if isinstance(raised, Exception)] == []
    thread.poll.refresh_from_db()
    votes = PollVote.objects.filter(poll=thread.poll)
    assert thread.poll.voters == 16 == votes.values("member").distinct().count()
    assert [row.votes for row in thread.poll.options.all()] == [row.chosen.count() for row in thread.poll.options.all()]
    assert several or votes.count() == 16
