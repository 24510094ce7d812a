"""The second wall: a query that forgets its gate finds nothing of others, on every table of the diary."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DataError, InternalError, ProgrammingError
from django.test.utils import CaptureQueriesContext

from myelin.base.prepared import prepared
from myelin.base.wall import ROLE, behind_the_wall
from myelin.companion import actions
from myelin.companion.models import (
    Course,
    CycleLook,
    DayMeasures,
    DiaryArrival,
    DiaryEntry,
    DiaryWishes,
    FollowedSymptom,
    Infusion,
    KeptScores,
    Record,
    Reminder,
    Watch,
)
from myelin.pack.models import Symptom

PAGES = [
    "/care/",
    "/care/charts/",
    "/care/courses/",
    "/care/courses/{course}/",
    "/care/courses/{course}/tests/",
    "/care/cycles/",
    "/care/courses/{course}/plan/",
    "/care/courses/{course}/removal/",
    "/care/diary/",
    "/care/diary/symptoms/",
    "/care/records/",
    "/care/reminders/",
    "/care/today/",
    "/care/infusions/{dose}/",
    "/care/infusions/{dose}/day/",
    "/care/infusions/{dose}/runway/",
    "/api/v1/courses",
    "/api/v1/courses/{course}",
    "/api/v1/courses/{course}/infusions",
    "/api/v1/courses/{course}/tests",
    "/api/v1/reminders",
]
TABLES = [
    DiaryArrival,
    DiaryEntry,
    FollowedSymptom,
    Watch,
    CycleLook,
    DiaryWishes,
    KeptScores,
    Record,
    Reminder,
    DayMeasures,
]


@pytest.fixture
def everything(treat, ana, noon):
    """A row of ana's in every table."""
    today, symptom = noon.date(), Symptom.objects.current()[0]
    course: Course = treat(ana, "natalizumab", date(2026, 5, 1))
    actions.save_day(member=ana, day=today, today=today, now=noon, mood="okay")
    actions.keep_moment(
        member=ana, key=uuid4(), day=today, today=today, written_at=noon, now=noon, told={"mood": "okay"}
    )
    actions.follow_symptoms(member=ana, symptoms=[symptom], now=noon)
    actions.watch_symptom(member=ana, symptom=symptom, today=today)
    actions.note_record(member=ana, kind=Record.Kind.MRI, began_on=today, today=today, now=noon)
    actions.keep_measures(member=ana, days={today: {"steps": 4_000}}, today=today, now=noon)
    wish = actions.Wish(kind=Reminder.Kind.DOSE, times=[time(9)], days_before=[1])
    actions.set_reminder(member=ana, wish=wish, now=noon)
    actions.hide_charts(member=ana, now=noon)
    KeptScores.objects.create(member=ana)
    CycleLook.objects.create(
        member=ana, course=course, symptom=symptom, first=1, cycles=3, looked_on=today, values={"reading": {}}
    )


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_query_without_a_gate_finds_only_ones_own(everything, ana, ben, model):
    assert model._base_manager.exists()
    with behind_the_wall(ana.pk):
        assert model._base_manager.exists()
    with behind_the_wall(ben.pk):
        assert not model._base_manager.exists()


def test_nobody_writes_from_behind_the_wall(everything, ana):
    with pytest.raises((ProgrammingError, InternalError), match="permission denied"), behind_the_wall(ana.pk):
        DiaryEntry.objects.of(ana).delete()


def test_the_wall_costs_nothing_and_may_be_entered_twice(everything, ana, ben, django_assert_num_queries):
    with django_assert_num_queries(2), behind_the_wall(ana.pk):
        with behind_the_wall(ana.pk):
            assert DiaryEntry.objects.count() == 1
        assert Course.objects.count() == 1
        with pytest.raises(RuntimeError, match="Somebody else"), behind_the_wall(ben.pk):
            pass
    with behind_the_wall(ben.pk):
        assert not DiaryEntry.objects.exists()
    assert DiaryEntry.objects.exists()


def test_what_the_wall_cannot_hold_is_refused(everything, ana):
    with behind_the_wall(ana.pk):
        with pytest.raises(RuntimeError, match="plain statements"):
            list(DiaryEntry.objects.iterator())
        with pytest.raises(RuntimeError, match="plain statements"), prepared() as cursor:
            cursor.execute("SELECT 1")
    assert DiaryEntry.objects.exists()


def test_after_an_error_the_role_is_gone(everything, ana, ben):
    with behind_the_wall(ben.pk):
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / %s", [0])
        assert not DiaryEntry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('myelin.member')")
        assert cursor.fetchone() == ("none", "")
    assert DiaryEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_too_the_role_goes_with_its_statement(everything, ana, ben):
    with behind_the_wall(ben.pk):
        assert not DiaryEntry.objects.exists()
        with connection.cursor() as cursor, pytest.raises(DataError):
            cursor.execute("SELECT 1 / %s", [0])
        assert not DiaryEntry.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), current_setting('myelin.member', true)")
        role, member = cursor.fetchone()
        assert role == "none" and not member
    with behind_the_wall(ana.pk):
        assert DiaryEntry.objects.count() == 1


@pytest.mark.parametrize("page", PAGES)
def test_pages_read_nothing_of_care_before_the_wall(everything, treat, member_client, ana, page):
    course = treat(ana, "ocrelizumab", date(2026, 5, 1), last_given_on=date(2026, 5, 15))
    actions.show_charts(member=ana)
    dose = Infusion.objects.of(ana).to_come().first()
    assert dose is not None
    client = member_client(ana)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page.format(course=course.pk, dose=dose.pk)).status_code == 200
    assert _all_behind_the_wall(asked)


def test_a_calendar_program_reads_behind_the_wall_too(everything, client, ana, noon):
    _feed, token = actions.open_calendar(member=ana, name="phone", shows_detail=False, now=noon)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/calendar/{token}.ics").status_code == 200
    assert _all_behind_the_wall(asked)


def _all_behind_the_wall(asked):
    told = [one["sql"] for one in asked.captured_queries if '"companion_' in one["sql"]]
    of_care = [sql for sql in told if "companion_calendarfeed" not in sql]
    return of_care and all(f"set_config('role', '{ROLE}', true)" in sql for sql in of_care)
