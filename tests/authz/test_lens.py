"""The gentle lens: words are planted under each theme, and no road brings them to a member who has it covered."""

from __future__ import annotations

import json
from collections import deque
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from myelin.config.tasks import find_themes_anew
from myelin.discussion import actions as discussion
from myelin.discussion import themes as talk
from myelin.discussion.models import Thread
from myelin.groups import actions as groups
from myelin.live.models import Event
from myelin.media import actions as media
from myelin.members import actions as members
from myelin.members.models import Audience
from myelin.notifications import news
from myelin.notifications.models import Delivery, OutgoingMail, Rhythm
from myelin.pack.queries import current_pack
from myelin.questions import actions as questions
from myelin.search.models import Document
from myelin.updates import actions as updates
from tests.authz.test_canaries import LINK, STARTS
from tests.authz.world import build, small_picture

MOST_PAGES = 400
THEMES = [theme.slug for theme in current_pack().themes]


@pytest.fixture
def world(make_member, noon):
    """What is about each theme, on every road: written by the owner and by the follower, for the stranger to meet."""
    world = build(make_member, noon)
    owner, reader = world.people["owner"], world.people["stranger"]
    members.follow(member=reader, person=owner, now=noon)
    Delivery.objects.create(member=reader, rhythm=Rhythm.ONCE, quiet_from=None, quiet_until=None)
    world.paths = ["/questions/waiting/", "/api/v1/waiting-questions?size=100"]
    for theme in current_pack().themes:
        plant(world, theme, noon)
    return world


def plant(world, theme, now):
    owner, reader = world.people["owner"], world.people["stranger"]
    hint = theme.words[0].removesuffix("*")
    said = f"canary {hint} {theme.slug}"
    picture = media.take_picture(owner=owner, upload=small_picture(), alt=f"{said} kanari alt", now=now)
    update = updates.post_update(author=owner, text=f"{said} kanari update", pictures=[picture], now=now)
    updates.edit_update(
        update=update, by=owner, text=f"{said} kanari edited", mood="", audience=Audience.MEMBERS, topics=[], now=now
    )
    by_picture = media.take_picture(owner=owner, upload=small_picture(), alt=f"{said} kanari pictured", now=now)
    updates.post_update(author=owner, pictures=[by_picture], now=now)
    asked = questions.ask_question(author=owner, title=f"{said} kanari title", text=f"{said} kanari more", now=now)
    mine = questions.ask_question(author=reader, title="canary What helps?", now=now)
    answer = questions.answer_question(question=mine, author=owner, text=f"{said} kanari answer", now=now)
    shared = updates.post_update(author=reader, text="canary plain", now=now)
    discussion.write_comment(thread=shared.thread, author=owner, text=f"{said} kanari comment", now=now)
    world.paths += [f"/updates/{update.pk}/", f"/updates/{update.pk}/history/", f"/questions/{asked.pk}/"]
    world.paths += [f"/questions/{mine.pk}/", f"/updates/{shared.pk}/", f"/answers/{answer.pk}/history/"]
    world.paths += [f"/api/v1/{path}" for path in (f"updates/{update.pk}", f"questions/{asked.pk}", "feed?size=100")]
    world.paths += [f"/api/v1/{path}" for path in (f"questions/{mine.pk}", f"questions/{asked.pk}/versions")]
    world.paths += [f"/search/?q=canary+{theme.slug}", f"/api/v1/search?q=canary+{theme.slug}&size=50"]


def roads(world, member):
    """All bytes that reach a member who never says "Show it"."""
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    seen, waiting, found = set(), deque([*STARTS, *world.paths]), {}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft().replace("&amp;", "&")
        if path in seen or "show=1" in path or path.startswith(("/static/", "/logout", "/cms/", "/settings/data/")):
            continue
        seen.add(path)
        response = client.get(path)
        text = (b"".join(response) if response.streaming else response.content).decode("utf-8", "replace")
        found[path] = text + json.dumps(dict(response.headers.items()))
        waiting.extend(LINK.findall(text))
    for path in ("/questions/similar/", "/questions/new/"):
        asked = {"title": f"canary {' '.join(THEMES)}", "look": "1"}
        found[path] = client.post(path, asked).content.decode()
    for thread in Thread.objects.filter(author=world.people["owner"]):
        found[f"a comment under {thread.pk}"] = client.post(
            f"/threads/{thread.pk}/comments/", {"text": ""}
        ).content.decode()
    return found


def told(world, noon):
    """Letters, and what open pages hear."""
    news.write_due(now=noon + timedelta(days=1))
    letters = {
        f"letter {row.pk}": f"{row.subject}{row.text}{row.html}{row.headers}" for row in OutgoingMail.objects.all()
    }
    return letters | {f"event {row.pk}": f"{row.channels}{row.what}" for row in Event.objects.all()}


