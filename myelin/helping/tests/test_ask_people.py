"""The clock: whom it asks, whom it never asks, and that two workers ask nobody twice."""

from __future__ import annotations

import threading
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.discussion import mutes
from myelin.helping import actions, matching
from myelin.helping.models import Clock, Energy, Helper, HelpInvitation
from myelin.members import actions as members
from myelin.members.models import Audience, Member, Profile
from myelin.notifications.models import Notice
from myelin.pack.models import Topic
from myelin.people.models import Treatment, When
from myelin.questions import actions as questions
from myelin.therapies.models import Therapy

HOUR = timedelta(hours=1)


@pytest.fixture
def fatigue(db):
    return Topic.objects.create(slug="tired", name="Tired", about="Tired", group="Body", position=0)


@pytest.fixture
def demomab(db):
    return Therapy.objects.create(slug="demomab", name="demomab", way="infusion", kind="dmt", level="short")


@pytest.fixture
def helper(make_member, noon):
    def make(handle, **yes):
        member = make_member(handle)
        actions.say_yes(member=member, now=noon, **{"quiet_from": time(3), "quiet_to": time(3), **yes})
        return member

    return make


@pytest.fixture
def asked(ana, fatigue, noon):
    return questions.ask_question(author=ana, title="Why so tired?", topics=[fatigue], now=noon)


def invited(question):
    rows = HelpInvitation.objects.filter(question=question).order_by("pk")
    return [row.member.handle for row in rows.select_related("member")]


def test_who_muted_the_asker_the_topic_or_the_question_is_not_asked(helper, fatigue, ana, asked, noon):
    muters = [helper(name, topics=[fatigue]) for name in ("person", "topic", "thread")]
    members.mute(member=muters[0], person=ana, now=noon)
    mutes.mute_topic(topic=fatigue, member=muters[1], now=noon)
    mutes.mute_thread(thread=asked.thread, member=muters[2], now=noon)
    helper("h1", topics=[fatigue])
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == ["h1"]


def test_before_two_hours_nobody_is_asked_and_then_five_who_fit(helper, fatigue, asked, noon):
    for number in range(7):
        helper(f"h{number}", topics=[fatigue])
    helper("other")
    actions.keep_the_clock(now=noon + 1.9 * HOUR)
    assert invited(asked) == []
    actions.keep_the_clock(now=noon + 2 * HOUR)
    actions.keep_the_clock(now=noon + 3 * HOUR)
    assert sorted(invited(asked)) == ["h0", "h1", "h2", "h3", "h4"]
    assert Notice.objects.filter(kind="invitation", url="/questions/waiting/").count() == 5
    assert Clock.objects.get().members_asked_at == noon + 2 * HOUR


def test_medicine_topic_and_stretch_of_road_bring_the_best_fit_first(helper, ana, fatigue, demomab, noon):
    Profile.objects.filter(member=ana).update(told_year=2025, told_year_audience=Audience.MEMBERS)
    asked = questions.ask_question(author=ana, title="Tired after Demomab?", topics=[fatigue], now=noon)
    helper("topic", topics=[fatigue])
    helper("both", topics=[fatigue], medicines=[demomab])
    helper("all", topics=[fatigue], medicines=[demomab], told_year=2023)
    helper("year", told_year=2023)
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == ["all", "both", "topic"]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({"audience": Audience.MEMBERS}, "on it"),
        ({"audience": Audience.FOLLOWERS}, "another"),
        ({"audience": Audience.MEMBERS, "when": When.BEFORE}, "another"),
    ],
    ids=["shown to members", "shown to followers", "had before"],
)
def test_the_medicine_that_an_asker_shows_brings_others_on_it_first(helper, ana, fatigue, demomab, noon, told, first):
    Treatment.objects.create(member=ana, therapy=demomab, **told)
    asked = questions.ask_question(author=ana, title="Tired?", topics=[fatigue], now=noon)
    helper("another", topics=[fatigue])
    helper("on-it", topics=[fatigue], medicines=[demomab])
    helper("neither")
    known = {"names": matching.Names(), "taken_by": matching.TakenBy([asked]), "free": matching.Free(noon)}
    matching.invite(asked, way=HelpInvitation.Way.FITS, most=1, now=noon, **known)
    assert invited(asked) == [first.replace(" ", "-")]


