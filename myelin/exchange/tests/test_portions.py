"""Much that is ticked is taken portion by portion. What it leaves is what one transaction would leave."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import join
from myelin.companion import actions as care
from myelin.companion.models import Record
from myelin.exchange import actions
from myelin.exchange.actions import in_portions
from myelin.exchange.models import Found, Reading
from myelin.exchange.tests.files import read
from myelin.exchange.tests.test_bring import bundled
from myelin.exchange.tests.test_long_files import beside
from myelin.exchange.tests.test_round_trip import normal, taken, written

SIZE = "myelin.exchange.actions.in_portions.MOST_AT_ONCE"


def left_to_worker(reading, noon, monkeypatch, portion):
    monkeypatch.setattr(SIZE, 0)
    assert actions.leave_to_worker(reading=reading, by=reading.member, now=noon)
    monkeypatch.setattr(SIZE, portion)


def how_it_went(reading):
    return list(Found.objects.filter(reading=reading).order_by("place").values_list("kind", "standing", "chosen"))


@pytest.mark.parametrize("portion", [1, 3, 500])
def test_portions_of_any_size_leave_what_one_transaction_leaves(ana, ben, full, noon, monkeypatch, portion):
    full(ana)
    content = written(ana, noon)
    once, many = taken(ben, content, noon), read(join("dele", time_zone=ben.time_zone), content, noon)
    left_to_worker(many, noon, monkeypatch, portion)
    actions.take_wanted(number=many.pk, now=noon)
    many.refresh_from_db()
    assert many.taken_at == noon and many.wanted_at is None and many.said == {}
    assert how_it_went(many) == how_it_went(once)
    assert normal(written(many.member, noon)) == normal(written(ben, noon)) == normal(content)


def test_an_empty_diary_asks_for_what_the_latest_day_told_whatever_comes_first(ana, shipped, noon, monkeypatch):
    lines = ["day,mood,fatigue,spasticity", "2026-05-01,okay,3,", "2026-05-02,okay,,4", "2026-04-30,okay,5,"]
    reading = read(ana, "\n".join(lines).encode(), noon)
    left_to_worker(reading, noon, monkeypatch, 1)
    actions.take_wanted(number=reading.pk, now=noon)
    assert [row.symptom.slug for row in ana.followed_symptoms.all()] == ["spasticity"]


def test_what_comes_in_by_hand_between_two_portions_is_not_taken_again(ana, shipped, noon, monkeypatch):
    reading = read(ana, bundled(*(beside(one) for one in range(4))).encode(), noon)
    left_to_worker(reading, noon, monkeypatch, 2)
    portions = in_portions._taken(Reading.objects.get(pk=reading.pk), noon)
    next(portions)
    told = Found.objects.get(reading=reading, place=2).told
    care.note_record(
        member=ana, kind=Record.Kind(told["kind"]), began_on=date.fromisoformat(told["began_on"]), ended_on=None,
        name=told["name"], note=told["note"], values=told["values"], today=noon.date(), now=noon,
    )  # fmt: skip
    assert list(portions) == [None]
    assert Record.objects.of(ana).count() == 4
    assert [standing for _kind, standing, _chosen in how_it_went(reading)] == ["taken", "taken", "here", "taken"]


def test_a_file_that_is_put_aside_meanwhile_ends_there_and_what_is_in_stays(ana, shipped, noon, monkeypatch):
    reading = read(ana, bundled(*(beside(one) for one in range(4))).encode(), noon)
    left_to_worker(reading, noon, monkeypatch, 2)
    portions = in_portions._taken(Reading.objects.get(pk=reading.pk), noon)
    next(portions)
    actions.put_aside(reading=reading, by=ana)
    with pytest.raises(Reading.DoesNotExist):
        next(portions)
    assert Record.objects.of(ana).count() == 2


def test_a_file_that_waited_since_before_it_was_said_how_much_it_is_is_taken_too(ana, shipped, noon):
    reading = read(ana, bundled(beside(1)).encode(), noon)
    Reading.objects.filter(pk=reading.pk).update(wanted_at=noon)
    actions.take_wanted(number=reading.pk, now=noon)
    reading.refresh_from_db()
    assert reading.taken_at == noon and Record.objects.of(ana).count() == 1
