"""The charts of a year with a switch of medicine in it, seen in every look and on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.companion import actions
from myelin.pack.models import Symptom
from myelin.therapies.models import Therapy
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def a_year_with_a_switch(pack_loaded, ana):
    now, today = timezone.now(), timezone.localdate()
    for slug, back in (("natalizumab", 500), ("ocrelizumab", 100)):
        actions.add_course(
            member=ana,
            therapy=Therapy.objects.get(slug=slug),
            started_on=today - timedelta(days=back),
            jurisdiction="US",
            time_zone="UTC",
            now=now,
        )
    symptom = Symptom.objects.current().first().slug
    for back in range(0, 200, 2):
        told = {"energy": back % 8, "sleep": 5, "symptoms": {symptom: back % 11}}
        actions.save_day(member=ana, day=today - timedelta(days=back), today=today, now=now, **told)


def test_it_holds_in_every_look_and_prints(page: Page, live_server: LiveServer, enter, ana, a_year_with_a_switch):
    enter(ana)
    page.goto(f"{live_server.url}/care/charts/")
    expect(page.get_by_role("heading", name="All at one look")).to_be_visible()
    expect(page.get_by_role("heading", name="Before and after")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Sleep", exact=True).click()
    expect(page.get_by_role("heading", name="Sleep, day by day")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Sleep, day by day")).to_be_visible()
    expect(page.get_by_role("link", name="Energy", exact=True)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
