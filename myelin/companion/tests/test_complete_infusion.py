"""Marking a dose as given: late, twice, too early, out of order, somebody else's."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection

from myelin.audit.models import Entry
from myelin.companion import actions
from myelin.companion.models import Infusion
from myelin.companion.queries import dose_name

START = date(2026, 1, 12)


@pytest.fixture
def course(treat, ana):
    return treat(ana, "ocrelizumab", START)


def give(course, number, day, noon, **more):
    infusion = course.infusions.get(number=number)
    return actions.complete_infusion(infusion=infusion, by=course.member, given_on=day, now=noon, **more)


def due(course, number):
    return course.infusions.get(number=number).due_on


def test_a_dose_given_late_anchors_the_next_one(course, noon):
    give(course, 1, START, noon)
    give(course, 2, date(2026, 1, 26), noon)
    before = course.infusions.get(number=3)
    give(course, 3, date(2026, 6, 15), noon)
    assert before.due_on == date(2026, 7, 12)
    assert due(course, 4) == date(2026, 12, 15)


def test_the_first_dose_on_another_day_becomes_the_anchor(course, noon):
    give(course, 1, date(2026, 1, 20), noon)
    assert due(course, 3) == date(2026, 7, 20)


def test_on_the_page_it_is_noted_once(course, member_client, ana):
    client, first = member_client(ana), course.infusions.get(number=1)
    for _tap in range(2):
        answer = client.post(f"/care/infusions/{first.pk}/completion/", {"given_on": "2026-01-12", "note": "Calm"})
        assert answer.status_code == 303
    assert course.infusions.given().count() == 1
    assert Entry.objects.filter(action="infusion.completed").count() == 1


def test_another_window_with_other_words_loses_nothing(course, member_client, ana):
    client, first = member_client(ana), course.infusions.get(number=1)
    client.post(f"/care/infusions/{first.pk}/completion/", {"given_on": "2026-01-12", "note": "Calm"})
    answer = client.post(f"/care/infusions/{first.pk}/completion/", {"given_on": "2026-01-13", "note": "Slow drip"})
    assert answer.status_code == 409
    assert b"Slow drip" in answer.content
    first.refresh_from_db()
    assert (first.given_on, first.note) == (START, "Calm")


def test_a_program_hears_that_it_was_another_day(course, member_client, ana):
    path = f"/api/v1/infusions/{course.infusions.get(number=1).pk}/completion"
    client = member_client(ana)
    told = [
        client.post(path, {"given_on": day}, content_type="application/json")
        for day in ("2026-01-12", "2026-01-12", "2026-01-14", "2999-01-12")
    ]
    assert [answer.status_code for answer in told] == [200, 200, 409, 409]
    assert "marked as given on January 12, 2026" in told[2].json()["detail"]


def test_not_before_it_was_given(course, member_client, ana, noon):
    with pytest.raises(actions.NotYetGiven):
        give(course, 1, date(2026, 6, 16), noon)
    answer = member_client(ana).post(
        f"/care/infusions/{course.infusions.get(number=1).pk}/completion/", {"given_on": "2999-01-01"}
    )
    assert answer.status_code == 409
    assert b"once it has been given" in answer.content and b"2999-01-01" in answer.content


def test_before_its_day_one_tap_gives_nothing(treat, member_client, ana, monkeypatch, noon):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    ahead = treat(ana, "ocrelizumab", date(2026, 6, 22)).infusions.get(number=1)
    client, path = member_client(ana), f"/care/infusions/{ahead.pk}/"
    shown = client.get(path).text
    assert 'btn--2">Mark as given' in shown and 'name="given_on" value' not in shown
    answer = client.post(f"{path}completion/", {"given_on": ""})
    assert answer.status_code == 422 and "Please tell the day on which it was given." in answer.text
    given = actions.complete_infusion(infusion=ahead, by=ana, given_on=noon.date(), now=noon)
    way = client.get(f"{path}runway/").text
    assert given.given_on and "Given on June 15, 2026" in way and "still block" not in way


def test_doses_are_given_in_their_order_and_the_page_leads_to_the_one_that_comes_first(
    course, member_client, ana, noon
):
    client, first, second = member_client(ana), course.infusions.get(number=1), course.infusions.get(number=2)
    answer = client.post(f"/care/infusions/{second.pk}/completion/", {"given_on": "2026-01-26"})
    assert answer.status_code == 409
    assert " comes first. If you had it, mark it as given. If it was left out," in answer.text
    assert f'<a href="/care/infusions/{first.pk}/">Go to {dose_name(first)}</a>' in answer.text
    sent = client.post(
        f"/api/v1/infusions/{second.pk}/completion", {"given_on": "2026-01-26"}, content_type="application/json"
    )
    assert sent.status_code == 409 and "comes first" in sent.json()["detail"]
    assert not course.infusions.given().exists()
    # It was left out, so the one that they had takes its place.
    give(course, 1, date(2026, 1, 26), noon)
    assert due(course, 2) == date(2026, 2, 9)


def test_one_that_was_taken_back_stays_before_the_one_after_it(course, noon, ana):
    first = give(course, 1, START, noon)
    give(course, 2, date(2026, 1, 26), noon)
    actions.take_completion_back(infusion=first, by=ana, now=noon)
    with pytest.raises(actions.TooClose, match="The dose after this one was given on January 26, 2026"):
        actions.move_infusion(infusion=first, by=ana, to=date(2026, 1, 26), now=noon)
    with pytest.raises(actions.NotItsTurn):
        give(course, 3, date(2026, 6, 12), noon)
    assert give(course, 1, date(2026, 1, 13), noon).given_on == date(2026, 1, 13)


def test_not_two_on_one_day_and_not_out_of_order(course, noon, ana):
    first = give(course, 1, START, noon)
    give(course, 2, date(2026, 1, 26), noon)
    with pytest.raises(actions.SameDay):
        give(course, 3, date(2026, 1, 26), noon)
    actions.take_completion_back(infusion=first, by=ana, now=noon)
    with pytest.raises(actions.OutOfOrder):
        give(course, 1, date(2026, 2, 1), noon)
    give(course, 1, START, noon)
    with pytest.raises(actions.OutOfOrder):
        give(course, 3, date(2026, 1, 20), noon)


def test_the_database_holds_one_a_day(course, noon):
    give(course, 1, START, noon)
    with pytest.raises(IntegrityError, match="infusion_once_a_day"):
        course.infusions.filter(number=2).update(given_on=START)


def test_taken_back_the_plan_is_as_before(course, noon, ana):
    planned = list(course.infusions.order_by("number").values_list("number", "due_on"))
    done = give(course, 1, date(2026, 1, 20), noon)
    actions.take_completion_back(infusion=done, by=ana, now=noon)
    assert list(course.infusions.order_by("number").values_list("number", "due_on")) == planned


def test_through_the_api(course, member_client, ana):
    client, first = member_client(ana), course.infusions.get(number=1)
    path = f"/api/v1/infusions/{first.pk}/completion"
    answer = client.post(path, {"given_on": "2026-01-12"}, content_type="application/json")
    assert (answer.status_code, answer.json()["given_on"]) == (200, "2026-01-12")
    assert client.delete(path).json()["given_on"] is None
    late = client.post(path, {"given_on": "2999-01-12"}, content_type="application/json")
    assert late.status_code == 409 and late["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_nobody_else_has_a_gate_to_it(course, member_client, request, who):
    client, first = member_client(request.getfixturevalue(who)), course.infusions.get(number=1)
    for path in ("", "completion/", "completion/undo/", "date/", "date/undo/", "note/", "checklist/"):
        data = {"given_on": "2026-01-12", "due_on": "2026-02-02", "note": "x"}
        assert client.post(f"/care/infusions/{first.pk}/{path}", data).status_code in ({405} if not path else {404})
    assert client.get(f"/care/infusions/{first.pk}/").status_code == 404
    for path in ("", "end/", "removal/"):
        assert client.get(f"/care/courses/{course.pk}/{path}", follow=True).status_code == 404
    for path in ("", "/infusions", "/tests"):
        assert client.get(f"/api/v1/courses/{course.pk}{path}").status_code == 404
    sent = client.post(
        f"/api/v1/infusions/{first.pk}/completion", {"given_on": "2026-01-12"}, content_type="application/json"
    )
    assert sent.status_code == 404
    assert not Infusion.objects.given().exists()


def test_the_note_is_unreadable_in_the_database(course, noon):
    give(course, 1, START, noon, note="canary-of-a-note")
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM companion_infusion WHERE given_on IS NOT NULL")
        (kept,) = cursor.fetchone()
    assert kept and "canary" not in kept
