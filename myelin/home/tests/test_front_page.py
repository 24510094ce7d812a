"""The front page: one that visitors share, which changes as soon as anything on it does, and a home for each member."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.companion import actions as companion
from myelin.companion.models import Owner
from myelin.discussion.models import Thread
from myelin.members.models import Audience
from myelin.questions import actions
from myelin.therapies.models import Therapy
from myelin.updates import actions as updates


@pytest.fixture
def helped(ana, ben, noon):
    """A question that everyone may read, and the answer that helped."""
    question = actions.ask_question(
        author=ana, title="Cold baths?", text="Do they help?", audience=Audience.PUBLIC, now=noon
    )
    answer = actions.answer_question(question=question, author=ben, text="They help me.", now=noon + timedelta(hours=1))
    actions.choose_best_answer(question=question, answer=answer, by=ana, now=noon + timedelta(hours=2))
    return question


def test_visitors_share_one_page_and_one_statement(client, helped, django_assert_num_queries):
    first = client.get("/")
    assert "Cold baths?" in first.text and "They help me." in first.text
    with django_assert_num_queries(1):
        again = client.get("/")
    assert again.content == first.content
    assert client.get("/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_it_forgets_at_once_what_was_taken_back(client, helped):
    assert "Cold baths?" in client.get("/").text
    Thread.objects.filter(pk=helped.pk).update(hidden_at=helped.thread.posted_at)
    assert "Cold baths?" not in client.get("/").text


def test_it_follows_a_new_name(client, helped, ben):
    assert "Ben" in client.get("/").text
    ben.name = "Benno"
    ben.save()
    assert "Benno" in client.get("/").text


def test_a_home_costs_three_statements(member_client, ana, ben, noon, django_assert_num_queries):
    updates.post_update(author=ben, text="Hello", now=noon)
    client = member_client(ana)
    client.get("/")
    with django_assert_num_queries(3):
        assert client.get("/").status_code == 200


def test_with_a_treatment_it_costs_two_more(pack_loaded, member_client, ana, ben, noon, django_assert_num_queries):
    updates.post_update(author=ben, text="Hello", now=noon)
    now, therapy = timezone.now(), Therapy.objects.get(slug="ocrelizumab")
    start = timezone.localdate(now) + timedelta(days=5)
    course = companion.add_course(
        member=ana, therapy=therapy, started_on=start, jurisdiction="US", time_zone="UTC", now=now
    )
    companion.keep_contact(course=course, by=ana, owner=Owner.CLINIC, name="Ward 5", phone="030 1234")
    client = member_client(ana)
    client.get("/")
    with django_assert_num_queries(5):
        page = client.get("/").text
    assert "still block" in page
