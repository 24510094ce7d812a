"""Share an update without one's name: nobody else learns whose it is, and it stays one's own."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection, transaction

from myelin.base.tests.markup import bare
from myelin.discussion import actions as discussion
from myelin.discussion.models import Comment, Reaction, Thread
from myelin.live.models import Event
from myelin.members import actions as members
from myelin.members import sealing
from myelin.members.models import Audience, Member, Seal
from myelin.notifications import actions as notifications
from myelin.notifications.lines import lines
from myelin.notifications.models import Notice
from myelin.privacy import actions as privacy
from myelin.search import counting
from myelin.search import queries as search
from myelin.search.models import Document, Term
from myelin.updates import actions
from myelin.updates.models import Update
from myelin.updates.personal_data import export_for
from tests.authz.world import small_picture

WORDS = "I told nobody yet that my hands shake"


@pytest.fixture
def sealed(ana, noon):
    return actions.post_update(author=ana, text=WORDS, without_name=True, now=noon)


def test_the_form_says_what_is_hidden_from_whom_and_who_could_open_it(member_client, ana):
    page = " ".join(member_client(ana).get("/updates/new/").text.split())
    for part in (
        "except people you blocked",
        "Nobody sees who wrote it",
        "moderators together can open that",
        "you are told",
    ):
        assert part in page


def test_it_is_shared_by_the_page_and_names_nobody(member_client, ana, ben):
    answer = member_client(ana).post("/updates/new/", {"text": WORDS, "without_name": "on", "audience": "4"})
    update = Update.objects.get()
    assert answer["Location"] == update.thread.url
    assert (update.thread.author, update.thread.audience) == (None, Audience.MEMBERS)
    client = member_client(ben)
    paths = [
        "/updates/?show=all",
        update.thread.url,
        "/search/?q=shake",
        "/api/v1/feed?show=all",
        "/api/v1/search?q=shake",
    ]
    for path in paths:
        page = client.get(path).text
        assert WORDS in page
        assert "Ana" not in bare(page)
        assert "/people/ana/" not in page
    assert WORDS not in client.get("/people/ana/").text
    assert "Shared without a name" in client.get(update.thread.url).text
    [entry] = client.get("/api/v1/feed?show=all").json()["items"]
    assert entry["author"] is None


def test_a_program_shares_it_too(client, ana, ben, noon):
    token = members.make_token(member=ana, name="phone", now=noon)
    sent = json.dumps({"text": WORDS, "without_name": True})
    answer = client.post(
        "/api/v1/updates", sent, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 201
    assert Thread.objects.get().author is None


def test_visitors_and_followers_of_the_author_meet_nothing_of_it(client, member_client, ana, ben, sealed, noon):
    members.follow(member=ben, person=ana, now=noon)
    assert client.get(sealed.thread.url).status_code == 404
    assert WORDS not in member_client(ben).get("/updates/").text
    assert WORDS not in member_client(ana).get("/updates/").text
    heard = " ".join(row.channels for row in Event.objects.all())
    assert "everyone:0" in heard
    assert "author:" not in heard


def test_no_row_says_who_it_was(ana, sealed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT author FROM members_seal")
        (kept,) = cursor.fetchone()
    assert str(ana.pk) != kept
    assert len(kept) > 90
    assert Document.objects.get(ref=f"update:{sealed.pk}").author is None
    assert sealing.author_of(sealed.thread.seal) == ana


def test_the_table_keeps_it_for_members_and_in_no_group(sealed):
    for wrong in ({"audience": Audience.PUBLIC}, {"audience": Audience.ME}):
        with pytest.raises(IntegrityError, match="thread_sealed_for_members"), transaction.atomic():
            Thread.objects.filter(pk=sealed.pk).update(**wrong)


def test_pictures_and_groups_would_show_who(member_client, ana, noon):
    sent = {"text": WORDS, "without_name": "on", "picture_1": small_picture(), "alt_1": "A window"}
    answer = member_client(ana).post("/updates/new/", sent)
    assert answer.status_code == 422
    assert "A picture or a group can show who you are." in answer.text
    assert WORDS in answer.text
    assert not Update.objects.exists()


def test_twice_a_day_and_no_more(member_client, ana, noon):
    client = member_client(ana)
    for _ in range(2):
        client.post("/updates/new/", {"text": WORDS, "without_name": "on"})
    answer = client.post("/updates/new/", {"text": "A third thing", "without_name": "on"})
    assert answer.status_code == 422
    assert "You can post twice a day without your name" in answer.text
    assert "A third thing" in answer.text
    assert Seal.objects.of(ana).count() == 2
    Seal.objects.update(made_at=noon)
    assert client.post("/updates/new/", {"text": "A third thing", "without_name": "on"}).status_code == 303


def test_its_author_alone_changes_it_and_takes_it_back(member_client, ana, ben, sealed):
    page = f"/updates/{sealed.pk}"
    assert member_client(ben).get(f"{page}/edit/").status_code == 404
    assert "Take it back" not in member_client(ben).get(f"{page}/").text
    assert "Your name is sealed" not in member_client(ben).get(f"{page}/").text
    mine = member_client(ana)
    assert "Your name is sealed" in mine.get(f"{page}/").text
    assert "Add a picture" not in mine.get(f"{page}/edit/").text
    mine.post(f"{page}/edit/", {"text": "My hands shake less", "audience": "4"})
    changed = Thread.objects.get(pk=sealed.pk)
    assert ("shake less" in changed.card, changed.audience, changed.author) == (True, Audience.MEMBERS, None)
    mine.post(f"{page}/withdrawal/")
    assert member_client(ben).get(f"{page}/").status_code == 404
    member_client(ben).post(f"{page}/withdrawal/undo/")
    assert Thread.objects.get(pk=sealed.pk).withdrawn_at is not None
    member_client(ana).post(f"{page}/withdrawal/undo/")
    assert member_client(ben).get(f"{page}/").status_code == 200


def test_whom_the_author_blocked_never_meets_it(member_client, ana, cleo, sealed):
    client = member_client(cleo)
    for path in ("/updates/?show=all", "/search/?q=shake", "/api/v1/feed?show=all", "/api/v1/search?q=shake"):
        assert WORDS not in client.get(path).text
    assert client.get(sealed.thread.url).status_code == 404
    assert client.post(f"/threads/{sealed.pk}/comments/", {"text": "I know you"}).status_code == 404


def test_a_block_counts_at_once_and_an_unblock_too(member_client, ana, ben, sealed, noon):
    assert member_client(ben).get(sealed.thread.url).status_code == 200
    members.block(member=ana, person=ben, now=noon)
    assert member_client(ben).get(sealed.thread.url).status_code == 404
    members.unblock(member=ana, person=ben)
    assert member_client(ben).get(sealed.thread.url).status_code == 200


def test_a_readers_own_block_is_no_question_that_is_answered(member_client, ana, ben, sealed, noon):
    """Otherwise anybody could block one person after the other, and see when the post goes."""
    before = member_client(ben).get("/api/v1/feed?show=all").text
    members.block(member=ben, person=ana, now=noon)
    assert member_client(ben).get("/api/v1/feed?show=all").text == before
    members.unblock(member=ben, person=ana)
    members.mute(member=ben, person=ana, now=noon)
    assert member_client(ben).get("/api/v1/feed?show=all").text == before


def test_the_author_stays_without_a_name_in_the_talk_under_it(member_client, ana, ben, sealed, noon):
    said = discussion.write_comment(thread=sealed.thread, author=ben, text="Mine too", now=noon)
    notice = Notice.objects.get(member=ana)
    assert (notice.kind, notice.actor, notice.url) == ("comment", ben, f"{sealed.thread.url}#comment-{said.pk}")
    mine = member_client(ana)
    mine.post(f"/threads/{sealed.pk}/comments/", {"text": "Thank you, @ben", "parent": said.pk})
    comment = Comment.objects.get(text="Thank you, @ben")
    assert (comment.author, comment.seal) == (None, sealed.thread.seal)
    assert "/people/ben/" not in comment.html
    page = member_client(ben).get(sealed.thread.url).text
    assert "Whoever shared this" in page
    assert "Ana" not in bare(page)
    [line] = lines(Notice.objects.filter(member=ben))
    assert line.sentence == "Somebody wrote under something of yours."
    assert Notice.objects.get(member=ben).actor is None
    discussion.write_comment(thread=sealed.thread, author=ben, text="Any time", parent=comment, now=noon)
    assert Notice.objects.filter(member=ana, kind="comment").count() == 2


def test_comments_without_a_name_are_their_authors_to_change(member_client, ana, ben, sealed):
    member_client(ana).post(f"/threads/{sealed.pk}/comments/", {"text": "More of it"})
    comment = Comment.objects.get()
    assert member_client(ben).get(f"/comments/{comment.pk}/edit/").status_code == 404
    member_client(ana).post(f"/comments/{comment.pk}/edit/", {"text": "More of it, @ben"})
    comment.refresh_from_db()
    assert (comment.author, "/people/" in comment.html) == (None, False)
    member_client(ana).post(f"/comments/{comment.pk}/withdrawal/")
    assert "More of it" not in member_client(ben).get(sealed.thread.url).text


def test_nobody_whom_the_author_blocked_hears_of_their_reply(ana, ben, sealed, noon):
    said = discussion.write_comment(thread=sealed.thread, author=ben, text="Mine too", now=noon)
    members.block(member=ana, person=ben, now=noon)
    members.unblock(member=ana, person=ben)
    parent = Comment.objects.get(pk=said.pk)
    members.block(member=ana, person=ben, now=noon)
    with pytest.raises(discussion.NotThere):
        discussion.write_comment(thread=sealed.thread, author=ana, text="Oh", parent=parent, now=noon)
    assert not Notice.objects.filter(member=ben).exists()


def test_names_in_it_lead_nowhere_and_nobody_is_told(ana, ben, noon):
    update = actions.post_update(author=ana, text="@ben knows", without_name=True, now=noon)
    assert "/people/ben/" not in update.thread.card
    assert not Notice.objects.filter(member=ben).exists()


def test_a_hug_reaches_the_author(member_client, ana, ben, sealed, noon):
    discussion.react(thread=sealed.thread, member=ben, kind=Reaction.Kind.HUG, now=noon)
    discussion.react(thread=sealed.thread, member=ana, kind=Reaction.Kind.LIKE, now=noon)
    assert [(row.kind, row.actor) for row in Notice.objects.filter(member=ana)] == [("hug", ben)]


def test_a_word_that_it_alone_uses_repairs_no_spelling(ana, noon):
    actions.post_update(author=ana, text="quibberish", without_name=True, now=noon)
    counting.count_all_words()
    assert not Term.objects.get(lexeme="quibberish").common


def test_it_is_in_the_take_out_and_goes_with_the_member(ana, ben, sealed, noon):
    discussion.write_comment(thread=sealed.thread, author=ana, text="More", now=noon)
    [row] = export_for(ana)["updates"]
    assert (row["text"], row["without_name"]) == (WORDS, True)
    assert export_for(ben)["updates"] == []
    privacy.erase(member=ana, now=noon)
    assert not Thread.objects.filter(pk=sealed.pk).exists()
    assert not Seal.objects.exists()
    assert not Comment.objects.exists()
    assert search.find(ben, "shake").items == []


@pytest.mark.parametrize("number", [1, 2])
def test_a_feed_costs_the_same_with_and_without_names(member_client, ana, ben, noon, number, django_assert_num_queries):
    for _ in range(number):
        actions.post_update(author=ana, text=WORDS, without_name=True, now=noon)
    client = member_client(ben)
    with django_assert_num_queries(2):
        client.get("/updates/?show=all")


def test_muting_who_wrote_it_tells_nothing(ana, ben, sealed, noon):
    members.mute(member=ben, person=ana, now=noon)
    notifications.read_all(member=ben, now=noon)
    assert [hit.ref for hit in search.find(ben, "shake")] == [f"update:{sealed.pk}"]


def test_it_does_not_go_with_its_suspended_author_and_is_taken_away_by_itself(member_client, ana, ben, noon):
    """Else whoever saw which posts went when somebody was suspended would know who wrote them."""
    named = actions.post_update(author=ana, text="Heron one", now=noon)
    sealed = actions.post_update(author=ana, text="Heron two", without_name=True, now=noon)
    Member.objects.filter(pk=ana.pk).update(suspended_at=noon)
    taken_back = member_client(ana).post(f"/updates/{sealed.pk}/withdrawal/")
    assert taken_back["Location"].startswith("/login/")
    reader, feed = member_client(ben), "/updates/?show=all"
    assert reader.get(named.thread.url).status_code == 404
    assert reader.get(sealed.thread.url).status_code == 200
    assert "Heron one" not in reader.get(feed).text
    assert "Heron two" in reader.get(feed).text
    Thread.objects.filter(pk=sealed.pk).update(hidden_at=noon)
    assert reader.get(sealed.thread.url).status_code == 404
    assert "Heron two" not in reader.get(feed).text
