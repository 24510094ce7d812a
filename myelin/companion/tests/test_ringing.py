"""Reminders are told once at their time, in quiet hours never, and say nothing; who must not be told is not."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time, timedelta
from threading import Thread

import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from myelin.companion import actions
from myelin.companion.models import Infusion, Reminder
from myelin.companion.reminding import Later
from myelin.companion.tests.set_reminders import HOUR, PATH, remind, told
from myelin.members import actions as members
from myelin.members.models import Purpose, Session
from myelin.notifications.models import Delivery, Device, OutgoingMail


def test_it_is_told_once_however_often_the_job_runs(db, ana, noon):
    row = remind(ana, noon, by_mail=True)
    for late in (timedelta(hours=2, minutes=59), 3 * HOUR, 3 * HOUR, 4 * HOUR):
        actions.ring_due(now=noon + late)
    assert told().count() == OutgoingMail.objects.count() == 1
    row.refresh_from_db()
    assert row.told_at == row.rings_for == noon + 3 * HOUR
    assert row.next_at == noon + timedelta(days=1, hours=3)


class Dies(Exception):
    """The worker is gone in the middle of a run."""


def test_a_run_that_dies_told_nothing_and_the_next_one_tells_it_once(db, ana, noon):
    remind(ana, noon, by_mail=True)
    with suppress(Dies), transaction.atomic():
        actions.ring_due(now=noon + 3 * HOUR)
        assert told().exists()
        raise Dies
    assert not told().exists() and not OutgoingMail.objects.exists()
    assert Reminder.objects.get().next_at == noon + 3 * HOUR
    for _ in range(2):
        actions.ring_due(now=noon + 3 * HOUR)
    assert told().count() == OutgoingMail.objects.count() == 1


def test_devices_are_told_in_the_same_transaction_that_a_reminder_waits(db, ana, noon):
    session = Session.objects.create(
        session_key="a-phone", session_data="", expire_date=noon + timedelta(days=9), member=ana
    )
    way = {"endpoint": "https://fcm.googleapis.com/a", "p256dh": "", "auth": ""}
    Device.objects.create(
        member=ana, session=session, way=way, name="A phone", mark="0" * 64, password="", added_at=noon
    )
    remind(ana, noon)
    remind(ana, noon, on_devices=True)
    actions.ring_due(now=noon + 3 * HOUR)
    (job,) = ProcrastinateJob.objects.filter(task_name="show_notice")
    assert job.args == {"device_id": ana.devices.get().pk, "path": "/notifications/", "topic": "reminder"}


@pytest.mark.parametrize(("column", "index"), [("next_at", "reminder_due"), ("tell_at", "reminder_to_tell")])
def test_the_job_finds_what_is_due_by_its_indexes(db, noon, column, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Reminder.objects.due(noon).explain()
    assert index in plan, column


def test_a_server_that_slept_tells_once(db, ana, noon):
    remind(ana, noon, by_mail=True, times=[time(9), time(15), time(18)])
    actions.ring_due(now=noon + timedelta(days=10))
    actions.ring_due(now=noon + timedelta(days=10, minutes=1))
    assert told().count() == OutgoingMail.objects.count() == 1


def test_neither_letter_nor_notice_says_what_it_is(db, member_client, ana, noon):
    row = remind(ana, noon, by_mail=True)
    actions.ring_due(now=noon + 3 * HOUR)
    letter = OutgoingMail.objects.get()
    assert letter.subject == "A reminder that you set is waiting" and letter.to == ana.email
    assert "canary" not in letter.text + letter.subject and "/care/" not in letter.text
    page = member_client(ana).get("/notifications/").text
    assert "We remind you of something that you set" in page and "canary" not in page
    assert "canary-words" in member_client(ana).get(PATH).text
    assert row.pk


def test_without_the_wish_there_is_no_letter_and_the_digest_keeps_quiet(db, ana, noon):
    remind(ana, noon)
    actions.ring_due(now=noon + 3 * HOUR)
    assert told().count() == 1 and not OutgoingMail.objects.exists()
    assert not Delivery.objects.filter(letter_at__isnull=False).exists()
    ana.refresh_from_db()
    assert ana.unread == 1
    actions.ring_due(now=noon + timedelta(days=1, hours=3))
    ana.refresh_from_db()
    assert ana.unread == told().count() == 1


def test_in_quiet_hours_it_waits_until_they_end(db, ana, noon):
    remind(ana, noon, times=[time(23)])
    actions.ring_due(now=noon + 11 * HOUR)
    actions.ring_due(now=noon + 12 * HOUR)
    assert not told().exists()
    actions.ring_due(now=noon + 20 * HOUR)
    assert told().count() == 1


def test_unless_it_may_speak_in_them(db, ana, noon):
    remind(ana, noon, times=[time(23)], in_quiet_hours=True)
    actions.ring_due(now=noon + 11 * HOUR)
    assert told().count() == 1


def test_what_was_put_off_comes_back_once(db, ana, noon):
    row = remind(ana, noon)
    actions.ring_due(now=noon + 3 * HOUR)
    actions.put_off_reminder(reminder=row, by=ana, later=Later.HOUR, now=noon + 3 * HOUR)
    actions.ring_due(now=noon + 3 * HOUR + timedelta(minutes=59))
    row.refresh_from_db()
    assert row.told_at is None
    for _ in range(2):
        actions.ring_due(now=noon + 4 * HOUR)
    row.refresh_from_db()
    assert row.told_at == noon + 4 * HOUR and row.rings_for == noon + 3 * HOUR


@pytest.mark.parametrize("fate", ["withdrawn", "suspended", "memorial"])
def test_who_must_not_be_told_is_told_nothing(db, ana, noon, fate):
    remind(ana, noon, by_mail=True, on_devices=True)
    if fate == "withdrawn":
        members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    else:
        setattr(ana, "suspended_at" if fate == "suspended" else "remembered_at", noon)
        ana.save()
    actions.ring_due(now=noon + 3 * HOUR)
    assert not told().exists() and not OutgoingMail.objects.exists()


def test_it_follows_the_dose_at_once_when_that_moves(treat, ana, noon):
    course = treat(ana, "ocrelizumab", date(2026, 1, 12), last_given_on=date(2026, 1, 26))
    dose = Infusion.objects.of(ana).to_come().first()
    row = remind(ana, noon, kind=Reminder.Kind.DOSE, days_before=[7, 1], words="")
    assert row.next_at.date() == dose.due_on - timedelta(days=7)
    actions.move_infusion(infusion=dose, by=ana, to=dose.due_on + timedelta(days=10), now=noon)
    row.refresh_from_db()
    assert row.next_at.date() == dose.due_on + timedelta(days=3)
    actions.end_course(course=course, by=ana, ended_on=noon.date(), now=noon)
    row.refresh_from_db()
    assert row.next_at is None
    actions.resume_course(course=course, by=ana, now=noon)
    row.refresh_from_db()
    assert row.next_at is not None


def test_it_follows_the_day_of_a_test(treat, ana, noon):
    treat(ana, "ocrelizumab", date(2026, 9, 1))
    row = remind(ana, noon, kind=Reminder.Kind.TEST, days_before=[1], words="")
    assert row.next_at is not None
    assert row.next_at.date() <= date(2026, 9, 1)


def test_who_travels_is_told_by_the_clock_there(db, ana, noon):
    row = remind(ana, noon)
    ana.time_zone = "America/New_York"
    ana.save()
    actions.ring_due(now=noon)
    row.refresh_from_db()
    assert row.next_at == noon + 7 * HOUR and row.zone == "America/New_York"


@pytest.mark.django_db(transaction=True)
def test_many_jobs_at_once_tell_it_once(ana, noon):
    remind(ana, noon, by_mail=True)

    def run() -> None:
        actions.ring_due(now=noon + 3 * HOUR)
        connections.close_all()

    jobs = [Thread(target=run) for _ in range(8)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert told().count() == OutgoingMail.objects.count() == 1
