"""A treatment with a last day: until then it is planned, from then on nothing is. And days that passed without a word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from myelin.companion import actions, queries
from myelin.companion.models import Course, Infusion

LAST = date(2026, 8, 1)


@pytest.fixture
def course(treat, ana, noon, monkeypatch):
    """Natalizumab every four weeks; its doses of June 1 and June 29 are open."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return treat(ana, "natalizumab", date(2026, 1, 12), last_given_on=date(2026, 5, 4))


def test_until_its_last_day_it_is_planned(course, member_client, ana, noon, monkeypatch):
    client, path = member_client(ana), f"/care/courses/{course.pk}/"
    said = client.post(f"{path}end/", {"ended_on": LAST.isoformat()}, follow=True).text
    assert "Noted. It is planned until August 1, 2026." in said and "It is planned until August 1, 2026." in said
    assert "June 29, 2026" in said and "July 27, 2026" in said and "August 24, 2026" not in said
    assert "This treatment ended" not in said.replace("This treatment ended</button>", "")
    assert Infusion.objects.of(ana).to_come().count() == 3
    assert queries.running(ana) == [course]
    actions.fill_plans(now=noon)
    assert not course.infusions.filter(due_on__gt=LAST).exists()

    monkeypatch.setattr("django.utils.timezone.now", lambda: noon + timedelta(days=47))
    assert "This treatment ended, so nothing is planned." in member_client(ana).get(path).text
    assert not Infusion.objects.of(ana).to_come().exists() and not Course.objects.running().exists()


def test_a_day_that_passed_is_asked_about_and_is_not_to_come(course, member_client, ana):
    page = member_client(ana).get(f"/care/courses/{course.pk}/").text
    passed, to_come = page.split("To come</h2>")
    assert "Their day has passed. Did it happen?" in passed and "June 1, 2026" in passed
    assert "June 29, 2026" in to_come and "June 1, 2026" not in to_come.split("Given</h2>")[0]


def test_none_of_many_days_that_passed_is_left_out(treat, member_client, ana):
    """More of them than stand there at once unfold below; they can be answered in their order alone."""
    course = treat(ana, "natalizumab", date(2025, 7, 7))
    page = member_client(ana).get(f"/care/courses/{course.pk}/").text.split("To come</h2>")[0]
    today = course.today(timezone.now())
    passed = [dose.pk for dose in course.infusions.all() if dose.due_on < today]
    assert len(passed) > 8 and "Later ones" in page
    assert all(f'href="/care/infusions/{number}/"' in page for number in passed)
