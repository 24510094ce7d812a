"""A worker is killed while a letter is on its way: it comes once more at most, with the same Message-ID, and never not at all."""

from __future__ import annotations

import signal
import subprocess
from contextlib import suppress
from email import message_from_bytes

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from myelin.config.tests.processes import COMMAND, PATIENCE, environment, until
from myelin.config.tests.workers import of_these_tests
from myelin.members.models import Member
from myelin.notifications import mail
from myelin.notifications.models import Notice, OutgoingMail
from myelin.notifications.tests.sink import Sink
from myelin.questions import actions as questions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WORDS = {"link": "https://example.org/yes/", "known": False}


@pytest.fixture
def worker(tmp_path, house):
    """Start real workers, on the database of the tests."""
    yield lambda sink: house.worker(tmp_path, sink.port)
    house.send_home()


@pytest.fixture
def command(tmp_path):
    """Start a worker as an operator does who has it on a machine of its own."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(sink: Sink) -> None:
        own = environment(**of_these_tests(tmp_path), EMAIL_URL=f"smtp://127.0.0.1:{sink.port}")
        begun.append(subprocess.Popen([*COMMAND, "worker"], env=own))

    yield start
    for process in begun:
        process.kill()
        process.wait(PATIENCE)


def put(number: int) -> OutgoingMail:
    """A letter that waits on the queue."""
    return mail.send(
        to="ana@example.org", subject="Yes?", template="newsletter/mail/confirm", context=WORDS, key=f"test/{number}",
        now=timezone.now(),
    )  # fmt: skip


def a_minute_goes_by() -> None:
    """The killed worker is not heard of any more, and the clock of the queue has struck."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    with suppress(AlreadyEnqueued):
        app.configure_task("take_up_dropped_jobs").defer(timestamp=0)


def is_sent(row: OutgoingMail) -> bool:
    return OutgoingMail.objects.filter(pk=row.pk, sent_at__isnull=False).exists()


def test_killed_between_sending_and_marking_it_comes_once_more_with_the_same_id(worker):
    row = put(1)
    with Sink(silent=True) as sink:
        first = worker(sink)
        until(lambda: sink.letters)
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
        assert not is_sent(row)
        sink.speak.set()
        a_minute_goes_by()
        worker(sink)
        until(lambda: ProcrastinateJob.objects.get(task_name="deliver_mail").status == "succeeded")
        letters = [message_from_bytes(letter) for letter in sink.letters]
    assert is_sent(row)
    assert [letter["Message-ID"] for letter in letters] == [row.message_id] * 2
    assert {letter["Date"] for letter in letters} == {letters[0]["Date"]}


def test_killed_in_the_middle_of_telling_many_each_is_told_once(worker, make_member):
    author, *followers = [make_member(f"member{number}") for number in range(5)]
    asked = questions.ask_question(author=author, title="Who naps at noon?", now=timezone.now())
    for member in followers:
        questions.follow_question(question=asked, member=member, now=timezone.now())
    app.configure_task("tell_followers").defer(question_id=asked.pk, kind="closed", actor_id=author.pk)
    with Sink() as sink:
        with transaction.atomic():
            Member.objects.select_for_update().get(pk=followers[2].pk)
            first = worker(sink)
            until(somebody_waits)
            first.kill()
            first.wait(PATIENCE)
        a_minute_goes_by()
        worker(sink)
        until(lambda: ProcrastinateJob.objects.get(task_name="tell_followers").status == "succeeded")
    told = Notice.objects.filter(kind="closed").order_by("member_id").values_list("member_id", flat=True)
    assert list(told) == [member.pk for member in followers]


def somebody_waits() -> bool:
    """A statement of somebody else waits for what we hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return cursor.rowcount > 0


def dropped(task: str, *, attempts: int = 0) -> None:
    """A worker took a job of this task, and was never heard of again."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        (gone,) = cursor.fetchone()
        taken = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE task_name = %s"
        cursor.execute(taken, [gone, attempts, task])


def test_killed_before_sending_it_comes_all_the_same(command):
    row = put(2)
    dropped("deliver_mail")
    with Sink() as sink:
        a_minute_goes_by()
        command(sink)
        until(lambda: is_sent(row))
    assert len(sink.letters) == 1


def test_work_that_waits_already_is_not_put_there_twice_and_what_kills_each_worker_is_left(worker):
    app.configure_task("write_news").defer(timestamp=0)
    dropped("write_news")
    app.configure_task("write_news").defer(timestamp=0)
    put(3)
    dropped("deliver_mail", attempts=9)
    with Sink() as sink:
        a_minute_goes_by()
        worker(sink)
        until(lambda: ProcrastinateJob.objects.get(task_name="deliver_mail").status == "failed")
        until(lambda: not ProcrastinateJob.objects.filter(task_name="write_news", status="doing").exists())
    assert sink.letters == []