def test_a_question_about_nothing_we_know_still_reaches_anybody(helper, ana, demomab, noon):
    Treatment.objects.create(member=ana, therapy=demomab, audience=Audience.MEMBERS)
    asked = questions.ask_question(author=ana, title="How do you rest?", now=noon)
    helper("neither")
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == ["neither"]


def test_a_year_that_the_asker_keeps_private_plays_no_part(helper, ana, fatigue, noon):
    Profile.objects.filter(member=ana).update(told_year=2025, told_year_audience=Audience.CIRCLE)
    asked = questions.ask_question(author=ana, title="Tired?", topics=[fatigue], now=noon)
    helper("first", topics=[fatigue])
    helper("year", topics=[fatigue], told_year=2024)
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == ["first", "year"]


@pytest.mark.parametrize(
    "yes",
    [
        {"energy": Energy.REST},
        {"quiet_from": time(13), "quiet_to": time(15)},
        {"quiet_from": time(22), "quiet_to": time(15)},
    ],
    ids=["not this week", "quiet", "quiet over midnight"],
)
def test_who_does_not_want_to_now_is_not_asked(helper, fatigue, asked, noon, yes):
    helper("dele", topics=[fatigue], **yes)
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == []


def test_quiet_hours_are_in_the_members_own_zone(helper, fatigue, asked, noon):
    far = helper("far", topics=[fatigue], quiet_from=time(21), quiet_to=time(9))
    Member.objects.filter(pk=far.pk).update(time_zone="Asia/Tokyo")
    near = helper("near", topics=[fatigue], quiet_from=time(21), quiet_to=time(9))
    Member.objects.filter(pk=near.pk).update(time_zone="Europe/Madrid")
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == ["near"]
    actions.keep_the_clock(now=noon + 11.9 * HOUR)
    assert invited(asked) == ["near"]


def test_only_short_ones_means_short(helper, ana, fatigue, asked, noon):
    helper("dele", topics=[fatigue], energy=Energy.EASY)
    long = questions.ask_question(author=ana, title="Long?", text="word " * 80, topics=[fatigue], now=noon)
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert (invited(asked), invited(long)) == (["dele"], [])


def test_blocked_paused_suspended_and_who_answered_are_never_asked(helper, ana, cleo, fatigue, asked, noon):
    for handle in ("blocker", "paused", "suspended", "away"):
        helper(handle, topics=[fatigue])
    actions.say_yes(member=cleo, now=noon, topics=[fatigue], quiet_from=time(3), quiet_to=time(3))
    actions.say_yes(member=ana, now=noon, topics=[fatigue], quiet_from=time(3), quiet_to=time(3))
    members.block(member=Member.objects.get(handle="blocker"), person=ana, now=noon)
    actions.pause(member=Member.objects.get(handle="paused"), now=noon)
    Member.objects.filter(handle="suspended").update(suspended_at=noon)
    Member.objects.filter(handle="away").update(is_active=False)
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == []


def test_only_who_may_see_it_is_asked(helper, ana, fatigue, asked, noon):
    helper("stranger", topics=[fatigue])
    friend = helper("friend", topics=[fatigue])
    members.let_in(member=ana, person=friend, now=noon)
    asked.thread.audience = Audience.CIRCLE
    asked.thread.save()
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == ["friend"]


