"""Who may listen: a member who is there, in a session that lasts, with a token of that page; for no longer than that."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from django.utils import timezone

from myelin.discussion import actions as discussion
from myelin.discussion.models import Reaction
from myelin.discussion.sources import SOURCES
from myelin.groups import actions as groups
from myelin.groups.models import Access
from myelin.live import actions
from myelin.live.hub import BELL, Asks, Hub
from myelin.live.tests.listening import address, heard_so_far, streams, token_of
from myelin.members import actions as members
from myelin.members.models import Audience, Member, Role, Session
from myelin.members.standing import STANDING
from myelin.updates import actions as updates

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def live():
    with streams() as running:
        yield running


def test_the_process_of_the_streams_loads_no_models():
    asks = "import sys, myelin.config.live; print([name for name in sys.modules if name.startswith('django.db')])"
    assert subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_forged_token_is_refused_and_there_is_nothing_else(live):
    for path in ["/live", "/live?token=", "/live?token=abc", "/live?token=%C3%A9", "/live/?token=a.b"]:
        assert live.ask(path).status == 403
    for path in ["/", "/live/more", "/static/x"]:
        assert live.ask(path).status == 404


def test_a_token_that_is_not_of_this_sign_in_is_refused(live, ana, ben):
    token = token_of(ana)
    assert live.hear(token).status == 200
    for wrong in [
        replace(token, made_at=time.time() - 3601),
        replace(token, session="nobodys"),
        replace(token, session=token_of(ben).session),
        replace(token, member=0),
        replace(token, password="changed"),
        replace(token_of(ben), password=token.password),
    ]:
        assert live.hear(wrong).status == 403


@pytest.mark.parametrize(
    "fall",
    [
        lambda ana: Member.objects.filter(pk=ana.pk).update(suspended_at=timezone.now()),
        lambda ana: Member.objects.filter(pk=ana.pk).update(erased_at=timezone.now()),
        lambda ana: Session.objects.all().delete(),
        lambda ana: (ana.set_password("another quiet lake"), ana.save()),
    ],
    ids=["suspended", "erased", "signed out everywhere", "with a new password"],
)
def test_the_stream_of_somebody_who_is_gone_ends_within_seconds(live, ana, fall):
    ear, token = live.hear(token_of(ana)), token_of(ana)
    fall(ana)
    assert ear.listen_to_the_end()
    assert live.hear(token).status == 403


def test_a_block_ends_the_streams_of_both_and_voids_their_tokens(live, ana, ben):
    tokens = [token_of(ana, "thread:1"), token_of(ben, "thread:1")]
    ears = [live.hear(token) for token in tokens]
    members.block(member=ana, person=ben, now=timezone.now())
    actions.announce(channels=["thread:1"], what="comment", now=timezone.now())
    assert all(ear.listen_to_the_end() for ear in ears)
    assert [ear.heard for ear in ears] == [[], []]
    assert [live.hear(token).status for token in tokens] == [403, 403]
    live.stop()
    live.start()
    assert [live.hear(token).status for token in tokens] == [403, 403]
    later = token_of(ana, made_at=time.time() + 3)
    assert live.hear(later).status == 200


def test_a_page_that_comes_between_a_change_of_ties_and_its_news_keeps_its_stream(ana):
    asyncio.run(_comes_in_between(token_of(ana, "thread:1")))


async def _comes_in_between(token):
    hub = Hub(address(), Asks(standing=STANDING, sources=SOURCES))
    running = asyncio.create_task(hub.run())
    while not (first := await _joined(hub, token)):
        await asyncio.sleep(0.05)
    with psycopg.connect(address(), autocommit=True) as aside:  # the hub reads nothing while we hold its loop
        for channel, what in [(f"member:{token.member}", "ties"), ("thread:1", "comment")]:
            said = "WITH made AS (INSERT INTO live_event (channels, what, made_at) VALUES (%s, %s, %s) RETURNING id)"
            hour_ago = datetime.fromtimestamp(token.made_at - 3600, UTC)
            aside.execute(f"{said} SELECT pg_notify('{BELL}', id::text) FROM made", [channel, what, hour_ago])
    later = await hub.join(token, "")
    while not first.ended:
        await asyncio.sleep(0.05)
    running.cancel()
    assert later is not None
    assert not later.ended


async def _joined(hub, token):
    with suppress(psycopg.OperationalError):
        return await hub.join(token, "")


def test_a_feed_hears_what_its_reader_follows_from_the_moment_they_do(live, ana, ben, noor):
    ear = live.hear(token_of(ana, "feed", "thread:0"))
    updates.post_update(author=noor, text="kanari-one", now=timezone.now())
    updates.post_update(author=ben, text="kanari-two", now=timezone.now())
    assert heard_so_far(ear) == [("thread", "feed")]
    members.follow(member=ana, person=noor, now=timezone.now())
    updates.post_update(author=noor, text="kanari-three", now=timezone.now())
    assert heard_so_far(ear).count(("thread", "feed")) == 2
    members.unfollow(member=ana, person=noor)
    updates.post_update(author=noor, text="kanari-four", now=timezone.now())
    assert heard_so_far(ear).count(("thread", "feed")) == 2


@pytest.mark.parametrize(("audience", "heard"), [(Audience.ME, 0), (Audience.CIRCLE, 0), (Audience.FOLLOWERS, 1)])
def test_followers_hear_nothing_of_what_is_kept_for_the_circle(live, ana, ben, audience, heard):
    ear = live.hear(token_of(ana, "feed", "thread:0"))
    updates.post_update(author=ben, text="kanari", audience=audience, now=timezone.now())
    updates.post_update(author=ben, text="and for everybody", now=timezone.now())
    assert heard_so_far(ear).count(("thread", "feed")) == heard + 1


def of_caregivers(ana, ben):
    Member.objects.filter(pk__in=[ana.pk, ben.pk]).update(role=Role.CAREGIVER)
    ana.refresh_from_db()
    ben.refresh_from_db()
    return groups.open_group(
        by=ben, name="Kitchen table", access=Access.REQUEST, caregivers_only=True, now=timezone.now()
    )


@pytest.mark.parametrize(
    "end",
    [
        lambda group, ana, ben: groups.remove_member(group=group, by=ben, person=ana, now=timezone.now()),
        lambda group, ana, ben: groups.leave_group(group=group, member=ana, now=timezone.now()),
        lambda group, ana, ben: members.welcome(
            member=ana, role=Role.MS, time_zone="UTC", purposes=[], now=timezone.now()
        ),
    ],
    ids=["asked out", "left", "no caregiver any more"],
)
def test_who_does_not_belong_to_a_group_any_more_hears_nothing_of_it(live, ana, ben, end):
    group = of_caregivers(ana, ben)
    groups.accept_request(
        request=groups.ask_to_join(group=group, member=ana, words="", now=timezone.now()), by=ben, now=timezone.now()
    )
    update = updates.post_update(author=ben, text="kanari", group=group, now=timezone.now())
    token = token_of(ana, "feed", f"thread:{update.pk}")
    ear = live.hear(token)
    discussion.write_comment(thread=update.thread, author=ben, text="One", now=timezone.now())
    ear.until(("comment", f"thread:{update.pk}"))
    end(group, ana, ben)
    discussion.write_comment(thread=update.thread, author=ben, text="Two", now=timezone.now())
    updates.post_update(author=ben, text="kanari", group=group, audience=Audience.MEMBERS, now=timezone.now())
    assert ear.listen_to_the_end()
    assert ear.heard.count(("comment", f"thread:{update.pk}")) == 1
    assert live.hear(token).status == 403


def test_no_word_of_anybody_ever_travels(live, ana, ben, noor):
    ear = live.hear(token_of(noor, "feed", "thread:1", "everyone:0"))
    members.follow(member=noor, person=ben, now=timezone.now())
    update = updates.post_update(author=ben, text="kanari-update-7f3a", now=timezone.now())
    hearing = live.hear(token_of(noor, f"thread:{update.thread.pk}"))
    discussion.write_comment(thread=update.thread, author=ana, text="kanari-comment-7f3a", now=timezone.now())
    discussion.react(thread=update.thread, member=ana, kind=Reaction.Kind.HUG, now=timezone.now())
    ear.until(("thread", "feed"))
    hearing.until(("comment", f"thread:{update.thread.pk}"), ("reaction", f"thread:{update.thread.pk}"))
    everything = ear.all + hearing.all
    assert not any(word in everything for word in ("kanari", "Ben", "ben", "Ana", f"author:{ben.pk}"))
