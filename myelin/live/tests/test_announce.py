"""A word and numbers, in the caller's transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from myelin.live import actions
from myelin.live.models import Event
from myelin.live.tasks import forget_old_events

pytestmark = pytest.mark.django_db


def test_it_costs_one_statement(noon, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.announce(channels=["thread:1", "member:2", "thread:1"], what="comment", now=noon)
    assert Event.objects.values_list("channels", "what").get() == ("thread:1 member:2", "comment")


def test_without_a_channel_nothing_is_written(noon):
    actions.announce(channels=[], what="comment", now=noon)
    assert not Event.objects.exists()


def test_it_goes_with_the_transaction_it_was_said_in(noon):
    with transaction.atomic():
        actions.announce(channels=["thread:1"], what="comment", now=noon)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("channels", "what"),
    [(["thread:1 a secret"], "comment"), (["Ana"], "comment"), (["thread:x"], "comment"), (["thread:1"], "My words")],
)
def test_the_database_takes_no_words_of_anybody(noon, channels, what):
    with pytest.raises(IntegrityError, match="event_"):
        actions.announce(channels=channels, what=what, now=noon)


def test_what_no_stream_will_ask_for_is_forgotten(noon):
    actions.announce(channels=["thread:1"], what="comment", now=noon)
    actions.announce(channels=["thread:2"], what="comment", now=noon + timedelta(hours=2))
    actions.forget_old(now=noon + timedelta(hours=2, minutes=1))
    assert Event.objects.get().channels == "thread:2"


def test_the_queue_forgets_it_by_itself(noon):
    actions.announce(channels=["thread:1"], what="comment", now=noon)
    forget_old_events(timestamp=0)
    assert not Event.objects.exists()
