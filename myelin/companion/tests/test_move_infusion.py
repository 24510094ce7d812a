"""Moving a dose to the day that the clinic set."""

from __future__ import annotations

from datetime import date

import pytest

from myelin.companion import actions


@pytest.fixture
def third(treat, ana):
    return treat(ana, "ocrelizumab", date(2026, 6, 1)).infusions.get(number=3)


def test_what_follows_moves_along_and_back(third, ana, noon):
    moved = actions.move_infusion(infusion=third, by=ana, to=date(2026, 12, 10), now=noon)
    follows = moved.course.infusions.get(number=4)
    assert (moved.due_on, follows.due_on) == (date(2026, 12, 10), date(2027, 6, 10))
    back = actions.move_infusion(infusion=moved, by=ana, to=None, now=noon)
    assert back.due_on == date(2026, 12, 1)


def test_never_closer_than_the_label_says(third, member_client, ana):
    answer = member_client(ana).post(f"/care/infusions/{third.pk}/date/", {"due_on": "2026-08-01"})
    assert answer.status_code == 409
    assert b"The label keeps doses further apart" in answer.content and b"2026-08-01" in answer.content
    third.refresh_from_db()
    assert third.due_on == date(2026, 12, 1)


def test_never_so_far_that_it_gets_lost(third, ana, noon):
    with pytest.raises(actions.FarAway):
        actions.move_infusion(infusion=third, by=ana, to=date(9999, 1, 1), now=noon)
    third.refresh_from_db()


def test_a_dose_before_the_one_before_it_is_refused(third, ana, noon):
    second = third.course.infusions.get(number=2)
    with pytest.raises(actions.TooClose):
        actions.move_infusion(infusion=second, by=ana, to=date(2026, 5, 1), now=noon)


def test_through_the_api(third, member_client, ana):
    answer = member_client(ana).put(
        f"/api/v1/infusions/{third.pk}/date", {"due_on": "2026-12-10"}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["due_on"]) == (200, "2026-12-10")


def test_tests_before_a_first_dose_that_was_moved_move_along(treat, member_client, ana, noon):
    course = treat(ana, "ocrelizumab", date(2026, 7, 1))
    actions.move_infusion(infusion=course.infusions.get(number=1), by=ana, to=date(2026, 7, 10), now=noon)
    client, path = member_client(ana), f"/api/v1/courses/{course.pk}/tests"
    for until in ("2026-06-15", "2026-07-05"):
        told = client.get(f"{path}?until={until}").json()
        assert [row for row in told if row["due_on"] is not None] == []
    assert {row["due_on"] for row in client.get(f"{path}?until=2026-07-12").json()} >= {"2026-07-09"}
