"""The author's content note, and advice as a kind of update."""

from __future__ import annotations

import pytest
from django.utils import timezone

from myelin.members import actions as members
from myelin.pack.models import Topic
from myelin.search.models import Document
from myelin.updates import actions
from myelin.updates.models import Update


@pytest.fixture
def topic(db):
    return Topic.objects.create(slug="garden", name="Garden", about="Plants", group="Life", position=0)


def test_a_note_covers_the_words_wherever_the_card_shows(member_client, ana, ben):
    member_client(ana).post("/updates/new/", {"text": "Blood test today", "note": "needles"})
    update = Update.objects.get()
    for path in ("/updates/?show=all", update.thread.url, "/people/ana/"):
        page = member_client(ben).get(path).text
        assert '<details class="cover"><summary>Content note: needles</summary>' in page
    found = Document.objects.get(ref=f"update:{update.pk}")
    assert found.excerpt == update.thread.excerpt == "Content note: needles"


def test_a_note_can_be_taken_away_in_an_edit(member_client, ana, noon):
    update = actions.post_update(author=ana, text="Blood test today", note="needles", now=noon)
    client = member_client(ana)
    assert 'value="needles"' in client.get(f"/updates/{update.pk}/edit/").text
    client.post(f"/updates/{update.pk}/edit/", {"text": "Blood test today", "audience": "3", "note": ""})
    assert "cover" not in client.get(update.thread.url).text
    assert Document.objects.get(ref=f"update:{update.pk}").excerpt == "Blood test today"


def test_the_marks_of_a_note_stay_words(member_client, ana, noon):
    update = actions.post_update(author=ana, text="Hm", note="<b>[[name]]</b>", now=noon)
    page = member_client(ana).get(update.thread.url).text
    assert "&lt;b&gt;[\u200b[name]]&lt;/b&gt;" in page


def test_a_tip_is_listed_by_its_topic_and_says_what_it_is(member_client, ana, ben, topic, noon):
    actions.post_update(author=ben, text="Only talk", topics=[topic], now=noon)
    member_client(ana).post("/updates/new/", {"text": "Water at night", "is_tip": "on", "topics": "garden"})
    client = member_client(ben)
    everything, tips = client.get("/topics/garden/").text, client.get("/topics/garden/?kind=advice").text
    assert "Water at night" in everything
    assert "Only talk" in everything
    assert "Water at night" in tips
    assert "Only talk" not in tips
    assert ">Tip</span>" in tips or "</svg>Tip" in tips
    assert Document.objects.get(ref=f"update:{Update.objects.get(thread__is_tip=True).pk}").label == "Tip"


def test_a_tip_needs_a_topic(member_client, ana, noon):
    response = member_client(ana).post("/updates/new/", {"text": "Water at night", "is_tip": "on"})
    assert response.status_code == 422
    assert "A tip is found by its topic. Choose at least one." in response.text
    with pytest.raises(actions.TipAboutNothing):
        actions.post_update(author=ana, text="Water at night", is_tip=True, now=noon)


def test_a_program_posts_and_changes_both(client, ana, topic):
    key = members.make_token(member=ana, name="phone", now=timezone.now())
    program = {"HTTP_AUTHORIZATION": f"Bearer {key}", "content_type": "application/json"}
    new = {"text": "Water", "note": "mud", "is_tip": True, "topics": ["garden"], "poll": {"options": ["Yes", "No"]}}
    made = client.post("/api/v1/updates", new, **program).json()
    path = f"/api/v1/updates/{made['id']}"
    shown = client.get(path, **program).json()
    assert (shown["note"], shown["is_tip"], shown["excerpt"]) == ("mud", True, "Content note: mud")
    assert [option["words"] for option in shown["poll"]["options"]] == ["Yes", "No"]
    assert client.put(path, {"text": "Water more"}, **program).status_code == 200
    assert client.get(path, **program).json()["note"] == ""
    many = new | {"poll": {"options": [str(number) for number in range(7)]}}
    assert client.post("/api/v1/updates", many, **program).status_code == 422


def test_an_update_that_was_taken_back_can_be_put_back(member_client, ana, ben, noon):
    update = actions.post_update(author=ana, text="Gone and here again", now=noon)
    client = member_client(ana)
    page = client.post(f"/updates/{update.pk}/withdrawal/", follow=True).text
    undo = f"/updates/{update.pk}/withdrawal/undo/"
    assert f'action="{undo}"' in page
    for _ in range(2):
        assert client.post(undo)["Location"] == update.thread.url
    assert "Gone and here again" in member_client(ben).get(update.thread.url).text
    assert Document.objects.filter(ref=f"update:{update.pk}").exists()


def test_after_ten_minutes_it_stays_away(member_client, ana, noon):
    update = actions.post_update(author=ana, text="Gone", now=noon)
    actions.withdraw_update(update=update, by=ana, now=noon)
    response = member_client(ana).post(f"/updates/{update.pk}/withdrawal/undo/")
    assert response.status_code == 409
    assert "The ten minutes for an undo are over." in response.text
