"""Naming somebody: the link, who hears of it, and that they hear once."""

from __future__ import annotations

import pytest

from myelin.base.text import names_in, render_markdown
from myelin.discussion import actions as discussion
from myelin.discussion.mentions import MOST_NAMED
from myelin.discussion.models import Comment
from myelin.members.models import Audience
from myelin.notifications.models import Notice
from myelin.questions import actions as questions
from myelin.questions.models import Answer, Question
from myelin.updates import actions as updates
from myelin.updates.models import Update

LINK = 'href="/people/ben/"'


@pytest.fixture
def named():
    return lambda member: Notice.objects.filter(member=member, kind=Notice.Kind.MENTION).count()


def test_a_name_in_an_update_leads_to_the_person_and_they_hear_of_it(member_client, ana, ben, named):
    member_client(ana).post("/updates/new/", {"text": "Thank you, @Ben. And @ben again."})
    page = member_client(ben).get(f"/updates/{Update.objects.get().pk}/").text
    assert page.count(f'<a {LINK} rel="ugc nofollow noopener">@') == 2
    assert named(ben) == 1


def test_a_name_in_a_comment_a_question_and_an_answer_does_too(member_client, ana, ben, noor, named, noon):
    thread = updates.post_update(author=ana, text="A quiet day", now=noon).thread
    client = member_client(noor)
    client.post(f"/threads/{thread.pk}/comments/", {"text": "Ask @ben"})
    client.post("/questions/new/", {"title": "What helps?", "text": "You said so, @ben", "audience": "3"})
    question = Question.objects.get()
    client.post(f"/questions/{question.pk}/answers/", {"text": "@ben knows"})
    for html in (Comment.objects.get().html, question.html, Answer.objects.get().html):
        assert LINK in html
    assert LINK in client.get(thread.url).text
    assert LINK in client.get(question.thread.url).text
    assert named(ben) == 3


def test_an_edit_tells_only_whom_nobody_told(member_client, ana, ben, noor, named, noon):
    update = updates.post_update(author=ana, text="Hello @ben", now=noon)
    for _ in range(2):
        member_client(ana).post(f"/updates/{update.pk}/edit/", {"text": "Hello @ben and @noor", "audience": "3"})
    assert (named(ben), named(noor)) == (1, 1)


def test_whoever_hears_as_the_author_hears_once(ana, ben, named, noon):
    thread = updates.post_update(author=ana, text="A quiet day", now=noon).thread
    discussion.write_comment(thread=thread, author=ben, text="Yes, @ana", now=noon)
    assert named(ana) == 0
    assert Notice.objects.filter(member=ana).count() == 1


def test_an_asker_who_follows_hears_of_the_answer_alone(ana, ben, named, noon):
    question = questions.ask_question(author=ana, title="What helps?", now=noon)
    questions.answer_question(question=question, author=ben, text="@ana: rest", now=noon)
    assert named(ana) == 0


def test_nobody_hears_of_what_they_may_not_see(ana, noor, named, noon):
    updates.post_update(author=ana, text="Only me, @noor", audience=Audience.ME, now=noon)
    assert named(noor) == 0


def test_people_who_are_blocked_stay_plain_words_both_ways(ana, cleo, named, noon):
    one = updates.post_update(author=ana, text="@cleo", now=noon)
    other = updates.post_update(author=cleo, text="@ana and @nobody", now=noon)
    assert "/people/cleo/" not in one.thread.card
    assert "/people/ana/" not in other.thread.card
    assert "/people/nobody/" not in other.thread.card
    assert named(cleo) + named(ana) == 0


def test_a_crowd_is_not_called(ana, make_member, noon):
    for number in range(MOST_NAMED + 2):
        make_member(f"friend{number}")
    text = " ".join(f"@friend{number}" for number in range(MOST_NAMED + 2))
    updates.post_update(author=ana, text=text, now=noon)
    assert Notice.objects.filter(kind=Notice.Kind.MENTION).count() == MOST_NAMED


@pytest.mark.parametrize(
    "text", ["`@ben`", "    @ben", "me@ben.example", "@bento", "https://a.example/@ben", "[x @ben](https://a.example)", "a@ben"]
)  # fmt: skip
def test_what_only_looks_like_a_name_is_none(text):
    assert "ben" not in names_in(text)
    assert "/people/" not in render_markdown(text, named={"ben"})


def test_a_hand_written_address_of_a_person_stays_words():
    assert "<a" not in render_markdown("[x](/people/ben/)", named={"ben"})
    assert "<a" not in render_markdown('<a href="/people/ben/">x</a>')
