"""Pictures of an update: words for them are asked for once, and changed, removed and added in an edit."""

from __future__ import annotations

import pytest

from myelin.media.models import Picture
from myelin.updates.models import Update
from myelin.updates.tests.test_post_update import picture

ASKS = "Anyone who cannot see it would miss it. Add a few words?"


def test_words_for_a_picture_are_asked_for_once_and_never_demanded(member_client, ana):
    client = member_client(ana)
    response = client.post("/updates/new/", {"text": "Look", "picture_1": picture()})
    kept = Picture.objects.get()
    assert response.status_code == 422
    assert ASKS in response.text
    assert 'name="alt_asked" value="1"' in response.text
    assert f'href="#picture-alt-{kept.pk}"' in response.text
    again = {"text": "Look", "kept": [kept.pk], f"picture_alt_{kept.pk}": "", "alt_asked": "1"}
    assert client.post("/updates/new/", again).status_code == 303


def test_the_words_that_are_added_then_stand_with_the_picture(member_client, ana):
    client = member_client(ana)
    client.post("/updates/new/", {"text": "Look", "camera": picture()})
    kept = Picture.objects.get()
    client.post("/updates/new/", {"text": "Look", "kept": [kept.pk], f"picture_alt_{kept.pk}": "A window"})
    assert 'alt="A window"' in client.get(Update.objects.get().thread.url).text


@pytest.fixture
def posted(member_client, ana):
    data = {
        "text": "Three",
        **{f"picture_{n}": picture() for n in (1, 2, 3)},
        **{f"alt_{n}": f"p{n}" for n in (1, 2, 3)},
    }
    member_client(ana).post("/updates/new/", data)
    return Update.objects.get()


def alts(update):
    return [row.picture.alt for row in update.placed_pictures.order_by("place").select_related("picture")]


def test_an_edit_changes_words_takes_pictures_away_and_keeps_the_order(member_client, ana, ben, posted):
    one, two, three = [row.picture for row in posted.placed_pictures.order_by("place")]
    data = {
        "text": "Three", "audience": "3", "drop": [two.pk], f"picture_alt_{three.pk}": "Third",
        "picture_1": picture(), "alt_1": "New",
    }  # fmt: skip
    assert member_client(ana).post(f"/updates/{posted.pk}/edit/", data).status_code == 303
    assert alts(posted) == ["p1", "Third", "New"]
    assert not Picture.objects.filter(pk=two.pk).exists()
    page = member_client(ben).get(posted.thread.url).text
    assert 'alt="Third"' in page
    assert f"/pictures/{two.pk}/" not in page
    for shown in (one, Picture.objects.get(alt="New")):
        assert member_client(ben).get(f"/pictures/{shown.pk}/480/").status_code == 200


def test_the_last_picture_of_a_wordless_update_stays(member_client, ana, posted):
    pictures = [row.picture_id for row in posted.placed_pictures.all()]
    data = {"text": "", "audience": "3", "drop": pictures}
    response = member_client(ana).post(f"/updates/{posted.pk}/edit/", data)
    assert response.status_code == 422
    assert "An update needs words or a picture." in response.text
    assert Picture.objects.count() == 3


def test_a_fifth_picture_is_one_too_many(member_client, ana, posted):
    data = {"text": "Five", "audience": "3", "picture_1": picture(), "alt_1": "4", "picture_2": picture(), "alt_2": "5"}
    response = member_client(ana).post(f"/updates/{posted.pk}/edit/", data)
    assert response.status_code == 422
    assert "An update holds up to four pictures." in response.text


def test_nobody_takes_away_or_describes_the_pictures_of_somebody_else(member_client, ana, ben, posted):
    theirs = posted.placed_pictures.first().picture
    member_client(ben).post("/updates/new/", {"text": "Mine", "drop": [theirs.pk], f"picture_alt_{theirs.pk}": "Ha"})
    theirs.refresh_from_db()
    assert theirs.alt == "p1"
