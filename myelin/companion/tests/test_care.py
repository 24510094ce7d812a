"""The care page: what it shows, what it hides, and what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from myelin.companion import actions, personal_data, queries
from myelin.companion.models import CalendarFeed, Course, DiaryEntry, Infusion, Owner
from myelin.pack.models import Symptom
from myelin.therapies.models import TherapyTest

TODAY = date(2026, 6, 15)
PATHS = ["/care/", "/care/add/", "/care/charts/", "/care/courses/", "/care/diary/", "/care/calendar/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_is_led_to_the_sign_in(db, client, path):
    answer = client.get(path)
    assert answer.status_code == 302 and answer["Location"].startswith("/login/")


@pytest.mark.parametrize("path", PATHS)
def test_each_page_works_empty_and_is_never_kept(shipped, member_client, ana, path):
    answer = member_client(ana).get(path)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]


def test_it_shows_dose_tests_sources_and_advice(treat, member_client, ana):
    treat(ana, "ocrelizumab", date(2027, 1, 11))
    page = member_client(ana).get("/care/").content.decode()
    for words in ("Ocrevus, dose 1", "Tests before dose 1", "Not yet reviewed by a clinician here", "To bring"):
        assert words in page
    assert "Ocrevus" not in page.split("</title>")[0]


def test_without_a_treatment_too_the_advice_says_when_to_call(shipped, member_client, ana):
    advice = queries.advice()
    assert advice is not None
    page = member_client(ana).get("/care/").text
    assert escape(advice.value) in page[page.index("Something new, or much worse?") :]


def test_the_card_says_what_is_open_and_asks_when_its_day_passed(treat, ana, noon, django_assert_num_queries):
    course = treat(ana, "ocrelizumab", date(2026, 6, 12))
    with django_assert_num_queries(2):
        card = queries.coming_up(ana, today=TODAY)
    assert card is not None
    assert card.words == "This was due 3 days ago. Did it happen?"
    points = queries.checklist(Infusion.objects.of(ana).for_page().with_span().get(number=1)).tests
    assert card.tests_open == len(points) > 0
    first = course.infusions.get(number=1)
    key = points[0].key
    actions.tick(infusion=first, by=ana, keys={key}, offered={key}, now=noon)
    after = queries.coming_up(ana, today=TODAY)
    assert after is not None and after.tests_open == card.tests_open - 1


def test_without_a_course_the_card_costs_one_small_question(ana, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.coming_up(ana, today=TODAY) is None


def test_ticks_of_another_window_stay(treat, member_client, ana):
    first = treat(ana, "ocrelizumab", date(2027, 1, 11)).infusions.get(number=1)
    one, two = sorted(queries.checklist(Infusion.objects.of(ana).for_page().with_span().get(pk=first.pk)).keys)[:2]
    client, path = member_client(ana), f"/care/infusions/{first.pk}/checklist/"
    client.post(path, {"done": [one]})
    client.post(path, {"done": [two]})
    client.post(path, {"done": ["made/up/key"]})
    assert set(first.ticks.values_list("key", flat=True)) == {one, two}
    client.post(path, {"done": [two], "was": [one, two]})
    assert set(first.ticks.values_list("key", flat=True)) == {two}


def test_it_costs_the_same_for_one_and_for_many(treat, member_client, ana, noon):
    client = member_client(ana)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/care/").status_code == 200
        return len(asked)

    treat(ana, "natalizumab", date(2026, 5, 20), last_given_on=date(2026, 5, 20))
    for day in range(6):
        actions.save_day(member=ana, day=TODAY - timedelta(days=day), today=TODAY, now=noon, symptoms={"fatigue": 3})
    few = cost()
    treat(ana, "natalizumab", date(2020, 5, 20), last_given_on=date(2026, 5, 20))
    for day in range(6, 60):
        actions.save_day(member=ana, day=TODAY - timedelta(days=day), today=TODAY, now=noon, symptoms={"fatigue": 3})
    assert cost() == few


@pytest.fixture
def in_care(treat, ana, noon):
    """Ana with a course, a step of her own, whom to call, a result, and a diary that tells more than she follows."""
    today, now = timezone.localdate(), timezone.now()
    last = today - timedelta(days=170)
    course = treat(ana, "ocrelizumab", last - timedelta(days=400), last_given_on=last, now=now)
    dose = Infusion.objects.of(ana).to_come().with_span().first()
    first, other = Symptom.objects.current()[:2]
    actions.add_step(infusion=dose, by=ana, title="Ask Noor", owner=Owner.ME, days_before=3, now=now)
    actions.keep_contact(course=course, by=ana, owner=Owner.CLINIC, name="Ward 5", phone="030 1234")
    test = queries.checklist(dose).tests[0]
    therapy_test = TherapyTest.objects.get(fact__key=test.key).test
    told = actions.Told(done_on=today, is_cleared=True)
    actions.note_result(course=course, test=therapy_test, by=ana, told=told, now=now)
    actions.follow_symptoms(member=ana, symptoms=[first], now=now)
    for day in range(8):
        told = {first.slug: 3, other.slug: 4}
        actions.save_day(
            member=ana,
            day=today - timedelta(days=day),
            today=today,
            now=now,
            symptoms=told,
            energy=5,
            note=f"Day {day}",
        )
    return Infusion.objects.of(ana).for_page().with_span().get(pk=dose.pk)


def test_the_care_page_of_a_full_life_costs_twelve_statements(in_care, member_client, ana, django_assert_num_queries):
    client = member_client(ana)
    client.get("/care/")
    with django_assert_num_queries(12):
        page = client.get("/care/").text
    assert "Day 0" in page and "Day 1" not in page


def test_in_the_days_after_a_dose_it_asks_once_how_the_evening_was_and_costs_no_more(
    in_care, member_client, ana, django_assert_num_queries
):
    client, today, now = member_client(ana), timezone.localdate(), timezone.now()
    given = actions.complete_infusion(infusion=in_care, by=ana, given_on=today, now=now)
    client.get("/care/")
    with django_assert_num_queries(12):
        assert "How is it tonight?" in client.get("/care/").text
    actions.look_back(infusion=given, by=ana, uuid=uuid4(), evening=0, feeling="tired", text="", today=today, now=now)
    with django_assert_num_queries(12):
        assert "How is it tonight?" not in client.get("/care/").text


def test_the_way_knows_what_was_noted(in_care, ana):
    card = queries.coming_up(ana, today=timezone.localdate())
    assert card is not None
    own = next(shown for shown in card.runway.steps if shown.title == "Ask Noor")
    assert own.noted is not None and own.noted.days_before == 3
    assert card.blocks_words and card.call is not None
    assert card.runway == queries.runway_of(in_care, ana, today=timezone.localdate())


def test_ended_it_plans_nothing_and_goes_on_again(treat, member_client, ana, noon):
    course = treat(ana, "ocrelizumab", date(2026, 1, 12))
    client = member_client(ana)
    assert client.post(f"/care/courses/{course.pk}/end/", {"ended_on": "2025-01-01"}).status_code == 422
    assert client.post(f"/care/courses/{course.pk}/end/", {"ended_on": "2026-03-01"}).status_code == 303
    assert not course.infusions.filter(due_on__gt=date(2026, 3, 1)).exists()
    assert client.post(f"/care/courses/{course.pk}/end/undo/").status_code == 303
    assert course.infusions.filter(due_on__gt=date(2026, 3, 1)).exists()


def test_removed_after_asking(treat, member_client, ana):
    course = treat(ana, "ocrelizumab", date(2026, 1, 12))
    client = member_client(ana)
    assert client.get(f"/care/courses/{course.pk}/removal/").status_code == 200
    assert client.post(f"/care/courses/{course.pk}/removal/").status_code == 303
    assert not Course.objects.exists() and not Infusion.objects.exists()


def test_plans_are_filled_in_the_night(treat, ana, noon):
    course = treat(ana, "natalizumab", date(2026, 1, 12))
    before = course.infusions.count()
    assert actions.fill_plans(now=noon + timedelta(days=200)) == 1
    assert course.infusions.count() > before


def test_all_of_it_goes_out_and_away_with_the_member(treat, ana, ben, noon):
    treat(ana, "ocrelizumab", date(2026, 1, 12))
    actions.save_day(member=ana, day=TODAY, today=TODAY, now=noon, note="Rain")
    actions.open_calendar(member=ana, name="phone", shows_detail=False, now=noon)
    told = personal_data.export_for(ana)
    assert told["treatments"][0]["doses"] and told["diary"][0]["note"] == "Rain" and told["calendar_addresses"]
    personal_data.erase_for(ben, now=noon)
    assert Course.objects.exists()
    personal_data.erase_for(ana, now=noon)
    for model in (Course, Infusion, DiaryEntry, CalendarFeed):
        assert not model.objects.exists()
