"""Who looked, and at what: written for every look and deed, for the member alone, and never changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from myelin.audit.models import Entry
from myelin.base.tests.markup import bare
from myelin.circle import actions
from myelin.circle.models import Look
from myelin.privacy import actions as privacy


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def kinds():
    return list(Look.objects.order_by("id").values_list("kind", flat=True))


def test_each_look_says_what_was_there_to_see(let, ana, ben):
    let(ana, ben, "calendar", "runway")
    client = browser_of(ben)
    client.get("/circle/ana/")
    client.get("/circle/ana/")
    assert kinds() == ["joined", *["board", "dates", "steps"] * 2]
    page = browser_of(ana).get("/care/circle/log/").text
    assert page.count("looked at the steps of your plan") == 2 and "Ben" in page
    assert Entry.objects.filter(actor=ben, action="circle.steps").count() == 2


def test_each_deed_stands_there(let, ana, ben):
    now = timezone.now()
    carer = let(ana, ben)
    task = actions.add_task(member=ana, title="Soup", on=now.date(), now=now)
    actions.take_task(task=task, carer=carer, now=now)
    actions.give_back(task=task, carer=carer, now=now)
    actions.observe(carer=carer, text="Well.", day=now.date(), now=now)
    browser_of(ben).get("/circle/ana/notes/")
    secret = actions.open_feed(carer=carer, now=now)
    for _ in range(3):
        assert Client().get(f"/calendar/circle/{secret}.ics").status_code == 200
    actions.end(carer=carer, by=ben, now=now)
    assert kinds() == ["joined", "taken", "given_back", "noted", "notes", "feed", "left"]
    assert "took something on your list: Soup" in browser_of(ana).get("/care/circle/log/").text.replace("\n", " ")


def test_a_refused_look_is_no_look(let, ana, ben, noor):
    assert browser_of(noor).get("/circle/ana/").status_code == 404
    assert kinds() == []


def test_the_link_is_noted_once_in_ten_minutes(ana):
    secret = actions.open_board(member=ana, days=7, now=timezone.now())
    for _ in range(3):
        Client().get(f"/board/{secret}/")
    assert kinds() == ["board"]
    assert "Someone with the link" in browser_of(ana).get("/care/circle/").text


def test_the_database_refuses_to_change_or_delete_it(let, ana, ben):
    let(ana, ben)
    for change in (lambda: Look.objects.update(kind="left"), lambda: Look.objects.all().delete()):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            change()


def test_who_left_for_good_stays_as_nobody_and_the_members_own_log_goes_with_them(let, ana, ben):
    let(ana, ben)
    actions.observe(carer=ben.cares_for.get(), text="Well.", day=timezone.localdate(), now=timezone.now())
    privacy.erase(member=ben, now=timezone.now())
    page = browser_of(ana).get("/care/circle/log/").text
    assert "Somebody who left" in page and "Ben" not in bare(page)
    privacy.erase(member=ana, now=timezone.now())
    assert not Look.objects.exists()


def test_the_list_comes_in_pages(let, ana, ben, noon, django_assert_max_num_queries):
    let(ana, ben)
    for _ in range(35):
        actions.note_look(member=ana, person=ben, kind="dates", now=noon)
    client = browser_of(ana)
    with django_assert_max_num_queries(6):
        page = client.get("/care/circle/log/").text
    assert page.count("looked at the dates") == 30 and "after=" in page
