"""The diary without a network: what is tapped waits in sight, goes out once, and only for whoever tapped it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Error, Page, expect

from myelin.companion.actions import follow_symptoms, save_day
from myelin.companion.models import DiaryArrival, DiaryEntry
from myelin.pack.models import Symptom
from tests.browser.looks import check_page
from tests.journeys.conftest import let_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = "/care/today/"


@pytest.fixture
def phone(page: Page, live_server, pack_loaded, ana, enter) -> Page:
    """Ana's phone, which opened the page of today once."""
    now, today = timezone.now(), timezone.localdate()
    follow_symptoms(member=ana, symptoms=list(Symptom.objects.named(["fatigue", "memory"])), now=now)
    save_day(member=ana, day=today - timedelta(days=1), today=today, now=now, mood="okay", symptoms={"fatigue": 6})
    page.set_viewport_size({"width": 390, "height": 844})
    enter(ana)
    page.goto(live_server.url + TODAY)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "caches.match('/care/today/away/').then((kept) => Boolean(kept))")
    return page


def tap(page: Page, words: str) -> None:
    page.get_by_role("radio", name=words, exact=True).check()


def waiting(page: Page):
    return page.locator("#waiting")


def nothing_waits(page: Page) -> None:
    until(page, "!Object.keys(localStorage).some((name) => name.startsWith('diary-waits:'))")
    expect(waiting(page)).to_be_hidden()


def until(page: Page, true: str) -> None:
    """Ask again and again; waiting inside the page would need a policy that allows `eval`."""
    for _turn in range(150):
        # A page that is being left cannot be asked.
        with suppress(Error):
            if page.evaluate(true):
                return
        page.wait_for_timeout(200)
    raise AssertionError(true)


def test_three_taps_and_every_look(phone: Page):
    check_page(phone)
    tap(phone, "Low")
    tap(phone, "Worse (7)")
    phone.get_by_role("button", name="Done").click()
    phone.wait_for_url("**/care/diary/")
    entry = DiaryEntry.objects.get(day=timezone.localdate())
    assert entry.values == {"mood": "low", "symptoms": {"fatigue": 7}}


def test_without_a_network_it_waits_in_sight_and_goes_out_once(phone: Page, context: BrowserContext, live_server):
    today = timezone.localdate()
    context.set_offline(True)
    tap(phone, "Low")
    phone.get_by_role("button", name="Done").click()
    expect(waiting(phone)).to_be_visible()
    phone.goto(live_server.url + TODAY)
    expect(phone.get_by_text("No signal right now.")).to_be_visible()
    expect(waiting(phone).locator("li")).to_have_count(1)
    check_page(phone)
    phone.get_by_role("button", name="Very bad").click()
    expect(waiting(phone).locator("li")).to_have_count(2)
    context.set_offline(False)
    expect(phone.get_by_text("Since yesterday")).to_be_visible()
    nothing_waits(phone)
    entry = DiaryEntry.objects.get(day=today)
    assert (entry.mood, entry.bad, entry.symptoms) == ("low", 2, {"fatigue": 6})
    assert DiaryArrival.objects.count() == 2


def test_a_network_cut_in_the_middle_stores_it_exactly_once(phone: Page):
    def cut(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        return route.abort()

    phone.route("**" + TODAY, cut)
    tap(phone, "Rough")
    phone.get_by_role("button", name="Done").click()
    expect(waiting(phone).locator("li")).to_have_count(1)
    assert DiaryArrival.objects.count() == 1, "the server has it, and the phone does not know"
    phone.unroute("**" + TODAY)
    phone.reload()
    nothing_waits(phone)
    assert DiaryArrival.objects.count() == 1
    assert DiaryEntry.objects.filter(day=timezone.localdate()).count() == 1


def test_what_waits_is_never_sent_for_somebody_else(phone: Page, context: BrowserContext, live_server, ben):
    context.set_offline(True)
    tap(phone, "Low")
    phone.get_by_role("button", name="Done").click()
    expect(waiting(phone)).to_be_visible()
    context.set_offline(False)
    phone.goto("about:blank")
    context.clear_cookies()
    let_in(context, ben, live_server.url)
    phone.goto(live_server.url + TODAY)
    expect(phone.get_by_role("heading", name="How is today?")).to_be_visible()
    expect(waiting(phone)).to_be_hidden()
    assert not DiaryEntry.objects.filter(member=ben).exists()


def test_nothing_of_a_member_is_kept_by_the_service_worker(phone: Page):
    kept = phone.evaluate(
        """async () => {
          const pages = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const one of await cache.keys()) {
              const answer = await cache.match(one);
              if (!new URL(one.url).pathname.startsWith("/static/")) pages.push(await answer.text());
            }
          }
          return pages;
        }"""
    )
    assert len(kept) == 2
    assert not any(word in page for page in kept for word in ("Ana", "Fatigue"))
