"""Saving by 64 hands: one row, and a note that nobody loses."""

from __future__ import annotations

import pytest

from myelin.discussion.actions import saving
from myelin.discussion.models import Bookmark
from myelin.updates import actions as updates
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_sixty_four_taps_save_once(ana, ben, noon):
    thread = updates.post_update(author=ben, text="Hi", now=noon).thread
    given = at_once(64, lambda n: saving.save_for_later(thread=thread, member=ana, now=noon))
    assert {type(result) for result in given} == {Bookmark}
    assert Bookmark.objects.of(ana).count() == 1
