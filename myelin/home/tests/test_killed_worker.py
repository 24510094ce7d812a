"""A worker is killed again and again while an issue of the newsletter and letters of news leave.

What is promised: everybody gets their letter. A letter that a worker held at the moment it was killed may come once more
for that kill, with the same Message-ID, because a mail server's "kept" and our own "sent" are two things; a letter
that we know to be sent never does. A worker holds no more than `worker.AT_ONCE` letters.
"""

from __future__ import annotations

import random
import threading
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.config.tests.processes import until
from myelin.config.tests.workers import House
from myelin.config.worker import AT_ONCE
from myelin.newsletter import actions as newsletter
from myelin.newsletter.models import Issue, Subscription
from myelin.notifications.models import Delivery, OutgoingMail, Rhythm
from myelin.notifications.tests.sink import Sink
from myelin.notifications.tests.test_killed_worker import a_minute_goes_by
from myelin.questions import actions as questions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
READERS, ASKING = 24, 6
KILLS, MOST_WORDS = 8, 18
"""A letter takes six words of the mail server, so that all of them are never sent before the last kill."""


class Killed:
    """Real workers on the database of the tests, one after the other; each is killed after a few words to the sink."""

    def __init__(self, house: House, data: Path) -> None:
        self.house, self.data = house, data
        self.sink, self.chance, self.lock = Sink(before=self.count), random.Random(4), threading.Lock()
        self.kills, self.left = 0, 0
        self.known: list[tuple[int, set[str]]] = []

    def start(self) -> None:
        """The next worker."""
        self.worker = self.house.worker(self.data, self.sink.port)
        self.left = self.chance.randint(3, MOST_WORDS)

    def count(self, said: str) -> None:
        """The sink is about to say something: the worker hears it, or is dead by now."""
        with self.lock:
            self.left -= 1
            if self.left == 0 and self.kills < KILLS:
                self.kills += 1
                self.worker.kill()

    def work_off(self) -> None:
        """Let workers begin and die, and the last one live until nothing is left to do."""
        self.start()
        for _ in range(KILLS):
            until(lambda: not self.worker.is_running())
            sent = OutgoingMail.objects.exclude(sent_at=None).values_list("message_id", flat=True)
            self.known.append((len(self.sink.letters), set(sent)))
            a_minute_goes_by()
            self.start()
        until(nothing_waits)


@pytest.fixture
def killed(tmp_path, house):
    workers = Killed(house, tmp_path)
    with workers.sink:
        yield workers
        house.send_home()


def nothing_waits() -> bool:
    """All letters are written and sent; what the clock brings each minute does not count."""
    tasks = ["write_newsletter", "deliver_mail", "write_news", "deliver_news"]
    return not ProcrastinateJob.objects.filter(task_name__in=tasks, status__in=["todo", "doing"]).exists()


def test_everybody_gets_the_issue_and_their_news_and_nobody_more_than_the_kills_explain(killed, make_member):
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(email=f"reader{place}@example.org", asked_at=now, confirmed_at=now) for place in range(READERS)
    )
    guide, *asking = [make_member(f"member{place}") for place in range(ASKING + 1)]
    for member in asking:
        Delivery.objects.create(member=member, rhythm=Rhythm.ONCE, quiet_from=None, quiet_until=None)
        asked = questions.ask_question(author=member, title="Who naps at noon?", now=now - timedelta(days=1))
        questions.answer_question(question=asked, author=guide, text="I do.", now=now - timedelta(days=1))
    newsletter.send_issue(issue=Issue.objects.create(subject="May", text="Hello", made_at=now), now=now)
    app.configure_task("write_news").defer(timestamp=0)

    killed.work_off()

    letters = [message_from_bytes(letter, policy=policy.default) for letter in killed.sink.letters]
    everybody = {f"reader{place}@example.org" for place in range(READERS)} | {member.email for member in asking}
    assert {letter["To"] for letter in letters} == everybody
    assert not OutgoingMail.objects.filter(sent_at=None).exists()
    assert len({letter["Message-ID"] for letter in letters}) == len(everybody), "what comes again has the same id"
    assert killed.kills == KILLS
    assert len(letters) - len(everybody) <= AT_ONCE * KILLS
    for before, sent in killed.known:
        assert not sent & {letter["Message-ID"] for letter in letters[before:]}
