"""A stream that was away hears what it missed: nothing lost, nothing twice, in whatever order transactions end."""

from __future__ import annotations

import random
import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from myelin.live import actions
from myelin.live.tests.listening import PATIENCE, heard_so_far, streams, token_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def say(number, what="comment"):
    actions.announce(channels=[f"thread:{number}"], what=what, now=timezone.now())


class Aside:
    """A transaction of somebody else, which is held open until told otherwise."""

    def __init__(self, number, *, keep=True):
        self.said, self.go, self.keep = threading.Event(), threading.Event(), keep
        self.thread = threading.Thread(target=self._run, args=[number])
        self.thread.start()
        assert self.said.wait(PATIENCE)

    def _run(self, number):
        with transaction.atomic():
            say(number)
            self.said.set()
            assert self.go.wait(PATIENCE)
            transaction.set_rollback(not self.keep)
        connection.close()

    def end(self):
        self.go.set()
        self.thread.join()


@pytest.fixture
def live():
    with streams() as running:
        yield running


def test_what_is_committed_is_heard_and_what_is_rolled_back_is_not(live, ana):
    ear = live.hear(token_of(ana, "thread:1", "thread:2"))
    lost = Aside(1, keep=False)
    lost.end()
    say(2)
    assert ear.until(("comment", "thread:2")).heard == [("comment", "thread:2")]


def test_news_wait_for_no_other_transaction(live, ana):
    ear = live.hear(token_of(ana, "thread:1", "thread:2"))
    slow = Aside(1)
    say(2)
    ear.until(("comment", "thread:2"))
    slow.end()
    ear.until(("comment", "thread:1"))
    assert len(ear.heard) == 2


def test_an_older_number_that_is_committed_later_is_not_lost(live, ana):
    token = token_of(ana, "thread:0", "thread:1", "thread:2", "thread:3")
    ear = live.hear(token)
    slow = Aside(1)
    say(2)
    ear.until(("comment", "thread:2")).close()
    slow.end()
    say(3)
    assert sorted(heard_so_far(live.hear(token, last=ear.last))) == [("comment", "thread:1"), ("comment", "thread:3")]


def test_nothing_is_lost_or_repeated_while_many_write_and_the_line_is_cut(live, ana):
    writers, each = 6, 15
    token = token_of(ana, *(f"thread:{number}" for number in range(writers * each)))

    def write(first):
        dice = random.Random(first)
        for number in range(first, first + each):
            with transaction.atomic():
                say(number)
                time.sleep(dice.random() * 0.02)
                transaction.set_rollback(dice.random() < 0.1)
                if not connection.needs_rollback:
                    kept.append(("comment", f"thread:{number}"))
        connection.close()

    kept, heard = [], []
    threads = [threading.Thread(target=write, args=[number * each]) for number in range(writers)]
    ear = live.hear(token).listen(0.2)
    for thread in threads:
        thread.start()
    dice = random.Random(7)
    give_up = time.monotonic() + PATIENCE
    while len(heard) < len(kept) or any(thread.is_alive() for thread in threads):
        assert time.monotonic() < give_up
        ear.listen(dice.random() * 0.1).close()
        heard += ear.heard
        ear = live.hear(token, last=ear.last)
    heard += ear.listen(1).heard
    assert sorted(heard) == sorted(kept)


def test_it_is_all_the_same_when_the_process_is_killed(live, ana):
    token = token_of(ana, "thread:0", "thread:1", "thread:2", "thread:3")
    ear = live.hear(token)
    say(1)
    ear.until(("comment", "thread:1"))
    slow = Aside(2)
    live.process.kill()
    live.process.wait()
    say(3)
    live.start()
    slow.end()
    again = heard_so_far(live.hear(token, last=ear.last))
    assert sorted(again) == [("comment", "thread:2"), ("comment", "thread:3")]


def test_streams_stay_open_while_the_database_is_away(live, ana):
    ear = live.hear(token_of(ana, "thread:1"))
    with connection.cursor() as cursor:
        cursor.execute("""SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'myelin live' AND datname = current_database()""")
    say(1)
    assert ear.until(("comment", "thread:1")).heard == [("comment", "thread:1")]


def test_who_cannot_be_told_what_they_missed_is_told_to_look_again(live, ana):
    for last in ["nonsense", "0-0-", "1-1-", "99-99-1.2.x"]:
        assert live.hear(token_of(ana), last=last).until(("look", "")).heard == [("look", "")]


def test_a_page_hears_what_happened_since_it_was_made(live, ana):
    token = token_of(ana, "thread:1")
    say(1)
    live.hear(token).until(("comment", "thread:1"))
