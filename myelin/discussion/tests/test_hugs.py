"""Who sent a hug is named on a card, as far as they are there for the reader; who said "me too" never is."""

from __future__ import annotations

import re

import pytest

from myelin.base.tests.markup import bare
from myelin.discussion import actions
from myelin.discussion.models import Reaction
from myelin.members import actions as members
from myelin.members.models import Audience, Member
from myelin.questions import actions as questions
from myelin.updates import actions as updates

COUNT = re.compile(r'<p class="small soft count" id="count-(\d+)">(.*?)</p>')
HUG, ME_TOO = Reaction.Kind.HUG, Reaction.Kind.ME_TOO


@pytest.fixture
def thread(ben, noon):
    return updates.post_update(author=ben, text="He let me help with the stairs", now=noon).thread


def react(thread, member, noon, kind=HUG):
    actions.react(thread=thread, member=member, kind=kind, now=noon)


def said(client, path="/updates/?show=all"):
    return {int(number): words for number, words in COUNT.findall(client.get(path).text)}


@pytest.mark.parametrize(
    ("handles", "words"),
    [
        (["dele"], "A hug from Dele"),
        (["dele", "wren"], "Hugs from Wren and Dele"),
        (["dele", "wren", "lia"], "Hugs from Lia, Wren and 1 other"),
        (["dele", "wren", "lia", "ana"], "Hugs from you, Lia and 2 others"),
        (["ana"], "1 hug"),
    ],
)
def test_the_last_two_are_named(member_client, make_member, ana, thread, noon, handles, words):
    for handle in handles:
        react(thread, ana if handle == "ana" else make_member(handle), noon)
    client = member_client(ana)
    assert said(client)[thread.pk] == said(client, thread.url)[thread.pk] == words


def test_what_else_was_given_stands_beside_it(member_client, make_member, ana, thread, noon):
    react(thread, make_member("dele"), noon)
    for handle in ("wren", "lia"):
        react(thread, make_member(handle), noon, ME_TOO)
    words = said(member_client(ana))[thread.pk]
    assert words == "A hug from Dele · 2 me too"
    assert "Wren" not in words


@pytest.mark.parametrize("tie", ["block", "mute", "blocked by", "suspended"])
def test_who_is_not_there_for_the_reader_is_not_named(member_client, make_member, ana, thread, noon, tie):
    dele = make_member("dele")
    react(thread, dele, noon)
    if tie == "suspended":
        Member.objects.filter(pk=dele.pk).update(suspended_at=noon)
    elif tie == "blocked by":
        members.block(member=dele, person=ana, now=noon)
    else:
        getattr(members, tie)(member=ana, person=dele, now=noon)
    client = member_client(ana)
    assert said(client)[thread.pk] == said(client, thread.url)[thread.pk] == "1 hug"


def test_a_visitor_reads_a_number(client, make_member, ben, noon):
    thread = updates.post_update(author=ben, text="For all", audience=Audience.PUBLIC, now=noon).thread
    react(thread, make_member("dele"), noon)
    page = client.get(thread.url).text
    assert "Dele" not in bare(page)
    assert "1 hug" in page


def test_under_a_question_and_without_a_name_there_is_a_number(member_client, make_member, ana, ben, noon):
    asked = questions.ask_question(author=ben, title="Which shoes?", now=noon).thread
    sealed = updates.post_update(author=ben, text="Hard to say", without_name=True, now=noon).thread
    for thread in (asked, sealed):
        react(thread, make_member(f"dele-{thread.pk}"), noon)
    client = member_client(ana)
    assert said(client, asked.url)[asked.pk] == said(client, sealed.url)[sealed.pk] == "1 hug"


def test_a_name_is_words_and_never_a_tag(member_client, make_member, ana, thread, noon):
    react(thread, make_member("dele", name="<b>[[id]]"), noon)
    assert said(member_client(ana))[thread.pk] == "A hug from &lt;b&gt;[[id]]"


@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_no_statement(client, make_member, ana, ben, noon, number, django_assert_num_queries):
    for place in range(number):
        thread = updates.post_update(author=ben, text=f"Words {place}", now=noon).thread
        react(thread, make_member(f"dele-{place}"), noon)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/updates/")
    with django_assert_num_queries(2):
        client.get("/updates/")
