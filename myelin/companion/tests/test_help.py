"""On a bad day, one tap shows whom a member could turn to; it sends nothing, and shows nobody they did not choose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.companion import actions
from myelin.companion.models import Owner
from myelin.members import actions as members
from myelin.messages.models import Message
from myelin.notifications.models import Notice, OutgoingMail

PATH = "/care/help/"


@pytest.fixture
def chosen(treat, ana, ben, noon):
    """A number of ana's center, and ben in her circle."""
    course = treat(ana, "ocrelizumab", date(2026, 3, 10))
    actions.keep_contact(course=course, by=ana, owner=Owner.CENTER, name="Harbor", phone="555 0142")
    members.let_in(member=ana, person=ben, now=noon)
    return course


def test_the_bad_day_leads_there_in_one_tap(shipped, member_client, ana):
    assert f'href="{PATH}"' in member_client(ana).get("/care/today/").text


def test_it_shows_what_was_chosen_and_sends_nothing(chosen, member_client, ana, ben):
    page = member_client(ana).get(PATH).text
    assert 'href="tel:555 0142"' in page and "Harbor" in page
    assert f'href="/messages/to/{ben.handle}/"' in page
    assert "Something new, or much worse?" in page
    assert not Message.objects.exists() and not Notice.objects.exists() and not OutgoingMail.objects.exists()


def test_the_number_of_a_treatment_that_ended_is_not_offered(chosen, member_client, ana, noon):
    ahead = timezone.localdate() + timedelta(days=30)
    actions.end_course(course=chosen, by=ana, ended_on=ahead, now=noon)
    assert "Harbor" in member_client(ana).get(PATH).text
    actions.end_course(course=chosen, by=ana, ended_on=noon.date(), now=noon)
    assert "Harbor" not in member_client(ana).get(PATH).text


def test_others_see_only_their_own(chosen, member_client, cleo):
    page = member_client(cleo).get(PATH).text
    assert "Harbor" not in page and "Nobody is in your circle yet." in page


def test_it_costs_the_same_for_many(chosen, member_client, make_member, ana, noon):
    client = member_client(ana)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(PATH).status_code == 200
        return len(asked)

    client.get(PATH)
    few = cost()
    for number in range(15):
        members.let_in(member=ana, person=make_member(f"friend{number}"), now=noon)
    assert cost() == few
