"""Saving for later: two taps, a note that nobody else reads, and what leaves the list by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from myelin.discussion import actions, queries
from myelin.discussion.actions import saving
from myelin.discussion.models import Bookmark
from myelin.discussion.saved import saved_by
from myelin.members import actions as members
from myelin.notifications.models import Notice
from myelin.privacy import actions as privacy
from myelin.privacy.archive import collect
from myelin.questions import actions as questions
from myelin.updates import actions as updates

WORDS = "Ask the nurse about this"


@pytest.fixture
def thread(ben, noon):
    return updates.post_update(author=ben, text="A quiet day", now=noon).thread


@pytest.fixture
def saved(thread, ana, noon):
    return saving.write_note(bookmark=saving.save_for_later(thread=thread, member=ana, now=noon), note=WORDS)


def test_two_taps_save_once_and_the_button_says_so(member_client, ana, thread):
    client = member_client(ana)
    for _ in range(2):
        answer = client.post(f"/threads/{thread.pk}/bookmark/", {"put": "saved", "next": thread.url})
        assert (answer.status_code, answer["Location"]) == (303, thread.url)
    assert Bookmark.objects.of(ana).count() == 1
    assert 'name="take" value="saved"' in client.get(thread.url).text
    assert "saved" in queries.card_of(thread, ana).mine
    client.post(f"/threads/{thread.pk}/bookmark/", {"take": "saved"})
    assert not Bookmark.objects.of(ana).exists()


def test_nobody_learns_of_it(member_client, ana, ben, saved, thread):
    assert not Notice.objects.exists()
    assert 'name="take" value="saved"' not in member_client(ben).get(thread.url).text
    assert WORDS not in member_client(ben).get("/saved/").text
    assert member_client(ben).get(f"/saved/{thread.pk}/note/").status_code == 404


def test_a_note_is_written_and_read_by_its_owner_alone(member_client, ana, thread, noon):
    saving.save_for_later(thread=thread, member=ana, now=noon)
    client = member_client(ana)
    assert client.post(f"/saved/{thread.pk}/note/", {"note": WORDS})["Location"] == "/saved/"
    assert WORDS in client.get("/saved/").text
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM discussion_bookmark")
        assert "nurse" not in cursor.fetchone()[0]


def test_saving_again_keeps_the_note(ana, thread, saved, noon):
    saving.save_for_later(thread=thread, member=ana, now=noon + timedelta(days=1))
    assert Bookmark.objects.of(ana).get().note == WORDS


def test_a_note_that_is_too_long_comes_back_whole(member_client, ana, thread, saved):
    answer = member_client(ana).post(f"/saved/{thread.pk}/note/", {"note": "x" * 501})
    assert answer.status_code == 422
    assert "500 characters fit." in answer.text
    assert "x" * 501 in answer.text


def test_what_may_not_be_seen_cannot_be_saved(member_client, cleo, ana, noon):
    theirs = updates.post_update(author=ana, text="Not for Cleo", now=noon).thread
    assert member_client(cleo).post(f"/threads/{theirs.pk}/bookmark/").status_code == 404


def test_what_was_withdrawn_leaves_the_list(member_client, ana, thread, saved, noon):
    actions.withdraw_thread(thread=thread, now=noon)
    assert WORDS not in member_client(ana).get("/saved/").text
    assert member_client(ana).get(f"/saved/{thread.pk}/note/").status_code == 404


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_what_blocked_people_wrote_leaves_the_list(member_client, ana, ben, saved, noon, who):
    one, other = (ana, ben) if who == "ana" else (ben, ana)
    members.block(member=one, person=other, now=noon)
    assert WORDS not in member_client(ana).get("/saved/").text


def test_one_kind_alone(member_client, ana, ben, saved, noon):
    asked = questions.ask_question(author=ben, title="Wool or cotton?", now=noon)
    saving.save_for_later(thread=asked.thread, member=ana, now=noon)
    client = member_client(ana)
    assert "Wool or cotton?" not in client.get("/saved/?kind=update").text
    assert "A quiet day" not in client.get("/saved/?kind=question").text
    assert "Wool or cotton?" in client.get("/saved/?kind=question").text
    assert "A quiet day" in client.get("/saved/?kind=nonsense").text


def test_the_list_goes_by_when_it_was_saved_page_by_page(ana, ben, noon):
    threads = [updates.post_update(author=ben, text=f"Day {day}", now=noon).thread for day in range(7)]
    for minute, thread in enumerate(reversed(threads)):
        saving.save_for_later(thread=thread, member=ana, now=noon + timedelta(minutes=minute // 2))
    found, after = [], None
    while True:
        page = saved_by(ana, after=after, size=2)
        found += [row.card.id for row in page]
        after = page.next
        if after is None:
            break
    marks = Bookmark.objects.of(ana).order_by("-saved_at", "-thread")
    assert found == list(marks.values_list("thread", flat=True))


@pytest.mark.parametrize("number", [1, 15])
def test_it_costs_the_same_for_one_as_for_many(member_client, ana, ben, noon, number, django_assert_num_queries):
    for _ in range(number):
        thread = updates.post_update(author=ben, text="Hi", now=noon).thread
        saving.save_for_later(thread=thread, member=ana, now=noon)
    client = member_client(ana)
    with django_assert_num_queries(3):
        client.get("/saved/")


def test_programs_save_list_and_let_go(client, ana, thread, noon):
    key = {"HTTP_AUTHORIZATION": f"Bearer {members.make_token(member=ana, name='phone', now=noon)}"}
    path = f"/api/v1/threads/{thread.pk}/bookmark"
    put = {"content_type": "application/json", **key}
    assert client.put(path, {"note": WORDS}, **put).status_code == 204
    assert client.put(path, {}, **put).status_code == 204
    (row,) = client.get("/api/v1/saved", **key).json()["items"]
    assert (row["note"], row["entry"]["id"], row["entry"]["mine"]) == (WORDS, thread.pk, ["saved"])
    assert client.put(path, {"note": "x" * 501}, **put).status_code == 422
    assert client.delete(path, **key).status_code == 204
    assert client.get("/api/v1/saved", **key).json()["items"] == []


def test_it_is_taken_out_and_erased(ana, saved, noon):
    assert WORDS in str(collect(ana, now=noon)["rooms"]["discussion"]["saved"])
    privacy.erase(member=ana, now=noon)
    assert not Bookmark.objects.exists()
