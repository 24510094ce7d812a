"""What was told and is muted, blocked or taken back by the time a letter leaves stands in no letter, and shows nowhere."""

from __future__ import annotations

import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.config.mailers import mailer
from myelin.discussion import actions as discussion
from myelin.discussion import mutes
from myelin.discussion.models import Comment, Thread
from myelin.home import tasks
from myelin.home.queries import still_news
from myelin.members import actions as members
from myelin.members.models import Member
from myelin.notifications import push
from myelin.notifications.models import Delivery, Notice, OutgoingMail, Rhythm
from myelin.notifications.tests.sink import Sink
from myelin.pack.models import Topic
from myelin.questions import actions as questions
from myelin.questions.models import Answer
from myelin.updates import actions as updates

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return timezone.now() - timedelta(days=8)


@pytest.fixture
def sleep():
    return Topic.objects.create(slug="sleep", name="Sleep", about="Nights", group="Life", position=0)


@pytest.fixture(params=[Rhythm.ONCE, Rhythm.DAILY, Rhythm.WEEKLY, "waits"])
def told(request, settings, ana, ben, noor, sleep, before):
    """Ben wrote under Ana's update, named her in one of his own about sleep, and answered what she asked.

    Her letter is to be written in one of the rhythms; or it was, and waits for a mail server that is away.
    """
    waits = request.param == "waits"
    rhythm = Rhythm.ONCE if waits else request.param
    Delivery.objects.create(member=ana, rhythm=rhythm, quiet_from=None, quiet_until=None)
    mine = updates.post_update(author=ana, text="A walk", now=before).thread
    discussion.write_comment(thread=mine, author=ben, text="How far?", now=before)
    named = updates.post_update(author=ben, text="Like @ana", topics=[sleep], now=before).thread
    question = questions.ask_question(author=ana, title="Which shoes?", now=before)
    questions.answer_question(question=question, author=ben, text="Light ones", now=before)
    assert set(Notice.objects.values_list("kind", flat=True)) == {"comment", "mention", "answer"}
    if waits:
        written_and_not_taken(settings)
    return {"mine": mine, "named": named, "question": question.thread}


def written_and_not_taken(settings):
    """The job has run, and the mail server is away."""
    tasks.write_news(timestamp=0)
    (job,) = ProcrastinateJob.objects.filter(task_name="deliver_news")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{nobody.getsockname()[1]}")}
        with pytest.raises(OSError, match="refused"):
            tasks.deliver_news(**job.args)


def arrived(settings):
    """What a mail server is given once the job has run and the queue is worked off."""
    with Sink() as sink:
        settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{sink.port}")}
        tasks.write_news(timestamp=0)
        for job in ProcrastinateJob.objects.filter(task_name="deliver_news"):
            tasks.deliver_news(**job.args)
        return [message_from_bytes(raw, policy=policy.default) for raw in sink.letters]


def letters(settings):
    return [letter.get_body(("plain",)).get_content() for letter in arrived(settings)]


SENTENCES = {
    "comment": "Ben wrote under something of yours.",
    "mention": "Ben named you.",
    "answer": "Ben answered your question.",
}


def sentences(settings):
    found = letters(settings)
    return {kind for kind, sentence in SENTENCES.items() if found and sentence in found[0]}


def test_what_is_still_there_is_told(settings, ana, told):
    assert sentences(settings) == {"comment", "mention", "answer"}


def test_a_muted_thread_is_not(settings, ana, told, before):
    mutes.mute_thread(thread=told["mine"], member=ana, now=before)
    assert sentences(settings) == {"mention", "answer"}


def test_what_others_share_about_a_muted_topic_is_not(settings, ana, told, sleep, before):
    mutes.mute_topic(topic=sleep, member=ana, now=before)
    assert sentences(settings) == {"comment", "answer"}


def test_under_ones_own_words_a_muted_topic_changes_nothing(settings, ana, told, sleep, before):
    told["mine"].topics.add(sleep, through_defaults={"posted_at": before})
    mutes.mute_topic(topic=sleep, member=ana, now=before)
    assert "comment" in sentences(settings)


def test_words_that_were_taken_back_are_not(settings, ana, ben, told, before):
    discussion.withdraw_comment(comment=Comment.objects.get(), by=ben, now=before)
    questions.withdraw_answer(answer=Answer.objects.get(), by=ben, now=before)
    assert sentences(settings) == {"mention"}


@pytest.mark.parametrize("field", ["withdrawn_at", "hidden_at"])
def test_a_post_that_is_gone_is_not(settings, ana, told, before, field):
    Thread.objects.filter(pk=told["named"].pk).update(**{field: before})
    assert sentences(settings) == {"comment", "answer"}


@pytest.mark.parametrize("tie", ["block", "mute"])
@pytest.mark.parametrize("who", ["ana", "ben"])
def test_whom_one_blocked_or_muted_is_not(settings, ana, ben, told, before, tie, who):
    member, person = (ana, ben) if who == "ana" else (ben, ana)
    getattr(members, tie)(member=member, person=person, now=before)
    # Whom ben muted may still hear of ben.
    assert letters(settings) == [] or (tie, who) == ("mute", "ben")


def test_when_nothing_is_left_no_letter_leaves_and_it_is_not_told_later(settings, ana, told, before):
    for thread in told.values():
        Thread.objects.filter(pk=thread.pk).update(hidden_at=before)
    assert letters(settings) == []
    assert Delivery.objects.get(member=ana).letter_at is None


@pytest.mark.parametrize("told", ["waits"], indirect=True)
def test_who_wants_no_letters_meanwhile_gets_none(settings, ana, told, before):
    Delivery.objects.update(rhythm=Rhythm.NEVER)
    assert letters(settings) == []
    assert not OutgoingMail.objects.exists()
    assert not Notice.objects.exclude(letter=None).exists()


@pytest.mark.parametrize("told", ["waits"], indirect=True)
def test_a_letter_that_waited_goes_once_with_its_id_where_the_member_reads_now(settings, ana, told, before):
    Notice.objects.filter(kind="answer").update(read_at=before)
    written = OutgoingMail.objects.get()
    Member.objects.filter(pk=ana.pk).update(email="new@example.org")
    (letter,) = arrived(settings)
    assert (letter["Message-ID"], letter["To"]) == (written.message_id, "new@example.org")
    assert "Ben answered" not in letter.get_body(("plain",)).get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert arrived(settings) == []


def test_a_device_says_nothing_of_what_is_gone(ana, told, before):
    delivery = Delivery.objects.select_related("member").get(member=ana)
    assert push._where_news_are(delivery, timezone.now(), still_news) == "/notifications/"
    Thread.objects.all().update(hidden_at=before)
    assert push._where_news_are(delivery, timezone.now(), still_news) == ""


def test_it_costs_three_statements(ana, told, django_assert_num_queries):
    notices = list(Notice.objects.of(ana))
    with django_assert_num_queries(3):
        assert len(still_news(ana, notices)) == 3
