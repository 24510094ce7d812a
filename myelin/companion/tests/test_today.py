"""Today in a tap or three: kept once, joined with what the day says already, and never invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.companion import actions
from myelin.companion.models import DiaryArrival, DiaryEntry, FollowedSymptom
from myelin.members import actions as members
from myelin.members.models import Purpose
from myelin.pack.models import Symptom

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def today():
    return datetime.now(UTC).date()


@pytest.fixture
def follow(shipped, noon):
    def chosen(member, *slugs):
        actions.follow_symptoms(member=member, symptoms=list(Symptom.objects.named(slugs)), now=noon)

    return chosen


def keep(member, today, days_ago=0, now=None, **told):
    now = now or datetime.now(UTC)
    return actions.save_day(member=member, day=today - timedelta(days=days_ago), today=today, now=now, **told)


def send(client, **fields):
    return client.post("/care/today/", {"key": str(uuid4()), **fields})


def test_three_taps_are_a_face_a_row_and_done(follow, member_client, ana, today):
    follow(ana, "fatigue", "memory")
    keep(ana, today, 1, symptoms={"fatigue": 6})
    client = member_client(ana)
    page = client.get("/care/today/").content.decode()
    for words in ("Better (5)", "Same (6)", "Worse (7)", "A little", "Some", "A lot"):
        assert words in page
    answer = send(client, mood="mixed", symptom_fatigue="7")
    assert answer.status_code == 303 and answer["Location"] == "/care/diary/"
    assert DiaryEntry.objects.get(day=today).values == {"mood": "mixed", "symptoms": {"fatigue": 7}}


def test_what_was_told_long_ago_is_nothing_to_compare_with(follow, member_client, ana, today):
    follow(ana, "fatigue")
    keep(ana, today, 20, symptoms={"fatigue": 6})
    page = member_client(ana).get("/care/today/").content.decode()
    assert "Better" not in page and "A lot" in page


def test_the_ends_of_the_scale_have_two_tiles(follow, member_client, ana, today):
    follow(ana, "fatigue")
    keep(ana, today, 1, symptoms={"fatigue": 0})
    page = member_client(ana).get("/care/today/").content.decode()
    assert "Better" not in page and "Same (0)" in page and "Worse (1)" in page


def test_same_as_yesterday_is_one_tap_and_flagged(shipped, member_client, ana, today):
    keep(ana, today, 1, mood="low", symptoms={"fatigue": 6}, note="only yesterday's")
    assert send(member_client(ana), same="1").status_code == 303
    entry = DiaryEntry.objects.get(day=today)
    assert entry.is_same and entry.mood == "low" and entry.symptoms == {"fatigue": 6} and entry.note == ""


def test_a_gap_is_a_gap(shipped, member_client, ana, today):
    keep(ana, today, 2, mood="low")
    client = member_client(ana)
    assert "Same as yesterday" not in client.get("/care/today/").content.decode()
    answer = send(client, same="1")
    assert answer.status_code == 409 and b"Gaps are fine" in answer.content
    assert DiaryEntry.objects.count() == 1 and not DiaryArrival.objects.exists()


def test_a_bad_day_is_one_tap_and_stays_when_more_is_written(shipped, member_client, ana, today):
    client = member_client(ana)
    assert send(client, bad="2").status_code == 303
    assert DiaryEntry.objects.get().values == {"bad": 2}
    client.post(f"/care/diary/{today}/", {"mood": "low"})
    assert DiaryEntry.objects.get().values == {"bad": 2, "mood": "low"}
    assert b"A very bad day" in client.get("/care/diary/").content


def test_nothing_tapped_says_so(shipped, member_client, ana):
    answer = send(member_client(ana))
    assert answer.status_code == 422 and b"One is enough" in answer.content
    assert not DiaryEntry.objects.exists()


def test_it_adds_and_never_wipes(shipped, member_client, ana, today):
    keep(ana, today, energy=4, note="Rain", symptoms={"memory": 3})
    send(member_client(ana), mood="good")
    entry = DiaryEntry.objects.get()
    assert (entry.mood, entry.energy, entry.note, entry.symptoms) == ("good", 4, "Rain", {"memory": 3})


def test_a_phone_sends_once_however_often_it_sends(shipped, member_client, ana, today):
    client, key = member_client(ana), str(uuid4())
    fields = {"key": key, "mood": "low", "day": str(today), "written_at": datetime.now(UTC).isoformat()}
    assert [client.post("/care/today/", fields, **JSON).status_code for _n in range(3)] == [201, 200, 200]
    assert DiaryArrival.objects.count() == DiaryEntry.objects.count() == 1
    keep(ana, today, mood="good")
    assert client.post("/care/today/", fields, **JSON).status_code == 200
    assert DiaryEntry.objects.get().mood == "good", "what was sent before changes nothing later"


def test_later_written_words_win_whenever_they_arrive(shipped, member_client, ana, today):
    now = datetime.now(UTC)
    keep(ana, today, mood="good", now=now - timedelta(minutes=5))
    client = member_client(ana)
    send(client, mood="low", bad="1", written_at=(now - timedelta(hours=1)).isoformat())
    assert DiaryEntry.objects.get().values == {"mood": "good", "bad": 1}, "the phone's word was the earlier one"
    send(client, mood="rough", written_at=(now + timedelta(days=400)).isoformat())
    assert DiaryEntry.objects.get().mood == "rough"


def test_the_key_of_one_member_says_nothing_of_another(shipped, member_client, ana, ben):
    key = str(uuid4())
    for member in (ana, ben):
        assert member_client(member).post("/care/today/", {"key": key, "mood": "low"}, **JSON).status_code == 201
    assert DiaryEntry.objects.count() == 2


def test_a_phone_hears_why_not(shipped, member_client, client, ana, noon):
    assert client.post("/care/today/", {"key": str(uuid4()), "mood": "low"}, **JSON).status_code == 302
    mine = member_client(ana)
    ahead = mine.post("/care/today/", {"key": str(uuid4()), "mood": "low", "day": "2999-01-01"}, **JSON)
    assert ahead.status_code == 409 and "still to come" in ahead.json()["detail"][0]
    assert mine.post("/care/today/", {"mood": "low"}, **JSON).status_code == 422
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    assert mine.post("/care/today/", {"key": str(uuid4()), "mood": "low"}, **JSON).status_code == 409
    assert not DiaryEntry.objects.exists()


def test_the_page_that_a_phone_keeps_knows_nobody(shipped, client, member_client, ana):
    keep(ana, date(2026, 6, 1), mood="low", now=datetime(2026, 6, 1, tzinfo=UTC))
    page = client.get("/care/today/away/").content.decode()
    assert "No signal right now" in page and "csrfmiddlewaretoken" not in page.split("<main")[1].split("</main>")[0]
    worker = client.get("/sw.js").content.decode()
    assert "/care/today/away/" in worker and "push" in worker


def test_ones_own_words_stand_everywhere_and_are_unreadable_at_rest(follow, member_client, ana, today):
    follow(ana, "fatigue")
    client = member_client(ana)
    assert client.post("/care/diary/words/", {"symptom_fatigue": "wooly legs"}).status_code == 303
    for path in ("/care/today/", "/care/", f"/care/diary/{today}/", "/care/charts/", "/care/diary/words/"):
        assert b"wooly legs" in client.get(path).content, path
    with connection.cursor() as cursor:
        cursor.execute("SELECT f::text FROM companion_followedsymptom f")
        assert "wooly" not in cursor.fetchone()[0]
    client.post("/care/diary/words/", {"symptom_fatigue": ""})
    assert b"wooly legs" not in client.get("/care/today/").content
    assert client.post("/care/diary/words/", {"symptom_fatigue": "x" * 61}).status_code == 422
    assert FollowedSymptom.objects.get().own_words == ""


def test_six_symptoms_cost_as_many_statements_as_one(follow, member_client, ana):
    client, slugs = member_client(ana), list(Symptom.objects.current().values_list("slug", flat=True)[:6])

    def cost(*chosen):
        follow(ana, *chosen)
        client.get("/care/today/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/care/today/")
        return len(asked)

    assert cost(slugs[0]) == cost(*slugs)


def test_no_word_of_streaks_or_loss(follow, member_client, ana, today):
    follow(ana, "fatigue")
    for days in (1, 5, 9):
        keep(ana, today, days, mood="low")
    client = member_client(ana)
    for path in ("/care/", "/care/today/", "/care/diary/", "/care/charts/", "/care/cycles/"):
        main = client.get(path).content.decode().split("<main")[1].split("</main>")[0].lower()
        for word in ("streak", "missed", "in a row", "keep it up", "don’t lose", "don't lose"):
            assert word not in main, (path, word)


def test_with_a_script_it_is_said_that_it_was_saved_too(member_client, ana):
    client, said = member_client(ana), {"mood": "good"}
    assert client.post("/care/today/", {**said, "key": str(uuid4())}, **JSON).status_code == 201
    assert "Saved." not in client.get("/care/diary/").text, "what waited on the phone is sent unseen"
    assert client.post("/care/today/", {**said, "key": str(uuid4()), "looks": "on"}, **JSON).status_code == 201
    assert "Saved. Gaps are fine, and so is today." in client.get("/care/diary/").text
