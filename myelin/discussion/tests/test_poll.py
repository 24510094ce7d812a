"""Polls under updates: who sees what when, one choice or several, changed until it closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from myelin.discussion import actions as discussion
from myelin.discussion import queries
from myelin.discussion.models import PollVote
from myelin.discussion.personal_data import erase_for, export_for
from myelin.members import actions as members
from myelin.members.models import Audience
from myelin.updates import actions as updates
from myelin.updates.models import Update

ASKED = {"text": "Have you told someone at work?", "poll_1": "Yes", "poll_2": "Not yet", "poll_days": "7"}


@pytest.fixture
def ask(ana):
    def post(*, several=False, now=None, **fields):
        poll = discussion.NewPoll(options=["Yes", "Not yet", "Rather not say"], several=several, days=3)
        return updates.post_update(author=ana, text="Told?", poll=poll, now=now or timezone.now(), **fields).thread

    return post


def options_of(thread):
    return list(thread.poll.options.order_by("place").values_list("pk", flat=True))


def counts_of(thread):
    return list(thread.poll.options.order_by("place").values_list("votes", flat=True))


def test_a_poll_is_posted_with_its_update_and_asks_in_the_feed(member_client, ana, ben):
    assert member_client(ana).post("/updates/new/", ASKED).status_code == 303
    thread = Update.objects.get().thread
    assert thread.poll.closes_at - thread.posted_at == timedelta(days=7)
    page = member_client(ben).get("/updates/?show=all").text
    assert "Not yet" in page
    assert f'action="/threads/{thread.pk}/votes/"' in page
    assert "How people voted" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"poll_2": ""}, "A poll needs two choices or more."),
        ({"poll_2": "yes"}, "Two choices say the same. Change one of them."),
        ({"poll_2": "x" * 81}, "Make this a little shorter. 80 characters fit."),
    ],
)
def test_a_poll_that_asks_nothing_is_sent_back_with_everything_kept(member_client, ana, fields, sentence):
    response = member_client(ana).post("/updates/new/", ASKED | fields)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Have you told someone at work?" in response.text
    assert not Update.objects.exists()


def test_the_result_shows_after_voting_and_the_choice_can_be_changed(member_client, ben, noor, ask):
    thread = ask()
    yes, not_yet, _rather_not = options_of(thread)
    client = member_client(ben)
    path = f"/threads/{thread.pk}/votes/"
    assert client.post(path, {"option": yes})["Location"] == f"{thread.url}#poll-{thread.pk}"
    page = client.get(thread.url).text
    assert "How people voted" in page
    assert "1 person voted." in page
    for _ in range(2):
        client.post(path, {"option": not_yet})
    assert counts_of(thread) == [0, 1, 0]
    thread.poll.refresh_from_db()
    assert thread.poll.voters == 1
    assert "How people voted" not in member_client(noor).get(thread.url).text


def test_polls_of_one_page_are_groups_and_no_landmarks_of_one_name(member_client, ben, ask):
    ask()
    ask()
    page = member_client(ben).get("/updates/?show=all").text
    assert page.count('role="group" aria-label="Poll"') == 2
    assert '<section class="poll' not in page


def test_several_choices_where_they_are_allowed(ben, noor, ask):
    thread, now = ask(several=True), timezone.now()
    one, two, three = options_of(thread)
    discussion.vote(thread=thread, member=ben, options=[one, two], now=now)
    discussion.vote(thread=thread, member=ben, options=[two, three], now=now)
    discussion.vote(thread=thread, member=noor, options=[three], now=now)
    thread.poll.refresh_from_db()
    assert (counts_of(thread), thread.poll.voters) == ([0, 1, 2], 2)


def test_one_choice_is_one_choice(member_client, ben, ask):
    thread = ask()
    response = member_client(ben).post(f"/threads/{thread.pk}/votes/", {"option": options_of(thread)[:2]})
    assert response.status_code == 422
    assert "Choose one, then vote." in response.text
    assert counts_of(thread) == [0, 0, 0]


def test_the_database_allows_one_choice_and_no_vote_twice(ben, ask, noon):
    thread = ask()
    one, two, _three = options_of(thread)
    discussion.vote(thread=thread, member=ben, options=[one], now=noon)
    with pytest.raises(IntegrityError, match="poll_choice_once"):
        PollVote.objects.create(poll=thread.poll, option_id=two, member=ben, sole=True, voted_at=noon)


def test_nobody_votes_for_what_another_poll_offers(ben, ask, noon):
    thread, other = ask(), ask()
    with pytest.raises(discussion.NoChoice):
        discussion.vote(thread=thread, member=ben, options=options_of(other)[:1], now=noon)


def test_a_closed_poll_shows_its_result_and_takes_no_votes(member_client, ben, ask):
    thread = ask(now=timezone.now() - timedelta(days=4))
    client = member_client(ben)
    page = client.get(thread.url).text
    assert "How people voted" in page
    assert "The poll is closed." in page
    assert "/votes/" not in page
    assert client.post(f"/threads/{thread.pk}/votes/", {"option": options_of(thread)[0]}).status_code == 409


def test_a_visitor_sees_the_choices_of_a_public_poll_and_nothing_to_press(client, ask):
    page = client.get(ask(audience=Audience.PUBLIC).url).text
    assert "Members can vote, and then see the result." in page
    assert "/votes/" not in page


def test_who_may_not_see_it_cannot_vote(member_client, cleo, noor, ask):
    for member, thread in ((cleo, ask()), (noor, ask(audience=Audience.ME))):
        path = f"/threads/{thread.pk}/votes/"
        assert member_client(member).post(path, {"option": options_of(thread)[0]}).status_code == 404


def test_a_program_is_told_no_count_before_it_voted(ben, client, ask):
    thread = ask()
    key = members.make_token(member=ben, name="phone", now=timezone.now())
    program = {"HTTP_AUTHORIZATION": f"Bearer {key}", "content_type": "application/json"}
    poll = client.get(f"/api/v1/updates/{thread.pk}", **program).json()["poll"]
    assert [option["votes"] for option in poll["options"]] == [None, None, None]
    client.put(f"/api/v1/threads/{thread.pk}/votes", {"options": [poll["options"][1]["id"]]}, **program)
    poll = client.get(f"/api/v1/updates/{thread.pk}", **program).json()["poll"]
    assert [option["votes"] for option in poll["options"]] == [0, 1, 0]


def test_an_erased_member_leaves_no_vote_and_the_counts_follow(ben, noor, ask, noon):
    thread = ask(several=True)
    one, two, _three = options_of(thread)
    discussion.vote(thread=thread, member=ben, options=[one, two], now=noon)
    discussion.vote(thread=thread, member=noor, options=[two], now=noon)
    assert [row["for"] for row in export_for(ben)["votes"]] == ["Yes", "Not yet"]
    erase_for(ben, now=noon)
    thread.poll.refresh_from_db()
    assert (counts_of(thread), thread.poll.voters) == ([0, 1, 0], 1)


@pytest.mark.parametrize("number", [1, 8])
def test_a_feed_of_polls_is_one_statement(ana, ask, number, django_assert_num_queries):
    for _ in range(number):
        ask()
    with django_assert_num_queries(1):
        assert len(queries.everything(ana).items) == number