@pytest.mark.slow
def test_nothing_of_a_covered_theme_reaches_a_member_on_any_road(world, noon):
    reader = world.people["stranger"]
    members.set_lens(member=reader, themes=THEMES)
    everything = roads(world, reader) | told(world, noon)
    assert {path for path, text in everything.items() if "kanari" in text} == set()
    assert "covered as you asked" in everything["/updates/?show=all"]
    assert any(path.startswith("letter") for path in everything)


@pytest.mark.slow
def test_without_the_lens_the_same_words_are_met(world, noon):
    """The control: each kind of word is on some road, so that finding none means something."""
    text = " ".join(roads(world, world.people["stranger"]).values())
    for word in ("update", "edited", "alt", "pictured", "title", "more", "answer", "comment"):
        assert f"kanari {word}" in text, word


@pytest.mark.parametrize("slug", THEMES)
def test_each_theme_is_covered_by_itself(world, slug, client):
    reader = world.people["stranger"]
    members.set_lens(member=reader, themes=[slug])
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get("/api/v1/feed?size=100").content.decode()
    titles = [item["title"] for item in json.loads(text)["items"] if item["kind"] == "question"]
    assert not [title for title in titles if title.endswith(f"{slug} kanari title")]
    assert sum(title.endswith("kanari title") for title in titles) == len(THEMES) - 1


def test_a_cover_opens_when_asked(world, client):
    reader = world.people["stranger"]
    members.set_lens(member=reader, themes=THEMES)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    thread = Thread.objects.filter(kind="question", author=world.people["owner"], title__contains="kanari").first()
    assert b"kanari" not in client.get(thread.url).content
    shown = client.get(f"/threads/{thread.pk}/?show=1", follow=True)
    assert b"kanari title" in shown.content
    assert b"kanari" in client.get(f"/api/v1/questions/{thread.pk}?show=1").content
    assert b"kanari" in client.get("/search/?q=canary&show=1").content


def test_ones_own_words_and_those_of_the_author_are_never_covered(world, client):
    owner = world.people["owner"]
    members.set_lens(member=owner, themes=THEMES)
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    assert b"kanari title" in client.get("/questions/").content


def test_the_order_and_the_pages_are_the_same_under_the_lens(world, client):
    reader = world.people["stranger"]
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")

    def ids(path):
        return [item["id"] for item in client.get(path).json()["items"]]

    open_pages = ids("/api/v1/feed?size=100")
    found = [item["ref"] for item in client.get("/api/v1/search?q=canary&size=50").json()["items"]]
    members.set_lens(member=reader, themes=THEMES)
    assert ids("/api/v1/feed?size=100") == open_pages
    assert [item["ref"] for item in client.get("/api/v1/search?q=canary&size=50").json()["items"]] == found


def test_what_things_are_about_is_found_anew(world, capsys):
    before = dict(Thread.objects.values_list("pk", "themes"))
    Thread.objects.update(themes=[])
    Document.objects.update(themes=["needles"])
    call_command("rebuild", "themes")
    assert dict(Thread.objects.values_list("pk", "themes")) == before
    assert "questions: " in capsys.readouterr().out


def taken_from_the_queue(task):
    """The one job that waits under that name, and takes it from there as the worker does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo' RETURNING priority, args", [task]
        )
        found = cursor.fetchall()
    assert len(found) <= 1
    return {"priority": found[0][0], "args": json.loads(found[0][1])} if found else None


def test_what_was_written_before_there_were_themes_gets_them_from_the_queue(world, monkeypatch):
    before = dict(Thread.objects.values_list("pk", "themes"))
    Thread.objects.update(themes=[])
    monkeypatch.setattr(talk, "AT_ONCE", 2)
    find_themes_anew()
    jobs = 1
    while took := taken_from_the_queue("find_themes_anew"):
        # Each job does a little, and the next one waits behind whatever else came meanwhile.
        assert took["priority"] < 0
        find_themes_anew(**took["args"])
        jobs += 1
    assert jobs > len(before) / 2
    assert dict(Thread.objects.values_list("pk", "themes")) == before


def test_the_groups_feed_is_covered_too(world, client, noon):
    reader, owner = world.people["stranger"], world.people["owner"]
    from myelin.groups.models import Group

    circle = Group.objects.get(slug=world.ids["circle"])
    for member in (reader, owner):
        groups.join_group(group=circle, member=member, now=noon)
    updates.post_update(author=owner, text="kanari wheelchair", group=circle, now=noon)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert b"kanari" in client.get(f"/groups/{circle.slug}/").content
    members.set_lens(member=reader, themes=["mobility-aids"])
    assert b"kanari" not in client.get(f"/groups/{circle.slug}/").content
