"""For a few days the diary asks, once a day and only where nothing is; then it is silent, and it never counts."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from myelin.companion import actions, campaigns
from myelin.companion.campaigns import Window
from myelin.companion.models import Infusion, Reminder
from myelin.companion.queries import campaign_of, windows_of
from myelin.members import actions as members
from myelin.members.models import Purpose
from myelin.notifications.models import Notice, OutgoingMail

PATH = "/care/diary/days/"
HOUR = timedelta(hours=1)
LOSS = re.compile(
    r"streak|in a row|you missed|missed days|don.t break|keep it up|days lost|lose your|racha|seguidos", re.IGNORECASE
)


def told():
    return Notice.objects.filter(kind=Notice.Kind.REMINDER)


def days_told(start, days):
    """On which days of so many it spoke; the job runs each hour."""
    found = []
    for number in range(days * 24):
        now = start + number * HOUR
        before = told().values_list("pk", flat=True).first()
        actions.ring_due(now=now)
        if told().values_list("pk", flat=True).first() != before:
            found.append(now.date())
    return found


def test_before_a_visit_it_asks_on_fourteen_days_and_is_silent_after(db, ana, noon):
    visit_on = date(2026, 7, 6)
    actions.begin_campaign(member=ana, at=time(19), visit_on=visit_on, now=noon)
    assert days_told(noon, 30) == [visit_on - timedelta(days=number) for number in range(14, 0, -1)]
    assert Reminder.objects.get().next_at is None


def test_a_day_that_has_something_is_not_asked_for(db, ana, noon):
    actions.begin_campaign(member=ana, at=time(19), visit_on=date(2026, 6, 18), now=noon)
    actions.save_day(member=ana, day=date(2026, 6, 16), today=date(2026, 6, 16), now=noon, mood="okay")
    assert days_told(noon, 5) == [date(2026, 6, 15), date(2026, 6, 17)]


def test_it_says_nothing_of_what_it_is_and_leaves_nothing_waiting(shipped, member_client, ana, noon):
    actions.begin_campaign(member=ana, at=time(19), visit_on=date(2026, 6, 18), by_mail=True, now=noon)
    actions.ring_due(now=noon + 7 * HOUR)
    letter = OutgoingMail.objects.get()
    assert letter.subject == "A reminder that you set is waiting"
    assert "diary" not in letter.text and "visit" not in letter.text and "/care/" not in letter.text
    assert Reminder.objects.get().told_at is None
    page = member_client(ana).get("/care/reminders/").text
    assert "Waiting for you" not in page and "A few days of my diary" not in page


def test_round_a_dose_it_asks_for_as_many_days_in_the_middle_of_the_cycle(treat, ana, noon):
    treat(ana, "ocrelizumab", date(2026, 1, 12), last_given_on=date(2026, 1, 26))
    actions.begin_campaign(member=ana, at=time(19), now=noon)
    first, second = windows_of(campaign_of(ana))
    assert len(first.days) == len(second.days) == 7
    dose = Infusion.objects.of(ana).to_come().first()
    assert dose.due_on in first.days + second.days
    assert not set(first.days) & set(second.days)


def test_its_days_move_when_the_dose_does(treat, ana, noon):
    treat(ana, "ocrelizumab", date(2026, 1, 12), last_given_on=date(2026, 1, 26))
    actions.begin_campaign(member=ana, at=time(19), now=noon)
    dose = Infusion.objects.get(pk=campaign_of(ana).said["dose"])
    actions.move_infusion(infusion=dose, by=ana, to=dose.due_on + timedelta(days=9), now=noon)
    row = Reminder.objects.get()
    windows = windows_of(row)
    assert any(dose.due_on + timedelta(days=9) == window.first + timedelta(days=3) for window in windows)
    assert row.next_at.date() == windows[0].first


@pytest.mark.parametrize("length", [14, 28, 42, 56, 168, 182])
def test_both_weeks_never_touch_and_are_as_long(length):
    dose_on = date(2026, 8, 1)
    for other_on in (dose_on - timedelta(days=length), dose_on + timedelta(days=length)):
        windows = campaigns.round_dose(dose_on, other_on)
        assert [len(window.days) for window in windows] == [7, 7]
        assert windows[0].last < windows[1].first
    assert campaigns.round_dose(dose_on, dose_on + timedelta(days=12)) == []
    assert Window(dose_on, dose_on).days == [dose_on]


def test_it_is_begun_told_in_words_and_stopped_on_the_page(shipped, member_client, ana):
    client = member_client(ana)
    visit_on = date.today() + timedelta(days=30)
    sent = {"what": "visit", "visit_on": f"{visit_on}", "time": "19:30"}
    assert client.post(PATH, sent).status_code == 303
    first = f"{visit_on - timedelta(days=14):%A, %B} {(visit_on - timedelta(days=14)).day}"
    for page in (PATH, "/care/diary/"):
        assert f"From {first} to" in client.get(page).text
    assert client.post(PATH, {**sent, "time": "18:00"}).status_code == 303
    assert Reminder.objects.get().times == [time(18)]
    assert client.post(f"{PATH}removal/").status_code == 303
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"what": "visit", "time": "19:30"}, 422, "A guess is fine."),
        ({"time": "19:30"}, 422, "Choose one of the two."),
        ({"what": "visit", "visit_on": "2020-01-01", "time": "19:30"}, 409, "No day is left"),
        ({"what": "visit", "visit_on": "2126-01-01", "time": "19:30"}, 409, "very far away"),
        ({"what": "dose", "time": "19:30"}, 409, "no dose to come"),
        ({"what": "dose", "time": "23:30"}, 409, "lies in your quiet hours"),
    ],
)
def test_what_cannot_be_is_said_kindly(shipped, member_client, ana, sent, status, sentence):
    answer = member_client(ana).post(PATH, sent)
    assert answer.status_code == status and sentence in answer.text
    assert not Reminder.objects.exists()


def test_only_with_a_yes(db, ana, noon):
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    with pytest.raises(members.NotAgreed):
        actions.begin_campaign(member=ana, at=time(19), visit_on=date(2026, 7, 6), now=noon)


def test_no_program_and_no_reminder_page_reaches_it(shipped, member_client, ana, noon):
    row = actions.begin_campaign(member=ana, at=time(19), visit_on=date(2026, 7, 6), now=noon)
    client = member_client(ana)
    assert client.get(f"/care/reminders/{row.pk}/").status_code == 404
    assert client.post("/care/reminders/", {"kind": "campaign", "time": "19:00"}).status_code == 422
    assert client.get("/api/v1/reminders").json()["items"] == []


def test_no_sentence_of_care_counts_days_or_speaks_of_losing_them():
    room = Path(campaigns.__file__).parent
    said = [*room.rglob("templates/**/*.html"), *room.glob("forms/*.py"), *room.glob("views/*.py")]
    assert said
    assert [path.name for path in said if LOSS.search(path.read_text())] == []
