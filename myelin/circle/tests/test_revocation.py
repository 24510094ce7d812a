"""Switched off or ended, everything ends within a minute: pages, deeds, calendars, streams, news, letters, devices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.audit.models import Entry
from myelin.circle import actions
from myelin.circle.models import CareFeed, ScopeKind, StepTaking
from myelin.circle.tasks import close_what_is_over
from myelin.live.models import Event
from myelin.live.tests.listening import streams, token_of
from myelin.members import actions as members
from myelin.notifications import push
from myelin.notifications.models import Notice
from myelin.notifications.tests.conftest import phone, service
from myelin.notifications.tests.push_service import NOW

__all__ = ["phone", "service"]

ENDS = ["switched off", "over", "ended", "left", "let out", "blocked"]
STAYS = {"switched off", "over"}
"""The carer is still in the circle, with no part of it."""


def revoke(how, carer, now):
    match how:
        case "switched off":
            actions.set_scopes(carer=carer, by=carer.member, spans={}, now=now)
        case "over":
            # Its last day ends with this moment.
            carer.scopes.update(ends_at=now)
            close_what_is_over(timestamp=0)
        case "ended":
            actions.end(carer=carer, by=carer.member, now=now)
        case "left":
            actions.end(carer=carer, by=carer.person, now=now)
        case "let out":
            members.let_out(member=carer.member, person=carer.person)
        case "blocked":
            members.block(member=carer.member, person=carer.person, now=now)


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("how", ENDS)
def test_the_page_and_its_deeds_end_with_the_next_request(let, ana, ben, how):
    carer, client = let(ana, ben), browser_of(ben)
    actions.tell_tired(member=ana, now=timezone.now())
    assert "Ana is tired today." in client.get("/circle/ana/").text
    revoke(how, carer, timezone.now())
    answer = client.get("/circle/ana/")
    assert answer.status_code == (200 if how in STAYS else 404)
    assert "tired today" not in answer.text
    assert client.post("/circle/ana/notes/", {"text": "x"}).status_code == 404
    assert client.post("/circle/ana/calendar/").status_code == 404
    assert ("Ana" in client.get("/circle/").text) is (how in STAYS)


@pytest.mark.parametrize("how", ENDS)
def test_the_calendar_ends_for_good(let, ana, ben, how):
    carer = let(ana, ben)
    secret = actions.open_feed(carer=carer, now=timezone.now())
    assert Client().get(f"/calendar/circle/{secret}.ics").status_code == 200
    revoke(how, carer, timezone.now())
    assert Client().get(f"/calendar/circle/{secret}.ics").status_code == 404
    assert not CareFeed.objects.exists()
    let(ana, ben) if how not in {"blocked"} else None
    assert Client().get(f"/calendar/circle/{secret}.ics").status_code == 404, "a new yes does not bring it back"


@pytest.mark.parametrize("which", ["carer", "member"])
def test_the_calendar_ends_when_either_is_suspended(let, ana, ben, which):
    secret = actions.open_feed(carer=let(ana, ben), now=timezone.now())
    gone = ben if which == "carer" else ana
    gone.suspended_at = timezone.now()
    gone.save(update_fields=["suspended_at"])
    assert Client().get(f"/calendar/circle/{secret}.ics").status_code == 404


@pytest.mark.parametrize("how", sorted(STAYS))
def test_steps_that_were_taken_are_open_again(treat, let, ana, ben, how):
    course, now = treat(ana, "ocrelizumab", timezone.localdate()), timezone.now()
    carer = let(ana, ben, "runway")
    actions.take_step(carer=carer, infusion=course.infusions.first(), key="ride", now=now)
    revoke(how, carer, now)
    assert not StepTaking.objects.exists()


def test_a_part_that_goes_on_is_left_alone(let, ana, ben):
    carer, now = let(ana, ben, "calendar", "tired"), timezone.now()
    actions.open_feed(carer=carer, now=now)
    carer.scopes.filter(kind="tired").update(ends_at=now)
    carer.scopes.filter(kind="calendar").update(ends_at=now + timedelta(minutes=1))
    assert [actions.close_what_is_over(now=now) for _ in range(2)] == [1, 0]
    assert list(carer.scopes.values_list("kind", flat=True)) == ["calendar"] and CareFeed.objects.exists()
    assert Entry.objects.filter(action="circle.tired_ended", actor=None).count() == 1


@pytest.mark.parametrize("how", ENDS)
def test_news_of_it_are_gone_from_the_bell(let, ana, ben, how):
    carer = let(ana, ben)
    actions.tell_tired(member=ana, now=timezone.now())
    assert Notice.objects.of(ben).filter(kind="circle_word").exists()
    revoke(how, carer, timezone.now())
    assert not Notice.objects.of(ben).exists()


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("handed", [False, True], ids=["still planned", "handed to the queue"])
def test_a_device_says_nothing_of_it_any_more(phone, service, let, ana, ben, how, handed):
    """Ana has the phone; she cares for Ben."""
    carer = let(ben, ana)
    Notice.objects.all().delete()
    actions.tell_tired(member=ben, now=NOW)
    if handed:
        push.show_due(now=NOW + timedelta(minutes=2))
    revoke(how, carer, NOW)
    push.show_due(now=NOW + timedelta(minutes=2))
    jobs = ProcrastinateJob.objects.filter(task_name="show_notice")
    assert jobs.exists() is handed
    for job in jobs:
        push.show(**job.args, now=NOW)
    assert service.came == []


def test_a_part_that_stays_on_keeps_what_it_brought(let, ana, ben):
    carer = let(ana, ben)
    now = timezone.now()
    secret = actions.open_feed(carer=carer, now=now)
    actions.tell_tired(member=ana, now=now)
    kept = {ScopeKind.CALENDAR.value: actions.Span(), ScopeKind.TIRED.value: actions.Span()}
    actions.set_scopes(carer=carer, by=ana, spans=kept, now=now)
    assert Client().get(f"/calendar/circle/{secret}.ics").status_code == 200
    assert Notice.objects.of(ben).filter(kind="circle_word").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("how", ["switched off", "over", "ended"])
def test_streams_end_and_their_tokens_are_void(let, ana, ben, how):
    carer = let(ana, ben)
    token = token_of(ben, f"circle:{ana.pk}")
    with streams() as live:
        ear = live.hear(token)
        assert ear.status == 200
        now = timezone.now()
        revoke(how, carer, now)
        actions.add_task(member=ana, title="Soup", on=now.date(), now=now)
        assert ear.listen_to_the_end()
        assert ear.heard == []
        assert live.hear(token).status == 403


def test_a_word_is_heard_by_those_alone_who_may_read_it(let, ana, ben, noor):
    let(ana, ben, "tired"), let(ana, noor, "calendar")
    actions.tell_tired(member=ana, now=timezone.now())
    assert [row.channels for row in Event.objects.filter(what="word")] == [f"member:{ben.pk}"]