def test_nobody_above_the_cap_and_who_was_asked_longest_ago_comes_first(helper, ana, fatigue, noon):
    for handle in ("x", "y"):
        helper(handle, topics=[fatigue], weekly_cap=1)
    helper("z", topics=[fatigue], weekly_cap=2)
    made = [questions.ask_question(author=ana, title=f"{n}?", topics=[fatigue], now=noon + n * HOUR) for n in range(3)]
    for hours in range(2, 6):
        actions.keep_the_clock(now=noon + hours * HOUR)
    assert [invited(question) for question in made] == [["x", "y", "z"], ["z"], []]


def test_after_twelve_hours_volunteers_and_after_a_day_the_moderators(member_client, helper, noor, ana, asked, noon):
    helper("vol", volunteers=True)
    actions.keep_the_clock(now=noon + 11 * HOUR)
    assert invited(asked) == []
    actions.keep_the_clock(now=noon + 12 * HOUR)
    assert invited(asked) == ["vol"]
    assert asked.title not in member_client(noor).get("/questions/desk/").text
    actions.keep_the_clock(now=noon + 24 * HOUR)
    assert asked.title in member_client(noor).get("/questions/desk/").text
    assert member_client(ana).get("/questions/desk/").status_code == 404


def test_an_answer_ends_it_and_one_taken_back_starts_it_again(helper, ben, fatigue, asked, noon):
    answer = questions.answer_question(question=asked, author=ben, text="Rest.", now=noon)
    helper("dele", topics=[fatigue])
    actions.keep_the_clock(now=noon + 2 * HOUR)
    assert invited(asked) == []
    questions.withdraw_answer(answer=answer, by=ben, now=noon)
    actions.keep_the_clock(now=noon + 3 * HOUR)
    assert invited(asked) == ["dele"]


def test_a_worker_that_was_dead_for_a_day_loses_nothing(helper, fatigue, asked, noon):
    helper("dele", topics=[fatigue])
    actions.keep_the_clock(now=noon + 30 * HOUR)
    assert Clock.objects.get().staff_at == noon + 30 * HOUR
    assert actions.keep_the_clock(now=noon + 31 * HOUR) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_nobody_twice(helper, ana, fatigue, noon):
    for number in range(8):
        helper(f"h{number}", topics=[fatigue], weekly_cap=1)
    for number in range(4):
        questions.ask_question(author=ana, title=f"{number}?", topics=[fatigue], now=noon)

    def work():
        try:
            actions.keep_the_clock(now=noon + 2 * HOUR)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    asked = list(HelpInvitation.objects.values_list("member", flat=True))
    assert len(asked) == len(set(asked)) == 8


def test_how_one_may_be_asked_comes_back_on_the_page(member_client, ana, fatigue, demomab):
    client = member_client(ana)
    form = {
        "energy": "easy", "weekly_cap": "3", "quiet_from": "20:30", "quiet_to": "10:00", "told_year": "2019",
        "topics": ["tired"], "medicines": ["demomab"], "volunteers": "on",
    }  # fmt: skip
    assert client.post("/settings/helping/", {**form, "weekly_cap": "9"}).status_code == 422
    assert client.post("/settings/helping/", form).status_code == 303
    page = client.get("/settings/helping/").text
    assert 'value="20:30"' in page
    assert 'value="2019"' in page
    helper = Helper.objects.get()
    assert (helper.weekly_cap, helper.energy, helper.volunteers) == (3, "easy", True)
    client.post("/settings/helping/pause/")
    assert "You are not asked for now" in client.get("/settings/helping/").text
    client.post("/settings/helping/pause/", {"stop": "1"})
    client.post("/settings/helping/no/")
    assert not Helper.objects.exists()


def test_what_askers_are_on_is_read_once_for_all_that_is_due(ana, ben, noon):
    def cost(hour):
        with CaptureQueriesContext(connection) as asked:
            actions.keep_the_clock(now=noon + hour * HOUR)
        return len(asked)

    questions.ask_question(author=ana, title="How do you rest?", now=noon)
    one = cost(2)
    for number in range(4):
        questions.ask_question(author=ben, title=f"And {number}?", now=noon + HOUR)
    assert cost(5) == one
