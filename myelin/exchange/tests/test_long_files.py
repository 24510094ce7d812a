"""Files that are too long to wait for: they come sealed, are read by the worker, and a killed worker loses and doubles nothing."""

from __future__ import annotations

import io
import json
import signal
import tracemalloc
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from conftest import join
from myelin.companion.models import Record
from myelin.config.tests.processes import until
from myelin.exchange import actions
from myelin.exchange.actions.in_portions import MOST_AT_ONCE
from myelin.exchange.actions.reading import PORTION
from myelin.exchange.fhir.opening import Contents, entries
from myelin.exchange.models import Found, Reading
from myelin.exchange.tests.files import lying, read, waiting
from myelin.exchange.tests.test_bring import PATH, bundled, request, sent
from myelin.media.tests.test_no_room import little_room
from myelin.members import actions as members
from myelin.members.models import Purpose
from myelin.notifications.tests.sink import Sink
from myelin.notifications.tests.test_killed_worker import a_minute_goes_by, is_sent, put, worker

__all__ = ["worker"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def beside(number, told=""):
    """An entry that everybody's care has a place for."""
    return request(text=f"Vitamin {number}", day="2026-01-12", note=[{"text": f"Number {number} {told}"}])


def test_a_long_bundle_comes_sealed_and_is_read_by_the_worker(member_client, ana, shipped):
    client, long = member_client(ana), bundled(*(beside(number, "x" * 4_500) for number in range(700)))
    assert len(long) > actions.AT_ONCE
    page = client.get(sent(client, long)["Location"]).content.decode()
    assert "We are reading it" in page and "0 % so far" in page
    (waits,) = lying()
    assert b"Vitamin" not in waits.read_bytes()
    reading = Reading.objects.get()
    job = ProcrastinateJob.objects.get(task_name="read_file_of_care")
    assert job.args == {"number": reading.pk}
    app.tasks["read_file_of_care"](**job.args)
    assert Found.objects.filter(reading=reading).count() == 700 and lying() == []

    for _tap in range(2):
        assert client.post(f"{PATH}{reading.pk}/", {"then": "take"}).status_code == 303
    assert "We are taking it in" in client.get(f"{PATH}{reading.pk}/").content.decode()
    for job in ProcrastinateJob.objects.filter(task_name="take_file_of_care"):
        app.tasks["take_file_of_care"](**job.args)
    assert Record.objects.of(ana).count() == 700
    assert "Taken on" in client.get(f"{PATH}{reading.pk}/").content.decode()


def test_what_is_too_large_and_what_finds_no_room_say_so_and_leave_nothing(member_client, ana, settings):
    client, long = member_client(ana), "{" + " " * 4_000_000
    settings.LARGEST_FILE = 3_000_000
    answer = sent(client, long)
    assert answer.status_code == 413 and "larger than 3 MB" in answer.content.decode()
    settings.LARGEST_FILE = 10**9
    for content in (long, "{" + " " * 400_000):
        with little_room():
            answer = sent(client, content)
        assert answer.status_code == 507 and "our disk is full" in answer.content.decode()
    assert not Reading.objects.exists() and lying() == []


def test_three_wait_at_a_time_and_what_waits_too_long_is_given_up(ana, ben, shipped, noon):
    content = bundled(request()).encode()
    first, *_others = [waiting(ana, content, noon) for _ in range(3)]
    with pytest.raises(Exception, match="still being read"):
        waiting(ana, content, noon)
    assert len(lying()) == 3
    waiting(ben, content, noon)
    actions.forget_old(now=noon + timedelta(days=2, minutes=1))
    first.refresh_from_db()
    assert "waited too long" in first.why and lying() == []
    # A job that comes late finds nothing to do.
    actions.read_on(number=first.pk, now=noon)


def test_a_long_table_and_what_cannot_be_read_are_told_on_the_page(member_client, ana, shipped, noon):
    day = date(2026, 5, 1)
    lines = [f"{day - timedelta(days=number)},okay" for number in range(PORTION + 1)]
    reading = read(ana, "\n".join(["day,mood", *lines]).encode(), noon)
    assert Found.objects.filter(reading=reading, chosen=True).count() == PORTION + 1
    broken = read(ana, bundled(request()).encode() + b"nonsense", noon)
    page = member_client(ana).get(f"{PATH}{broken.pk}/").content.decode()
    assert "not a FHIR file" in page and not broken.found.exists()


def test_what_the_member_takes_back_meanwhile_is_said_and_what_they_put_aside_stays_away(
    ana, shipped, noon, monkeypatch
):
    reading = read(ana, bundled(request()).encode(), noon)
    monkeypatch.setattr("myelin.exchange.actions.in_portions.MOST_AT_ONCE", 0)
    assert actions.leave_to_worker(reading=reading, by=ana, now=noon)
    (row,) = Found.objects.filter(reading=reading)
    actions.choose(reading=reading, by=ana, shown=[row.pk], chosen=[])
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    actions.take_wanted(number=reading.pk, now=noon)
    reading.refresh_from_db()
    assert reading.why and reading.wanted_at is None and reading.taken_at is None
    assert Found.objects.get(pk=row.pk).chosen
    actions.put_aside(reading=reading, by=ana)
    actions.take_wanted(number=reading.pk, now=noon)
    actions.read_on(number=reading.pk, now=noon)


def test_a_bundle_is_gone_through_in_bounded_memory():
    """With its entries before its type, in pieces, and of any length."""
    one = json.dumps({"resource": {"resourceType": "Observation", "note": "ä" * 10_000}}, ensure_ascii=False)
    content = '{"total": 1e3, "entry": [' + ", ".join([one] * 1_000) + '], "resourceType": "Bundle"}'
    file, contents = io.BytesIO(content.encode()), Contents()
    tracemalloc.start()
    for resource, length in entries(file):
        contents.add(resource, length)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert contents.number == 1_000 and len(content) > 10_000_000
    assert peak < 8_000_000


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_the_middle_loses_nothing_and_doubles_nothing(worker):
    number = 2 * PORTION + 100
    member = join("somebody", time_zone="UTC")
    reading = waiting(member, bundled(*(beside(one) for one in range(number))).encode(), timezone.now())
    app.tasks["read_file_of_care"].defer(number=reading.pk)
    letter = put(1)
    with Sink() as sink:
        with suppress(_Released), transaction.atomic():
            # The second portion meets an entry that is written, and not committed: it waits.
            Found.objects.create(reading=reading, place=PORTION + 200, kind="", standing="left")
            first = worker(sink)
            until(lambda: Reading.objects.get(pk=reading.pk).number == PORTION)
            # Other work does not wait behind it.
            until(lambda: is_sent(letter))
            first.send_signal(signal.SIGKILL)
            first.wait()
            raise _Released
        assert Reading.objects.get(pk=reading.pk).read_at is None and len(lying()) == 1
        a_minute_goes_by()
        worker(sink)
        until(lambda: Reading.objects.filter(pk=reading.pk, read_at__isnull=False).exists())
    places = Found.objects.filter(reading=reading).order_by("place").values_list("place", flat=True)
    assert list(places) == list(range(number))
    until(lambda: not lying())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_it_takes_goes_on_from_there(worker, client):
    number = 2 * MOST_AT_ONCE + 100
    member = join("somebody", time_zone="UTC")
    reading = read(member, bundled(*(beside(one) for one in range(number))).encode(), timezone.now())
    assert actions.leave_to_worker(reading=reading, by=member, now=timezone.now())
    app.tasks["take_file_of_care"].defer(number=reading.pk)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    assert "0 of 1,100 entries, 0 %" in client.get(f"{PATH}{reading.pk}/").content.decode()
    with Sink() as sink:
        with suppress(_Released), transaction.atomic():
            # The second portion meets an entry that somebody else is at: it waits.
            Found.objects.select_for_update().get(reading=reading, place=MOST_AT_ONCE + 200)
            first = worker(sink)
            until(lambda: Reading.objects.get(pk=reading.pk).number == MOST_AT_ONCE)
            assert "500 of 1,100 entries, 45 %" in client.get(f"{PATH}{reading.pk}/").content.decode()
            first.send_signal(signal.SIGKILL)
            first.wait()
            raise _Released
        assert Record.objects.of(member).count() == MOST_AT_ONCE
        a_minute_goes_by()
        worker(sink)
        until(lambda: Reading.objects.filter(pk=reading.pk, taken_at__isnull=False, wanted_at=None).exists())
    notes = Record.objects.of(member).values_list("note", flat=True)
    assert len(notes) == len(set(notes)) == number
    assert set(Found.objects.filter(reading=reading).values_list("standing", "chosen")) == {("taken", False)}


class _Released(Exception):
    """The entry is taken back."""
