"""What a device is told, and when: sealed, in its member's rhythm, saying nothing."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.members import actions as members
from myelin.members.models import Member
from myelin.messages import actions as messages
from myelin.notifications import actions, push
from myelin.notifications.models import Delivery, Device, Rhythm, Section
from myelin.notifications.tests.push_service import NOW


def tell(member, actor, kind="comment", now=NOW, url="/library/natalizumab/#comment-3"):
    return actions.notify(member=member, kind=kind, actor=actor, url=url, now=now)


def work_off():
    """Run what waits in the queue for devices, as the worker does."""
    for job in ProcrastinateJob.objects.filter(task_name="show_notice").order_by("id"):
        push.show(**job.args, now=NOW)


def test_what_the_browser_reads_says_nothing(phone, service, ana, ben):
    tell(ana, ben)
    push.show_due(now=NOW + timedelta(minutes=2))
    work_off()
    [(path, headers, body)] = service.came
    assert json.loads(phone.read(body)) == {"say": "Something new is waiting for you.", "open": "/notifications/"}
    assert path == "/send/a"
    assert headers["content-encoding"] == "aes128gcm"
    assert (headers["topic"], headers["urgency"], headers["ttl"]) == ("news", "normal", "86400")
    assert b"Ben" not in body


def test_it_is_signed_with_our_key_for_that_service_alone(phone, service, ana, ben):
    tell(ana, ben)
    push.show_due(now=NOW + timedelta(minutes=2))
    work_off()
    [(_path, headers, _body)] = service.came
    token, key = (part.split("=", 1)[1] for part in headers["authorization"].removeprefix("vapid ").split(","))
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert key == push.public_key()
    assert claims["aud"] == f"https://{service.host}"
    assert claims["sub"].startswith("mailto:")


def test_it_speaks_the_language_of_its_member(phone, service, ana, ben):
    Member.objects.filter(pk=ana.pk).update(language="es")
    tell(ana, ben)
    push.show_due(now=NOW + timedelta(minutes=2))
    work_off()
    assert json.loads(phone.read(service.came[0][2]))["say"] == "Hay algo nuevo para ti."


def test_news_of_one_moment_show_once_and_what_was_read_does_not_show(phone, service, ana, ben, noor):
    tell(ana, ben)
    tell(ana, noor)
    assert push.show_due(now=NOW + timedelta(minutes=2)) == 1
    work_off()
    assert len(service.came) == 1
    tell(ana, noor, url="/updates/9/")
    actions.read_all(member=ana, now=NOW)
    push.show_due(now=NOW + timedelta(minutes=5))
    assert ProcrastinateJob.objects.filter(task_name="show_notice").count() == 1


@pytest.mark.parametrize(
    ("rhythm", "comes"),
    [
        (Rhythm.ONCE, datetime(2026, 6, 16, 8, 0, tzinfo=UTC)),
        (Rhythm.DAILY, datetime(2026, 6, 16, 8, 0, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 6, 21, 8, 0, tzinfo=UTC)),
    ],
)
def test_it_waits_for_the_rhythm_and_the_end_of_the_quiet_hours(phone, ana, ben, rhythm, comes):
    quiet = {"quiet_from": time(21), "quiet_until": time(8)}
    Delivery.objects.filter(member=ana).update(device_rhythm=rhythm, **quiet)
    tell(ana, ben, now=datetime(2026, 6, 15, 23, 0, tzinfo=UTC))
    assert Delivery.objects.get().show_at == comes
    assert push.show_due(now=comes - timedelta(seconds=1)) == 0


@pytest.mark.parametrize("switch", ["silent", "unmailed"])
def test_what_shall_stay_here_does_not_show(phone, ana, ben, switch):
    Delivery.objects.filter(member=ana).update(**{switch: [Section.TALK]})
    tell(ana, ben)
    assert Delivery.objects.get().show_at is None


def test_who_has_no_device_is_planned_nothing(ana, ben):
    tell(ana, ben)
    assert Delivery.objects.get().show_at is None


def test_private_words_show_too_and_lead_to_the_messages(phone, service, ana, ben):
    members.let_in(member=ana, person=ben, now=NOW)
    messages.begin(by=ana, people=[ben], text="Hi", key=uuid4(), now=NOW)
    said = messages.begin(by=ben, people=[ana], text="kanari-me-push-7f3a", key=uuid4(), now=NOW)
    assert said.conversation_id
    push.show_due(now=NOW + timedelta(minutes=2))
    work_off()
    assert json.loads(phone.read(service.came[0][2])) == {
        "say": "Something new is waiting for you.",
        "open": "/messages/",
    }


def test_somebody_i_blocked_meanwhile_shows_nothing(phone, ana, ben):
    tell(ana, ben)
    members.block(member=ana, person=ben, now=NOW)
    push.show_due(now=NOW + timedelta(minutes=2))
    assert not ProcrastinateJob.objects.filter(task_name="show_notice").exists()


def test_what_was_taken_back_after_it_was_handed_to_the_queue_does_not_show(phone, service, ana, ben):
    tell(ana, ben, kind="follow")
    push.show_due(now=NOW + timedelta(minutes=2))
    actions.forget(member=ana, kinds=["follow"], actor_id=ben.pk)
    work_off()
    assert service.came == []


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_browser_that_took_its_word_back_is_forgotten(phone, service, ana, ben, status):
    tell(ana, ben)
    service.status = status
    push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW)
    assert not Device.objects.exists()
    push.show(device_id=1, path="/notifications/", now=NOW)


@pytest.mark.parametrize("status", [429, 500, 503, 307])
def test_a_service_that_cannot_now_is_asked_again(phone, service, ana, ben, status):
    tell(ana, ben)
    service.status = status
    with pytest.raises(push.NotTaken) as said:
        push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW)
    assert phone.endpoint not in str(said.value)
    assert said.value.__cause__ is None
    assert len(service.came) == 1, "a redirect is not followed"
    service.status = 201
    push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW)
    assert len(service.came) == 2


def test_a_certificate_of_somebody_else_is_not_trusted(phone, service, ana, ben, monkeypatch):
    tell(ana, ben)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(push.NotTaken):
        push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW)
    assert service.came == []
