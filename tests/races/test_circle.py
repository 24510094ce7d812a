"""The circle, by 64 at once: a task has one taker, a yes makes one carer, a link and a word are one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from myelin.circle import actions
from myelin.circle.actions import NotForYou, TakenAlready
from myelin.circle.models import Board, Carer, Look, Taking, TiredDay
from myelin.members.models import Grant
from myelin.notifications.models import Notice
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 64


def _let_in(member, person, now):
    invitation = actions.invite(member=member, person=person, scopes=["tired"], now=now)
    return actions.accept(invitation=invitation, person=person, now=now)


def test_a_task_has_one_taker_whoever_comes(make_member, ana):
    now = timezone.now()
    carers = [_let_in(ana, make_member(f"m{number}"), now) for number in range(8)]
    task = actions.add_task(member=ana, title="Soup", on=now.date(), now=now)

    def take(number):
        if number % 2:
            return actions.take_by_link(task=task, name=f"P{number}", hand=f"{number}", now=timezone.now())
        return actions.take_task(task=task, carer=carers[number // 2 % 8], now=timezone.now())

    came = at_once(THREADS, take)
    assert all(isinstance(one, Taking | TakenAlready) for one in came)
    assert Taking.objects.count() == 1
    assert Look.objects.filter(kind="taken").count() == 1


def test_yes_said_many_times_is_one_yes(ana, ben):
    now = timezone.now()
    invitation = actions.invite(member=ana, person=ben, scopes=["tired", "calendar"], now=now)
    came = at_once(THREADS, lambda _number: actions.accept(invitation=invitation, person=ben, now=timezone.now()))
    assert all(isinstance(one, Carer) for one in came)
    assert Carer.objects.count() == Grant.objects.count() == 1
    assert Carer.objects.get().scopes.count() == 2
    assert Look.objects.filter(kind="joined").count() == 1


def test_a_letter_is_for_whoever_comes_first(make_member, ana):
    people = [make_member(f"m{number}") for number in range(16)]
    invitation = actions.invite_by_mail(
        member=ana, address="w@example.com", link="x", secret="s", scopes=[], now=timezone.now()
    )
    came = at_once(
        THREADS, lambda number: actions.accept(invitation=invitation, person=people[number % 16], now=timezone.now())
    )
    assert all(isinstance(one, Carer | NotForYou) for one in came)
    assert Carer.objects.count() == 1


def test_yes_and_no_at_once_settle_one_way(ana, ben):
    invitation = actions.invite(member=ana, person=ben, scopes=["tired"], now=timezone.now())

    def answer(number):
        if number % 2:
            return actions.decline(invitation=invitation, person=ben, now=timezone.now())
        return actions.accept(invitation=invitation, person=ben, now=timezone.now())

    came = at_once(THREADS, answer)
    assert all(one is None or isinstance(one, Carer | NotForYou) for one in came)
    assert Carer.objects.exists() is any(isinstance(one, Carer) for one in came)


def test_the_word_and_the_link_are_one(ana, ben):
    now = timezone.now()
    _let_in(ana, ben, now)
    assert [
        one
        for one in at_once(THREADS, lambda _n: actions.tell_tired(member=ana, now=now))
        if isinstance(one, Exception)
    ] == []
    assert TiredDay.objects.count() == 1
    assert Notice.objects.filter(member=ben, kind="circle_word").count() == 1
    opened = at_once(16, lambda _number: actions.open_board(member=ana, days=7, now=timezone.now()))
    assert all(isinstance(one, str) for one in opened)
    assert Board.objects.count() == 1


def test_taking_and_ending_at_once_leave_nothing_of_who_is_out(make_member, ana, ben):
    now = timezone.now()
    carer = _let_in(ana, ben, now)
    tasks = [actions.add_task(member=ana, title=f"{number}", on=now.date(), now=now) for number in range(16)]

    def do(number):
        if number == 8:
            return actions.end(carer=carer, by=ana, now=timezone.now())
        return actions.take_task(task=tasks[number % 16], carer=carer, now=timezone.now())

    at_once(32, do)
    assert not Carer.objects.exists()
    assert not Taking.objects.exists()
