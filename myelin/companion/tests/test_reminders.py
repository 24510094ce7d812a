"""Reminders: set, told once at their time, answered, put off, paused, ended, and nobody else's."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from myelin.base.wall import behind_the_wall
from myelin.companion import actions, personal_data
from myelin.companion.models import Record, Reminder
from myelin.companion.tests.set_reminders import HOUR, PATH, remind, told
from myelin.members import actions as members
from myelin.members.models import Purpose

OWN = {
    "kind": "own", "words": "Drink water", "time": "15:00", "weekdays": ["0", "1", "2", "3", "4", "5", "6"],
}  # fmt: skip


@pytest.fixture
def medicine(ana, noon):
    return actions.note_record(
        member=ana, kind=Record.Kind.MEDICINE, began_on=date(2026, 1, 5), today=noon.date(), now=noon, name="Vitamin D"
    )


def test_it_is_set_shown_changed_and_ended_on_the_page(shipped, member_client, ana):
    client = member_client(ana)
    assert client.post(PATH, OWN).status_code == 303
    row = Reminder.objects.get()
    assert row.words == "Drink water" and row.times == [time(15)] and row.next_at is not None
    page = client.get(PATH).text
    assert "Drink water" in page and "Next at" in page
    assert "Drink water" in client.get(f"{PATH}{row.pk}/").text
    changed = {**OWN, "words": "Stretch", "time": "09:00", "time_2": "18:30", "weekdays": ["6"]}
    assert client.post(f"{PATH}{row.pk}/", changed).status_code == 303
    row.refresh_from_db()
    assert (row.words, row.times, row.weekdays) == ("Stretch", [time(9), time(18, 30)], [6])
    assert "Stretch" not in client.get(f"{PATH}{row.pk}/removal/").text
    assert client.post(f"{PATH}{row.pk}/removal/").status_code == 303
    assert not Reminder.objects.exists()


def test_it_rings_by_the_clock_that_was_chosen_on_joining(shipped, member_client, make_member):
    member = make_member("dele", welcomed_at=None)
    client = member_client(member)
    client.post("/join/role/", {"role": "ms", "account": "on", "time_zone": "America/Los_Angeles"})
    assert client.post(PATH, {**OWN, "time": "17:49"}).status_code == 303
    rings_at = Reminder.objects.get().next_at
    assert rings_at.astimezone(ZoneInfo("America/Los_Angeles")).time() == time(17, 49)
    actions.ring_due(now=rings_at - timedelta(minutes=1))
    assert not told().exists()
    actions.ring_due(now=rings_at)
    assert told().get().member == member


def test_the_page_says_that_quiet_hours_make_it_wait(shipped, member_client, ana):
    client = member_client(ana)
    page = client.post(PATH, {**OWN, "time": "23:00"}, follow=True).text
    assert "That is in your quiet hours: until 8" in page
    page = client.post(PATH, {**OWN, "time": "23:00", "in_quiet_hours": "on"}, follow=True).text
    assert "That is in your quiet hours" not in page


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"words": ""}, 422, "Write a word or two."),
        ({"time": ""}, 422, "Choose a time."),
        ({"weekdays": []}, 422, "Choose one day or more."),
        ({"first_on": "2027-02-01", "last_on": "2027-01-01"}, 422, "Could the two be swapped?"),
        ({"last_on": "2020-01-01"}, 409, "No day is left"),
        ({"kind": "dose", "days_before": []}, 422, "Choose one day or more."),
        ({"kind": "nonsense"}, 422, ""),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(shipped, member_client, ana, more, status, sentence):
    answer = member_client(ana).post(PATH, {**OWN, "note": "", **more})
    assert answer.status_code == status and sentence in answer.text
    assert not Reminder.objects.exists()
    if "words" not in more and more.get("kind") != "nonsense":
        assert "Drink water" in answer.text


def test_it_is_answered_and_put_off_on_the_page(shipped, member_client, ana, noon):
    row, client = remind(ana, noon), member_client(ana)
    actions.ring_due(now=noon + 3 * HOUR)
    assert "Waiting for you" in client.get(PATH).text
    assert client.post(f"{PATH}{row.pk}/later/", {"later": "hour"}).status_code == 303
    row.refresh_from_db()
    assert row.told_at is None and row.tell_at is not None
    assert client.post(f"{PATH}{row.pk}/later/", {"later": "never"}).status_code == 422
    assert client.post(f"{PATH}{row.pk}/answer/").status_code == 303
    row.refresh_from_db()
    assert row.told_at is None and row.tell_at is None and row.next_at is not None
    assert "Nothing waits there" in client.post(f"{PATH}{row.pk}/later/", {"later": "hour"}, follow=True).text


def test_paused_it_rests_and_speaks_again_when_wanted(shipped, member_client, ana, noon):
    row, client = remind(ana, noon), member_client(ana)
    assert client.post(f"{PATH}{row.pk}/pause/").status_code == 303
    actions.ring_due(now=noon + 30 * HOUR)
    assert not told().exists() and "Paused" in client.get(PATH).text
    assert client.post(f"{PATH}{row.pk}/pause/undo/").status_code == 303
    row.refresh_from_db()
    assert row.paused_at is None and row.next_at is not None


def test_only_with_a_yes(shipped, member_client, ana, noon):
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    assert member_client(ana).post(PATH, OWN).status_code == 409
    assert not Reminder.objects.exists()


def test_one_for_a_medicine_names_it_and_ends_with_it(shipped, member_client, ana, medicine, noon):
    client = member_client(ana)
    assert client.post(PATH, {**OWN, "kind": "medicine", "record": medicine.pk, "words": ""}).status_code == 303
    assert "Vitamin D" in client.get(PATH).text
    row = Reminder.objects.get()
    assert row.next_at is not None
    actions.note_record(
        member=ana, kind=Record.Kind.MEDICINE, began_on=date(2026, 1, 5), ended_on=date(2026, 2, 1),
        today=noon.date(), now=noon, name="Vitamin D", record=medicine,
    )  # fmt: skip
    row.refresh_from_db()
    assert row.next_at is None
    actions.remove_record(record=medicine, by=ana)
    assert not Reminder.objects.exists()


def test_a_medicine_of_somebody_else_is_none_to_choose(shipped, member_client, ben, medicine):
    sent = {**OWN, "kind": "medicine", "record": medicine.pk}
    assert member_client(ben).post(PATH, sent).status_code == 422
    assert not Reminder.objects.exists()


def test_nobody_else_finds_it(shipped, member_client, ana, cleo, noon):
    row, client = remind(ana, noon), member_client(cleo)
    assert "canary" not in client.get(PATH).text
    for verb in ("", "removal/", "answer/", "later/", "pause/", "pause/undo/"):
        assert client.post(f"{PATH}{row.pk}/{verb}", OWN).status_code == 404
    with behind_the_wall(cleo.pk):
        assert not Reminder.objects.exists()
    with behind_the_wall(ana.pk):
        assert Reminder.objects.exists()


def test_the_database_holds_the_rules(db, ana, noon):
    for wrong, name in (
        ({"kind": "medicine"}, "reminder_of_a_medicine_names_it"),
        ({"kind": "own", "paused_at": noon, "next_at": noon}, "reminder_rests_while_paused"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Reminder.objects.create(member=ana, zone="UTC", made_at=noon, said={"times": ["08:00"]}, **wrong)


def test_it_is_unreadable_at_rest_goes_out_and_away(db, ana, noon):
    remind(ana, noon)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM companion_reminder r")
        assert "canary" not in cursor.fetchone()[0]
    assert personal_data.export_for(ana)["reminders"][0]["words"] == "canary-words"
    personal_data.erase_for(ana, now=noon)
    assert not Reminder.objects.exists()


def test_there_is_a_most(db, ana, noon, monkeypatch):
    monkeypatch.setattr("myelin.companion.actions.reminders.MOST_REMINDERS", 1)
    remind(ana, noon)
    with pytest.raises(actions.TooManyReminders):
        remind(ana, noon)


def test_the_page_costs_the_same_for_one_and_for_many_and_has_pages(shipped, member_client, ana, noon):
    client = member_client(ana)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        return len(asked)

    remind(ana, noon)
    client.get(PATH)
    few = cost()
    for _ in range(34):
        remind(ana, noon)
    assert cost() == few
    assert "Older ones" in client.get(PATH).text


def test_a_program_sets_changes_answers_and_ends_it(shipped, member_client, ana, noon):
    client = member_client(ana)

    def send(verb, path, body=None):
        return getattr(client, verb)(f"/api/v1/reminders{path}", json.dumps(body or {}), "application/json")

    made = send("post", "", {"kind": "own", "times": ["15:00", "18:00"], "words": "Water", "weekdays": [0]})
    assert made.status_code == 201 and made.json()["times"] == ["15:00:00", "18:00:00"]
    pk = made.json()["id"]
    assert [one["id"] for one in client.get("/api/v1/reminders").json()["items"]] == [pk]
    changed = send("put", f"/{pk}", {"kind": "own", "times": ["16:00"], "words": "Tea"})
    assert changed.json()["words"] == "Tea" and changed.json()["weekdays"] == [0, 1, 2, 3, 4, 5, 6]
    assert send("post", "", {"kind": "own", "times": ["noon"], "words": "Tea"}).status_code == 422
    assert send("post", f"/{pk}/later", {"later": "hour"}).status_code == 409
    assert send("put", f"/{pk}/pause").json()["paused_at"] is not None
    assert send("delete", f"/{pk}/pause").json()["paused_at"] is None
    actions.ring_due(now=Reminder.objects.get().next_at)
    assert client.get("/api/v1/reminders").json()["items"][0]["waits"]
    assert not send("post", f"/{pk}/answer").json()["waits"]
    assert send("delete", f"/{pk}").status_code == 204
    assert send("delete", f"/{pk}").status_code == 404
