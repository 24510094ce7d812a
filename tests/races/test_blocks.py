"""A block, and whoever begins something with the blocked one in the same moment: nothing of it stays."""

from __future__ import annotations

import pytest
from django.utils import timezone

from myelin.members import actions
from myelin.members.actions import NotThere
from myelin.members.models import Block, Follow, FollowRequest, Grant
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TRIES = 6


@pytest.mark.parametrize("approves", [False, True])
def test_nobody_follows_or_is_let_in_once_a_block_stands(make_member, approves):
    now = timezone.now()
    for number in range(TRIES):
        owner, other = make_member(f"owner{number}"), make_member(f"other{number}")
        actions.approve_followers(member=owner, on=approves, now=now)
        owner.refresh_from_db()

        def tap(place, owner=owner, other=other):
            if place == 0:
                return actions.block(member=owner, person=other, now=now)
            if place % 2:
                return actions.follow(member=other, person=owner, now=now)
            return actions.let_in(member=other, person=owner, now=now)

        came = at_once(16, tap)
        assert [one for one in came if isinstance(one, Exception) and not isinstance(one, NotThere)] == []
    assert Block.objects.count() == TRIES
    assert [rows.objects.count() for rows in (Follow, FollowRequest, Grant)] == [0, 0, 0]
