"""Notes of carers, apart from the diary; and the one word for today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from myelin.circle import actions
from myelin.circle.models import Observation, TiredDay
from myelin.companion import queries as companion
from myelin.companion.models import DiaryEntry
from myelin.notifications.models import Notice


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def note(client, text="Left foot dragged a little."):
    return client.post("/circle/ana/notes/", {"text": text})


def test_a_carer_writes_and_both_read_it_under_a_name_and_a_day(let, ana, ben, noor):
    let(ana, ben, "observer"), let(ana, noor, "observer")
    assert note(browser_of(ben)).status_code == 303
    page = browser_of(ana).get("/care/circle/").text
    assert "Left foot dragged a little." in page and "Ben, " in page
    assert "Left foot" in browser_of(ben).get("/circle/ana/notes/").text
    assert "Left foot" not in browser_of(noor).get("/circle/ana/notes/").text
    assert Notice.objects.of(ana).filter(kind="circle_note").exists()


def test_it_is_no_part_of_the_diary_and_nothing_counts_it(let, ana, ben):
    let(ana, ben, "observer")
    note(browser_of(ben))
    today = timezone.localdate()
    assert not DiaryEntry.objects.of(ana).exists()
    diary = companion.read_diary(ana, today, since=today - timedelta(days=30))
    assert not [chart for chart in companion.charts(companion.told_by(diary), [], today=today) if chart.is_drawn]
    assert "Left foot" not in browser_of(ana).get("/care/diary/").text


def test_it_lies_unreadable_in_the_database(let, ana, ben):
    let(ana, ben, "observer")
    note(browser_of(ben), "kanari-note")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM circle_observation")
        assert "kanari" not in cursor.fetchone()[0]


def test_the_member_hides_shows_and_deletes_it(let, ana, ben):
    let(ana, ben, "observer")
    note(browser_of(ben))
    pk, client = Observation.objects.get().pk, browser_of(ana)
    assert browser_of(ben).post(f"/care/circle/notes/{pk}/hiding/").status_code == 404
    client.post(f"/care/circle/notes/{pk}/hiding/")
    assert "Left foot" not in client.get("/care/circle/").text
    assert "Show it again" in client.get("/care/circle/notes/").text
    client.post(f"/care/circle/notes/{pk}/hiding/", {"stop": "1"})
    assert "Left foot" in client.get("/care/circle/").text
    assert browser_of(ben).post(f"/care/circle/notes/{pk}/removal/").status_code == 404
    client.post(f"/care/circle/notes/{pk}/removal/")
    assert not Observation.objects.exists()
    assert "Left foot" not in browser_of(ben).get("/circle/ana/notes/").text


def test_words_are_needed_on_the_page_and_in_the_database(let, ana, ben, noon):
    let(ana, ben, "observer")
    answer = note(browser_of(ben), "  ")
    assert answer.status_code == 422 and "We still need this from you: What did you notice?" in answer.text
    with pytest.raises(IntegrityError, match="observation_has_words"):
        Observation.objects.create(member=ana, author=ben, day=noon.date(), text="", written_at=noon)


def test_twenty_notes_a_day_are_the_most(let, ana, ben, noon):
    carer = let(ana, ben, "observer")
    for _ in range(20):
        actions.observe(carer=carer, text="x", day=noon.date(), now=noon)
    with pytest.raises(actions.TooManyNotes):
        actions.observe(carer=carer, text="x", day=noon.date(), now=noon)


def test_one_tap_tells_those_who_may_hear_it_one_discreet_word(let, ana, ben, noor):
    let(ana, ben, "tired"), let(ana, noor, "calendar")
    client = browser_of(ana)
    for _ in range(2):
        assert client.post("/care/circle/tired/").status_code == 303
    assert TiredDay.objects.count() == 1
    told = Notice.objects.of(ben).get(kind="circle_word")
    assert told.url == "/circle/ana/"
    news = browser_of(ben).get("/notifications/").text
    assert "left you a word in their circle" in news and "tired" not in news.lower()
    assert "Ana is tired today." in browser_of(ben).get("/circle/ana/").text
    assert "tired" not in browser_of(noor).get("/circle/ana/").text
    assert not Notice.objects.of(noor).filter(kind="circle_word").exists()


def test_tomorrow_it_is_gone_and_taken_back_it_is_gone_at_once(let, ana, ben):
    let(ana, ben, "tired")
    now = timezone.now()
    actions.tell_tired(member=ana, now=now)
    TiredDay.objects.update(day=now.date() - timedelta(days=1))
    assert "tired today" not in browser_of(ben).get("/circle/ana/").text
    Notice.objects.all().delete()
    actions.tell_tired(member=ana, now=now)
    browser_of(ana).post("/care/circle/tired/undo/")
    assert "tired today" not in browser_of(ben).get("/circle/ana/").text
    assert not Notice.objects.of(ben).filter(kind="circle_word").exists()


def test_today_is_the_members_own_day(let, ana, ben):
    """Late in Auckland it is another day than in UTC."""
    let(ana, ben, "tired")
    ana.time_zone = "Pacific/Auckland"
    ana.save(update_fields=["time_zone"])
    row = actions.tell_tired(member=ana, now=timezone.now())
    assert isinstance(row.day, date)
    assert "Ana is tired today." in browser_of(ben).get("/circle/ana/").text
