"""What was opened once is kept packed: the cycle page opens only the months that changed, and tells the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from myelin.base.tests.markup import bare
from myelin.companion import actions
from myelin.companion.actions.cycles import _keep_scores
from myelin.companion.models import DiaryEntry, KeptScores
from myelin.companion.packed import lines_of, told_in
from myelin.companion.queries.scores import scores_between
from myelin.config.tests.processes import until
from myelin.members.models import Consent
from myelin.pack.models import Symptom

TODAY = date(2026, 6, 15)
FIRST = TODAY - timedelta(days=200)
SLUGS = ["fatigue", "heat"]


@given(st.dictionaries(st.integers(1, 31), st.dictionaries(st.sampled_from(SLUGS), st.integers(0, 10)), max_size=31))
def test_a_month_comes_out_as_it_went_in(days):
    lines = lines_of(days.items(), SLUGS)
    begins = date(2026, 5, 1)
    for slug in SLUGS:
        told = {begins.toordinal() + number - 1: scores[slug] for number, scores in days.items() if slug in scores}
        found, scores = told_in([(begins, lines)], slug, since=begins)
        assert dict(zip(found, scores, strict=True)) == told and found == sorted(found)


@pytest.fixture
def diary(shipped, ana, noon):
    """Two days of three since FIRST, with gaps in what they tell."""
    rows = []
    for number in range(201):
        if number % 3:
            told = {"fatigue": number % 11} | ({"heat": number % 4} if number % 2 else {})
            rows.append(
                DiaryEntry(member=ana, day=FIRST + timedelta(days=number), values={"symptoms": told}, saved_at=noon)
            )
    DiaryEntry.objects.bulk_create(rows)


def read(member, slugs=SLUGS, keep=True):
    found = scores_between(member, slugs, since=FIRST + timedelta(days=3), until=TODAY)
    if keep and found.unkept is not None:
        KeptScores.objects.update_or_create(member=member, defaults={"values": found.unkept})
    return found


def as_written(member, slug):
    rows = DiaryEntry.objects.of(member).filter(day__gte=FIRST + timedelta(days=3)).order_by("day")
    told = [(row.day.toordinal(), row.symptoms[slug]) for row in rows if slug in row.symptoms]
    return [day for day, _score in told], [score for _day, score in told]


def test_it_tells_what_the_days_tell_and_opens_them_once(diary, ana, django_assert_num_queries):
    first = read(ana)
    assert all(first.of(slug) == as_written(ana, slug) for slug in SLUGS) and first.unkept is not None
    with django_assert_num_queries(2):
        again = read(ana)
    assert again.told == first.told and again.unkept is None
    assert first.of("never_told") == ([], [])


@pytest.mark.parametrize("deed", ["changed", "removed", "new", "told anew at the same moment"])
def test_only_the_month_that_changed_is_opened_again(diary, ana, noon, deed):
    read(ana)
    day = DiaryEntry.objects.of(ana).order_by("day")[70].day
    match deed:
        case "removed":
            DiaryEntry.objects.of(ana).filter(day=day).delete()
        case "new":
            free = next(
                day + timedelta(days=n)
                for n in range(3)
                if not DiaryEntry.objects.of(ana).filter(day=day + timedelta(days=n)).exists()
            )
            actions.save_day(member=ana, day=free, today=TODAY, now=timezone.now(), symptoms={"heat": 9})
        case _:
            now = noon if deed != "changed" else timezone.now()
            actions.save_day(member=ana, day=day, today=TODAY, now=now, symptoms={"fatigue": 10})
    with CaptureQueriesContext(connection) as asked:
        found = read(ana)
    assert all(found.of(slug) == as_written(ana, slug) for slug in SLUGS)
    (opened,) = [one["sql"] for one in asked.captured_queries if " IN (" in one["sql"]]
    assert re.findall(r"'([\d-]+)'::date", opened.partition(" IN (")[2]) == [f"{day.replace(day=1)}"]
    assert read(ana).unkept is None


def test_another_choice_of_symptoms_is_opened_whole(diary, ana):
    read(ana)
    found = read(ana, ["heat"])
    assert found.of("heat") == as_written(ana, "heat") and found.unkept is not None


def test_a_day_that_is_taken_out_is_kept_nowhere(diary, ana):
    read(ana)
    day = DiaryEntry.objects.of(ana).order_by("day")[70].day
    actions.remove_day(member=ana, day=day)
    months = KeptScores.objects.get().months
    assert str(day.replace(day=1)) not in months and months


@pytest.mark.parametrize("known", [True, False], ids=["kept before", "kept for the first time"])
@pytest.mark.parametrize("deed", ["overwritten", "removed"])
def test_what_a_page_read_before_a_day_was_written_is_not_kept_after_it(diary, ana, noon, known, deed):
    """The page read, then the day is written, then the page keeps what it read."""
    entry = DiaryEntry.objects.of(ana).order_by("day")[70]
    month, other = str(entry.day.replace(day=1)), str(FIRST.replace(day=1))
    if known:
        read(ana, ["heat"])
    page = read(ana, keep=False)
    if deed == "overwritten":
        actions.save_day(member=ana, day=entry.day, today=TODAY, now=noon, symptoms={"fatigue": 10})
    else:
        actions.remove_day(member=ana, day=entry.day)
    _keep_scores(ana, page)
    months = KeptScores.objects.get().months
    assert month not in months and other in months
    assert read(ana).of("fatigue") == as_written(ana, "fatigue")


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
def test_a_page_waits_with_keeping_until_the_day_is_written(diary, ana, noon):
    """The day is written, but not yet for others, when the page wants to keep what it read before."""
    day = DiaryEntry.objects.of(ana).order_by("day")[70].day
    page = read(ana, keep=False)

    def keep():
        try:
            with transaction.atomic():
                _keep_scores(ana, page)
        finally:
            connections.close_all()

    keeping = Thread(target=keep)
    with transaction.atomic():
        actions.save_day(member=ana, day=day, today=TODAY, now=noon, symptoms={"fatigue": 10})
        keeping.start()
        until(somebody_waits)
    keeping.join()
    months = KeptScores.objects.get().months
    assert str(day.replace(day=1)) not in months and str(FIRST.replace(day=1)) in months


@pytest.mark.parametrize("deed", ["save_day", "keep_moment", "keep_days"])
def test_a_score_that_was_overwritten_is_kept_nowhere_from_that_moment_on(diary, ana, noon, deed):
    read(ana)
    entry = DiaryEntry.objects.of(ana).order_by("day")[70]
    month, other = str(entry.day.replace(day=1)), str(FIRST.replace(day=1))
    new = {"fatigue": entry.symptoms["fatigue"] - 1 if entry.symptoms["fatigue"] else 10}
    match deed:
        case "save_day":
            actions.save_day(member=ana, day=entry.day, today=TODAY, now=noon, symptoms=new)
        case "keep_moment":
            actions.keep_moment(
                member=ana, key=uuid4(), day=entry.day, today=TODAY, written_at=noon, now=noon, told={"symptoms": new}
            )
        case _:
            actions.keep_days(member=ana, days={entry.day: ({"symptoms": new}, "")}, today=TODAY, now=noon)
    months = KeptScores.objects.get().months
    assert month not in months and other in months
    assert read(ana).of("fatigue") == as_written(ana, "fatigue")


def test_without_a_yes_nothing_more_is_kept_and_the_page_tells_it_all_the_same(treat, member_client, ana, noon):
    actions.follow_symptoms(member=ana, symptoms=list(Symptom.objects.named(["fatigue"])), now=noon)
    treat(ana, "natalizumab", date(2026, 1, 19), last_given_on=date(2026, 6, 8))
    days = [date(2026, 1, 19) + timedelta(days=number) for number in range(148)]
    rows = [
        DiaryEntry(member=ana, day=day, values={"symptoms": {"fatigue": day.day % 9}}, saved_at=noon) for day in days
    ]
    DiaryEntry.objects.bulk_create(rows)
    Consent.objects.filter(member=ana).update(withdrawn_at=noon)
    assert member_client(ana).get("/care/cycles/").status_code == 200 and not KeptScores.objects.exists()
    Consent.objects.filter(member=ana).update(withdrawn_at=None)
    before = member_client(ana).get("/care/cycles/")
    assert KeptScores.objects.get().symptoms == ["fatigue"]
    after = member_client(ana).get("/care/cycles/")
    assert "All your cycles on top of each other" in before.text and bare(before.text) == bare(after.text)
