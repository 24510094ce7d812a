"""After a comment was written: changed while it is fresh, taken back, put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from myelin.discussion import actions
from myelin.members import actions as members
from myelin.updates import actions as updates


@pytest.fixture
def write(ana, ben):
    def comment(*, ago=0):
        now = timezone.now() - timedelta(minutes=ago)
        thread = updates.post_update(author=ana, text="A quiet day", now=now).thread
        return actions.write_comment(thread=thread, author=ben, text="Lukcy you", now=now)

    return comment


def test_fresh_words_can_be_changed_and_say_so(member_client, ben, write):
    comment, client = write(), member_client(ben)
    assert f"/comments/{comment.pk}/edit/" in client.get(comment.thread.url).text
    response = client.post(f"/comments/{comment.pk}/edit/", {"text": "Lucky you"})
    assert response["Location"] == f"{comment.thread.url}#comment-{comment.pk}"
    page = client.get(comment.thread.url).text
    assert "Lucky you" in page
    assert "· edited" in page


def test_after_fifteen_minutes_they_stay(member_client, ben, write):
    comment, client = write(ago=16), member_client(ben)
    assert f"/comments/{comment.pk}/edit/" not in client.get(comment.thread.url).text
    response = client.post(f"/comments/{comment.pk}/edit/", {"text": "Something else"})
    assert response.status_code == 422
    assert "A comment can be changed for 15 minutes." in response.text
    assert "Something else" in response.text


def test_an_empty_change_is_sent_back(member_client, ben, write):
    assert member_client(ben).post(f"/comments/{write().pk}/edit/", {"text": " "}).status_code == 422


def test_taken_back_and_put_back(member_client, ben, write):
    comment, client = write(), member_client(ben)
    page = client.post(f"/comments/{comment.pk}/withdrawal/", follow=True).text
    undo = f"/comments/{comment.pk}/withdrawal/undo/"
    assert f'action="{undo}"' in page
    for _ in range(2):
        assert client.post(undo).status_code == 303
    comment.thread.refresh_from_db()
    assert comment.thread.replies == 1
    assert "Lukcy you" in client.get(comment.thread.url).text


def test_the_undo_ends_after_ten_minutes(ben, write):
    comment, now = write(), timezone.now()
    actions.withdraw_comment(comment=comment, by=ben, now=now)
    with pytest.raises(actions.TooLate):
        actions.put_comment_back(comment=comment, by=ben, now=now + timedelta(minutes=11))


def test_a_program_changes_takes_back_and_puts_back(client, ben, write):
    comment = write()
    key = members.make_token(member=ben, name="phone", now=timezone.now())
    program = {"HTTP_AUTHORIZATION": f"Bearer {key}", "content_type": "application/json"}
    path = f"/api/v1/comments/{comment.pk}"
    assert client.put(path, {"text": "Lucky"}, **program).status_code == 200
    assert client.delete(path, **program).status_code == 204
    assert client.delete(f"{path}/withdrawal", **program).status_code == 204
    comment.refresh_from_db()
    assert (comment.text, comment.withdrawn_at) == ("Lucky", None)
