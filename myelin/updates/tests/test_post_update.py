"""Posting an update: the page, the rule, the database; twice, empty, from a stranger."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from myelin.discussion.models import Thread
from myelin.media.models import Picture
from myelin.members.models import Audience
from myelin.updates import actions
from myelin.updates.models import Update

SENTENCE = "An update needs words or a picture."


def picture(kind="PNG", size=(40, 30)):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return SimpleUploadedFile(f"window.{kind.lower()}", buffer.getvalue(), content_type=f"image/{kind.lower()}")


def test_words_alone_are_enough(member_client, ana):
    response = member_client(ana).post("/updates/new/", {"text": "Window seat today.", "mood": "okay"})
    update = Update.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/updates/{update.pk}/")
    assert (update.text, update.mood, update.thread.audience) == ("Window seat today.", "okay", Audience.MEMBERS)


def test_a_picture_alone_is_enough(member_client, ana):
    response = member_client(ana).post("/updates/new/", {"text": "", "picture_1": picture(), "alt_1": "A window"})
    update = Update.objects.get()
    assert response.status_code == 303
    assert update.picture_count == 1
    assert update.placed_pictures.get().picture.alt == "A window"


def test_it_needs_words_or_a_picture_on_the_page(member_client, ana):
    response = member_client(ana).post("/updates/new/", {"text": "  ", "mood": "low", "audience": "2"})
    assert response.status_code == 422
    assert SENTENCE in response.text
    assert not Update.objects.exists()


def test_what_was_chosen_stays_in_the_form(member_client, ana):
    response = member_client(ana).post("/updates/new/", {"text": "", "mood": "low", "audience": "2"})
    form = response.context["form"]
    assert (form["mood"].value(), form["audience"].value()) == ("low", "2")


def test_it_needs_words_or_a_picture_in_the_database(ana, noon):
    with pytest.raises(IntegrityError, match="update_has_words_or_picture"):
        actions.post_update(author=ana, text="", now=noon)


def test_a_picture_that_is_none_is_refused_and_the_good_one_is_kept(member_client, ana):
    svg = SimpleUploadedFile("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png")
    data = {"text": "Two pictures", "picture_1": picture(), "picture_2": svg}
    response = member_client(ana).post("/updates/new/", data)
    kept = Picture.objects.get()
    assert response.status_code == 422
    assert "We cannot open this as a picture." in response.text
    assert f'name="kept" value="{kept.pk}"' in response.text

    response = member_client(ana).post("/updates/new/", {"text": "One picture", "kept": [kept.pk], "alt_asked": "1"})
    assert response.status_code == 303
    assert Update.objects.get().placed_pictures.get().picture == kept


def test_nobody_can_keep_the_picture_of_somebody_else(member_client, ana, ben):
    member_client(ben).post("/updates/new/", {"text": "x" * 10_001, "picture_1": picture()})
    response = member_client(ana).post("/updates/new/", {"text": "Mine", "kept": [Picture.objects.get().pk]})
    assert response.status_code == 422


@pytest.mark.parametrize("text", ["x" * 10_001, "\0", "a\0b"])
def test_words_that_cannot_be_kept_are_refused_kindly(member_client, ana, text):
    response = member_client(ana).post("/updates/new/", {"text": text})
    assert response.status_code in {400, 422}
    assert not Update.objects.exists()


def test_two_taps_are_one(member_client, ana):
    data = {"text": "Only once", "once": str(uuid4())}
    first = member_client(ana).post("/updates/new/", data)
    second = member_client(ana).post("/updates/new/", data)
    assert first["Location"] == second["Location"]
    assert Update.objects.count() == 1


def test_a_visitor_is_asked_to_sign_in(client, db):
    response = client.post("/updates/new/", {"text": "Hi"})
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


def test_nobody_posts_into_a_group_they_did_not_join(member_client, ana, noon):
    from myelin.groups.models import Group

    Group.objects.create(slug="garden", name="Garden", made_at=noon)
    response = member_client(ana).post("/updates/new/", {"text": "Hi", "group": "garden"})
    assert response.status_code == 422
    assert not Thread.objects.exists()


def test_words_of_members_are_shown_as_words(member_client, ana):
    member_client(ana).post("/updates/new/", {"text": "<script>alert(1)</script> [[name]] **bold**"})
    text = member_client(ana).get(f"/updates/{Update.objects.get().pk}/").text
    assert "<script>alert" not in text
    assert "<strong>bold</strong>" in text
    assert "[[name]]" not in text
    assert "[\u200b[name]]" in text


def test_it_costs_six_statements(member_client, ana, django_assert_num_queries):
    browser = member_client(ana)
    # The session with its member, the key of the form, the thread with the news for open pages, the update, the search,
    # and where the key led; beside them, the page and the action each open a transaction and close it.
    with django_assert_num_queries(6 + 4):
        browser.post("/updates/new/", {"text": "Window seat today.", "once": str(uuid4())})


def test_words_that_look_like_our_own_marks_stay_words(member_client, ana):
    browser = member_client(ana)
    browser.post("/updates/new/", {"text": "{id} and [[id]] and [[url]]"})
    thread = Thread.objects.get()
    assert thread.url == f"/updates/{thread.pk}/"
    text = browser.get(thread.url).text
    assert f'href="{thread.url}#talk"' in text
    assert "{id} and [\u200b[id]] and [\u200b[url]]" in text


def test_a_long_update_is_cut_among_others_and_its_own_page_shows_all(member_client, ana, ben, noon):
    """The whole words are in the page each time; the style alone cuts them, so that nothing is lost to a reader's tools."""
    short = actions.post_update(author=ana, text="A few words.", now=noon)
    long = actions.post_update(author=ana, text="A line.\n\n" * 40, now=noon)
    page = member_client(ben).get("/updates/?show=all").text
    assert page.count('class="long flow"') == 1
    assert f'<p class="long__on"><a class="solo" href="/updates/{long.pk}/">Read on</a></p>' in page
    assert (
        "long" not in member_client(ben).get(f"/updates/{short.pk}/").text.split("<article")[1].split("</article>")[0]
    )


@pytest.mark.parametrize("text", ["\u200b", "\u2060\ufeff", "\u3164", "\u00ad", "\u2800 \n\u2800"])
def test_letters_that_nobody_sees_are_no_words(member_client, ana, text):
    client = member_client(ana)
    for answer in (
        client.post("/updates/new/", {"text": text}),
        client.post("/api/v1/updates", {"text": text}, content_type="application/json"),
    ):
        assert answer.status_code == 422 and SENTENCE in answer.content.decode()
    assert not Update.objects.exists()
