"""The plan beside the rule: a longer interval, an ordered part, what was had before, a switch of medicine."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from myelin.companion import actions
from myelin.companion.models import Course

START = date(2026, 1, 12)


def days(course, *numbers):
    rows = dict(course.infusions.values_list("number", "due_on"))
    return [rows[number] for number in numbers]


def test_a_longer_interval_moves_what_is_to_come_and_leaves_what_was(treat, member_client, ana):
    course = treat(ana, "natalizumab", START, last_given_on=date(2026, 6, 1))
    given = list(course.infusions.given().values_list("number", "due_on", "given_on"))
    client = member_client(ana)
    assert b"A longer interval" in client.get(f"/care/courses/{course.pk}/plan/").content
    answer = client.post(f"/care/courses/{course.pk}/interval/", {"weeks": "6"}, follow=True)
    assert b"the interval that you and your team agreed on" in answer.content
    assert list(course.infusions.given().values_list("number", "due_on", "given_on")) == given
    assert days(course, 7, 8) == [date(2026, 7, 13), date(2026, 8, 24)]
    client.post(f"/care/courses/{course.pk}/interval/undo/")
    assert days(course, 7, 8) == [date(2026, 6, 29), date(2026, 7, 27)]


def test_an_interval_shorter_than_the_label_is_refused_on_the_page(treat, member_client, ana):
    course = treat(ana, "natalizumab", START)
    answer = member_client(ana).post(f"/care/courses/{course.pk}/interval/", {"weeks": "3"})
    assert answer.status_code == 422 and b"shorter than the label allows" in answer.content
    course.refresh_from_db()
    assert course.own_interval_days is None


def test_half_an_own_interval_cannot_be_kept(treat, ana):
    course = treat(ana, "natalizumab", START)
    with pytest.raises(IntegrityError, match="course_own_interval_is_whole"):
        Course.objects.of(ana).filter(pk=course.pk).update(own_interval_days=42)


def test_a_further_part_is_there_only_once_the_team_ordered_it(treat, member_client, ana, noon):
    course = treat(ana, "alemtuzumab", date(2025, 1, 6), last_given_on=date(2026, 1, 8))
    client, path = member_client(ana), f"/care/courses/{course.pk}/order/"
    too_soon = client.post(path, {"starts_on": "2026-09-01"})
    assert too_soon.status_code == 409 and b"not before" in too_soon.content
    assert client.post(path, {"starts_on": "2027-03-01"}).status_code == 303
    assert days(course, 9, 10, 11) == [date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3)]
    assert b"A course that your team ordered." in client.get(f"/care/courses/{course.pk}/").content
    client.post(path, {"starts_on": "2027-03-01"})
    assert course.infusions.count() == 11
    client.post(f"/care/courses/{course.pk}/order/undo/", {"starts_on": "2027-03-01"})
    assert course.infusions.count() == 8


def test_a_medicine_without_such_a_part_takes_no_order(treat, ana, noon):
    course = treat(ana, "natalizumab", START)
    with pytest.raises(actions.NothingToOrder):
        actions.order_part(course=course, by=ana, starts_on=date(2027, 1, 1), now=noon)


def test_what_was_had_before_ends_the_plan_sooner(treat, member_client, ana):
    course = treat(ana, "mitoxantrone", START, jurisdiction="EU")
    before = course.infusions.count()
    client = member_client(ana)
    # 81.6 mg at 1.7 m² are 48 mg/m², four of the six doses.
    answer = client.post(f"/care/courses/{course.pk}/received/", {"amount": "81.6", "surface": "1.7"}, follow=True)
    assert b"So far 48 of 72 mg/m2." in answer.content
    assert (before, course.infusions.count()) == (6, 2)


def test_what_was_had_before_cannot_be_read_in_the_database(treat, ana, noon):
    course = treat(ana, "mitoxantrone", START, jurisdiction="EU")
    actions.set_received_before(course=course, by=ana, amount=Decimal("48.5"), now=noon)
    with connection.cursor() as cursor:
        cursor.execute("SELECT received_before FROM companion_course WHERE id = %s", [course.pk])
        assert "48" not in cursor.fetchone()[0][:8]
    course.refresh_from_db()
    assert course.amount_before == Decimal("48.5")


def test_a_larger_dose_counts_toward_the_ceiling(treat, member_client, ana):
    course = treat(ana, "mitoxantrone", START, jurisdiction="EU")
    first, client = course.infusions.get(number=1), member_client(ana)
    client.post(f"/care/infusions/{first.pk}/completion/", {"given_on": "2026-01-12", "amount": "24"})
    assert course.infusions.count() == 5
    client.post(f"/care/infusions/{first.pk}/completion/undo/")
    assert course.infusions.count() == 6


def test_a_lifetime_total_that_ends_the_plan_says_so_and_not_that_all_was_given(treat, member_client, ana, noon):
    course = treat(ana, "mitoxantrone", START, jurisdiction="EU")
    actions.set_received_before(course=course, by=ana, amount=Decimal(500), now=noon)
    page = member_client(ana).get(f"/care/courses/{course.pk}/").text
    assert "No further dose is planned: it would pass the lifetime total." in page
    assert "All planned doses were given." not in page


def test_a_step_up_is_shown_with_its_days(treat, member_client, ana):
    course = treat(ana, "ozanimod", date(2026, 6, 15))
    page = member_client(ana).get(f"/care/courses/{course.pk}/").content.decode()
    assert "How the dose goes up" in page and "June 19, 2026" in page and "0.92 mg every 1 day" in page


def test_a_switch_is_a_question_for_the_team(treat, member_client, ana, noon):
    old = treat(ana, "natalizumab", START, last_given_on=date(2026, 4, 6))
    actions.end_course(course=old, by=ana, ended_on=date(2026, 5, 1), now=noon)
    new, client = treat(ana, "ocrelizumab", date(2026, 6, 15)), member_client(ana)
    page = client.get(f"/care/courses/{new.pk}/").content.decode()
    assert "A question for your team" in page and "April 6, 2026" in page
    assert "A question for your team" not in client.get(f"/care/courses/{old.pk}/").content.decode()


def test_what_was_never_given_was_not_had_and_what_runs_is_not_before(treat, member_client, ana, noon):
    old, client = treat(ana, "natalizumab", START), member_client(ana)
    new = treat(ana, "ocrelizumab", date(2026, 6, 15))
    assert "A question for your team" not in client.get(f"/care/courses/{new.pk}/").text
    actions.complete_infusion(infusion=old.infusions.get(number=1), by=ana, given_on=START, now=noon)
    page = client.get(f"/care/courses/{new.pk}/").text
    assert "Your treatment with Tysabri has not ended yet." in page and "You had" not in page


def test_a_medicine_of_long_ago_is_no_switch(treat, member_client, ana, noon):
    old = treat(ana, "natalizumab", date(2020, 1, 6), last_given_on=date(2021, 1, 4))
    actions.end_course(course=old, by=ana, ended_on=date(2021, 2, 1), now=noon)
    new = treat(ana, "ocrelizumab", date(2026, 6, 15))
    assert b"A question for your team" not in member_client(ana).get(f"/care/courses/{new.pk}/").content


def test_after_a_late_dose_the_page_cites_what_is_said_of_it_or_says_that_nothing_is(treat, member_client, ana, noon):
    client = member_client(ana)
    told = treat(ana, "ocrelizumab", date(2025, 1, 13), last_given_on=date(2026, 2, 20))
    page = client.get(f"/care/courses/{told.pk}/").content.decode()
    assert "After a dose on another day" in page and "Get the missed infusion as soon as possible" in page
    untold = treat(ana, "mitoxantrone", START)
    first = untold.infusions.get(number=1)
    actions.complete_infusion(infusion=first, by=ana, given_on=START, now=noon)
    second = untold.infusions.get(number=2)
    late = second.due_on + timedelta(days=9)
    actions.complete_infusion(infusion=second, by=ana, given_on=late, now=noon)
    page = client.get(f"/care/courses/{untold.pk}/").content.decode()
    assert "We have read no rule for that in a source." in page
