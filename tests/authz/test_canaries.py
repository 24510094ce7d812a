"""Plant a marker in every private field, walk every page as everybody, and look for the markers in all bytes."""

from __future__ import annotations

import json
import re
from collections import deque
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from conftest import NOON, join
from myelin.discussion import actions as discussion
from myelin.discussion.actions import saving
from myelin.groups.models import Invitation
from myelin.home import actions as home
from myelin.media import actions as media
from myelin.members import actions as members
from myelin.members.models import Audience, Buddyship, Profile
from myelin.messages import actions as messages
from myelin.messages.models import Conversation, Report, Seat
from myelin.notifications.models import Notice
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from tests.authz import caring, circles
from tests.authz.circles import marker
from tests.authz.world import ACTORS, build, small_picture

MOST_PAGES = 320
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
STARTS = [
    "/", "/updates/", "/updates/?show=all",
    "/questions/", "/questions/waiting/", "/questions/desk/", "/settings/helping/", "/people/", "/topics/", "/groups/", "/library/", "/medicines/",
    "/search/?q=canary", "/settings/", "/care/", "/care/records/", "/care/reminders/", "/care/diary/", "/api/v1/diary", "/care/help/", "/api/v1/reminders", "/api/v1/records", "/care/visits/", "/care/exchange/", "/care/circle/", "/circle/", "/circle/owner/", "/circle/owner/notes/",
    "/api/v1/visits", "/api/v1/campaign", "/api/v1/circle", "/api/v1/circle/notes", "/api/v1/circle/looks", "/api/v1/cares",
    "/api/v1/cares/owner", "/api/v1/cares/owner/notes", "/notifications/", "/library/feed/", "/sitemap.xml",
    "/saved/", "/api/v1/saved", "/month-one/", "/api/v1/month-one",
    "/people/buddy/", "/api/v1/buddy", "/api/v1/buddy/candidates",
    "/messages/", "/messages/requests/", "/messages/reports/", "/messages/new/", "/api/v1/conversations",
    "/api/v1/groups", "/api/v1/groups?mine=1", "/api/v1/feed?show=all", "/api/v1/feed", "/api/v1/search?q=canary", "/api/v1/questions", "/api/v1/me",
]  # fmt: skip
REACH = {
    "me": {"owner"},
    "circle": {"owner", "in the circle", caring.CARER, caring.BARE},
    "followers": {"owner", "in the circle", "follower", caring.CARER, caring.BARE},
    "members": set(ACTORS) - {"visitor", "suspended", "blocked", "blocker"},
    # A reader's own block does not count there: it would be a way to ask who wrote it.
    "sealed": set(ACTORS) - {"visitor", "suspended", "blocked"},
    "secret": set(),
    "group": {"owner", circles.INSIDE, circles.MODERATOR},
    "invited": {"owner", circles.INSIDE, circles.MODERATOR, circles.INVITED},
    "invitee": {circles.INVITED},
    "moderator": {circles.MODERATOR},
    "talk": {"owner", "in the circle"},
    "reported": {"owner", "in the circle", "moderator"},
    "desk": {"moderator"},
    "parted": set(),
    "board": {"owner", caring.CARER, caring.BARE},
    "note": {"owner", caring.CARER},
    "runway": {"owner", caring.CARER},
    # What somebody wrote before they were shown out stays with the member.
    "ownnote": {"owner"},
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all who crawl: each takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield planted(build(join, NOON), NOON)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def taken_back(world, django_db_blocker):
    """Let a test write, and take it back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def planted(world, noon):
    """A marker in every private field."""
    owner = world.people["owner"]
    for audience in (Audience.ME, Audience.CIRCLE, Audience.FOLLOWERS, Audience.MEMBERS):
        word = audience.word
        poll = discussion.NewPoll(options=[marker(word, "choice"), "No"], several=False, days=3)
        updates.post_update(
            author=owner, text=f"canary {marker(word, 'update')}", note=marker(word, "note"), audience=audience, poll=poll, now=noon
        )  # fmt: skip
    for place in ("update", "question", f"comment:{world.ids['update']}", f"answer:{world.ids['question']}"):
        fields = {"text": [f"canary {marker('me', 'draft')}"], "title": [marker("me", "draft")]}
        discussion.keep_draft(member=owner, place=place, fields=fields, now=noon)
    plant_without_name(owner, noon + timedelta(days=2))
    asked = questions.ask_question(author=owner, title=f"canary {marker('members', 'question')}", now=noon)
    questions.answer_question(question=asked, author=owner, text=marker("members", "answer"), now=noon)
    shown = updates.post_update(author=world.people["stranger"], text="canary open", now=noon)
    discussion.write_comment(thread=shown.thread, author=owner, text=marker("members", "comment"), now=noon)
    kept = saving.save_for_later(thread=shown.thread, member=owner, now=noon)
    saving.write_note(bookmark=kept, note=marker("me", "note"))
    Profile.objects.filter(member=owner).update(
        about=marker("followers", "about"), about_audience=Audience.FOLLOWERS,
        country=marker("me", "country"), country_audience=Audience.ME,
        context_line=marker("members", "line"),
    )  # fmt: skip
    Notice.objects.create(member=owner, kind="hug", url=f"/{marker('me', 'notice')}/", made_at=noon)
    owner.email = f"{marker('secret', 'email')}@example.org".lower()
    owner.save()
    plant_private_words(world, noon + timedelta(days=9))
    plant_buddies(owner)
    world.token = members.make_token(member=owner, name=marker("me", "token"), now=noon)
    return world


def plant_without_name(owner, noon):
    sealed = updates.post_update(author=owner, text=f"canary {marker('sealed', 'update')}", without_name=True, now=noon)
    discussion.write_comment(thread=sealed.thread, author=owner, text=marker("sealed", "comment"), now=noon)
    questions.ask_question(author=owner, title=f"canary {marker('sealed', 'question')}", without_name=True, now=noon)


NONCE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')


def plant_buddies(owner):
    """A buddy who asks and one who is: members whom no list of people shows, so only the tie can lead to their names."""
    for number, (word, accepted) in enumerate((("asks", None), ("buddy", NOON))):
        new = join(f"new-{number}", name=marker("me", word), welcomed_at=None)
        Buddyship.objects.create(
            newcomer=new, guide=owner, asked_by=new, asked_at=NOON, accepted_at=accepted, look_at=NOON
        )


def plant_private_words(world, later):
    """In a group (words, a picture, its name, a draft), in a report, and between two who have parted since."""
    owner, friend, blocked = (world.people[actor] for actor in ("owner", "in the circle", "blocked"))
    group = Conversation.objects.get(pk=world.ids["conversation"])
    Conversation.objects.filter(pk=group.pk).update(name=marker("talk", "name"))
    picture = media.take_picture(owner=owner, upload=small_picture(), alt="", now=later)
    shown = {"text": marker("talk", "message"), "pictures": [(picture, marker("talk", "alt"))]}
    messages.send(conversation=group, author=owner, key=uuid4(), now=later, **shown)
    words = messages.send(conversation=group, author=owner, key=uuid4(), text=marker("reported", "message"), now=later)
    seat = Seat.objects.of(friend).get()
    messages.report_messages(
        seat=seat, numbers=[words.pk], reason=Report.Reason.OTHER, note=marker("desk", "note"), now=later
    )
    messages.keep_draft(seat=Seat.objects.of(owner).get(), text=marker("me", "draft"))
    members.unblock(member=owner, person=blocked)
    for one, other in ((owner, blocked), (blocked, owner)):
        messages.begin(by=one, people=[other], text=marker("parted", "message"), key=uuid4(), now=later)
    members.block(member=owner, person=blocked, now=later)


FOUND = re.compile(r"kanari-(\w+)-(\w+)-7f3a")


def crawl(client, world):
    """Every page that links lead to, with its headers; at most MOST_PAGES."""
    seen, bytes_of = set(), {}
    group = f"/api/v1/groups/{world.ids['private circle']}"
    talk = f"/api/v1/conversations/{world.ids['conversation']}/messages"
    shared = f"/visit/{world.ids['visit address']}/"
    visit = f"/api/v1/visits/{world.ids['visit']}"
    of_visit = [f"{visit}{part}" for part in ("", "/page", "/parts", "/links", "/agreed", "/entries")]
    waiting = deque([*STARTS, talk, group, f"{group}/feed", shared, *of_visit])
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        if path in seen or path.startswith(("/static/", "/logout", "/cms/", "/settings/data/copy")):
            continue
        seen.add(path)
        response = client.get(path)
        content = b"".join(response) if response.streaming else response.content
        text = content.decode("utf-8", "replace")
        bytes_of[path] = text + json.dumps(dict(response.headers.items()))
        waiting.extend(link.replace("&amp;", "&") for link in LINK.findall(text))
    return bytes_of


SHOWN = {
    "in the circle": {
        "members": {"update", "line", "answer", "comment"},
        "followers": {"update", "about"},
        "circle": {"update"},
        "talk": {"message", "alt", "name"},
        "reported": {"message"},
        "sealed": {"update", "comment", "question"},
    },
    circles.INSIDE: {"group": {"post", "comment", "alt"}, "invited": {"name", "about", "rules"}},
    circles.INVITED: {"invited": {"name", "about", "rules"}, "invitee": {"words"}},
    circles.MODERATOR: {"group": {"post", "comment", "alt"}, "moderator": {"request"}},
    "owner": {
        "me": {"reason", "note", "asks", "buddy", "name", "called"},
        "group": {"post", "comment", "alt"},
        "board": {"title", "place"},
        "note": {"text"},
        "ownnote": {"before"},
    },
    caring.CARER: {"board": {"title", "place", "taken"}, "note": {"text"}, "runway": {"step"}},
    caring.BARE: {"board": {"title", "place", "taken"}},
}
"""The control: markers that may be seen are found, so that finding none means something."""


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_finds_what_is_for_them_and_nothing_else(world, actor):
    client = Client()
    if actor != "visitor":
        client.force_login(world.people[actor], backend="django.contrib.auth.backends.ModelBackend")
    found = {
        (path, *match.group(1, 2)) for path, text in crawl(client, world).items() for match in FOUND.finditer(text)
    }
    leaks = {
        (path, reach, word)
        for path, reach, word in found
        if actor not in REACH[reach]
        # Of one's own words in one's own search box, and one's own address on one's own page.
        and not (reach == "secret" and actor == "owner" and path.startswith("/settings/"))
    }
    assert leaks == set()
    expected = {(reach, word) for reach, words in SHOWN.get(actor, {}).items() for word in words}
    assert expected <= {(reach, word) for _, reach, word in found}


@pytest.mark.parametrize("actor", ["stranger", "blocked", circles.INVITED])
def test_a_private_group_looks_like_one_that_never_was(world, actor):
    """Also for who was invited, once the invitation was taken back."""
    invitation = Invitation.objects.get(pk=world.ids["invitation"])
    home.withdraw_invitation(invitation=invitation, by=world.people[circles.MODERATOR])
    client = Client()
    client.force_login(world.people[actor], backend="django.contrib.auth.backends.ModelBackend")
    slug = world.ids["private circle"]
    never = "x" * len(slug)
    for page in ("", "members/", "requests/", "invitations/", "edit/"):
        hidden, nothing = client.get(f"/groups/{slug}/{page}"), client.get(f"/groups/{never}/{page}")
        assert hidden.status_code == nothing.status_code == 404
        assert NONCE.sub("", hidden.text.replace(slug, never)) == NONCE.sub("", nothing.text)
        assert hidden.headers.keys() == nothing.headers.keys()
