"""An infusion day without a network (J2): taps wait in sight, go out once and in order, and can be taken back meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from myelin.companion.actions import add_course
from myelin.companion.models import Infusion, Tap
from myelin.therapies.models import Therapy
from tests.browser.looks import check_page
from tests.journeys.conftest import PHONE, let_in
from tests.journeys.test_offline_diary import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def dose(pack_loaded, ana) -> Infusion:
    """Ana's dose of today."""
    today = timezone.localdate()
    course = add_course(
        member=ana, therapy=Therapy.objects.get(slug="ocrelizumab"), started_on=today - timedelta(days=14),
        last_given_on=today - timedelta(days=14), jurisdiction="US", time_zone="UTC", now=timezone.now(),
    )  # fmt: skip
    found = course.infusions.filter(given_on=None).order_by("number").first()
    assert found is not None
    return found


@pytest.fixture
def phone(page: Page, live_server, dose, ana, enter) -> Page:
    """Ana's phone, in the middle of her infusion day."""
    page.set_viewport_size(PHONE)
    enter(ana)
    page.goto(f"{live_server.url}/care/infusions/{dose.pk}/day/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "caches.match('/care/infusions/away/').then((kept) => Boolean(kept))")
    return page


def push(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).first.click()


def no_network(page: Page, context: BrowserContext) -> None:
    """Cut the network, and let the page know."""
    context.set_offline(True)
    until(page, "!navigator.onLine")
    # What leaves through the service worker is cut a moment later.
    until(page, "fetch('/healthz', {cache: 'no-store'}).then(() => false, () => true)")


def waits(page: Page, number: int) -> None:
    expect(page.locator("#taps li")).to_have_count(number)


def nothing_waits(page: Page) -> None:
    until(page, "!Object.keys(localStorage).some((name) => name.startsWith('tap-waits:'))")
    expect(page.locator("#taps")).to_be_hidden()


def kinds() -> list[str]:
    return list(Tap.objects.filter(undone_at=None).order_by("at").values_list("kind", flat=True))


def test_with_a_network_a_tap_is_kept_once_and_said_so(phone: Page):
    push(phone, "I am here")
    expect(phone.get_by_text("Noted, with the time.")).to_be_visible()
    nothing_waits(phone)
    assert kinds() == ["arrive"]


def test_without_one_taps_wait_in_sight_and_go_out_once_in_their_order(phone: Page, context: BrowserContext):
    no_network(phone, context)
    push(phone, "I am here")
    waits(phone, 1)
    push(phone, "I had the first medicines")
    waits(phone, 2)
    push(phone, "The infusion started")
    waits(phone, 3)
    check_page(phone)
    assert not Tap.objects.exists()
    context.set_offline(False)
    expect(phone.get_by_role("heading", name="Notes so far")).to_be_visible()
    nothing_waits(phone)
    assert kinds() == ["arrive", "premedication", "start"]
    assert Tap.objects.count() == 3
    first, second, third = Tap.objects.order_by("pk")
    assert [first.kind, second.kind, third.kind] == kinds(), "they arrived as they happened"


def test_what_waits_can_be_taken_back_before_it_arrives(phone: Page, context: BrowserContext):
    no_network(phone, context)
    push(phone, "I am here")
    waits(phone, 1)
    push(phone, "I had the first medicines")
    waits(phone, 2)
    phone.locator("#taps li").nth(1).get_by_role("button", name="Take back").click()
    waits(phone, 1)
    context.set_offline(False)
    expect(phone.get_by_role("heading", name="Notes so far")).to_be_visible()
    nothing_waits(phone)
    assert kinds() == ["arrive"]


def test_what_has_arrived_can_be_taken_back_without_a_network(phone: Page, context: BrowserContext):
    push(phone, "I am here")
    expect(phone.get_by_role("heading", name="Notes so far")).to_be_visible()
    no_network(phone, context)
    phone.get_by_role("button", name="Take back").first.click()
    expect(phone.locator("#taps")).to_contain_text("is taken back")
    context.set_offline(False)
    nothing_waits(phone)
    expect(phone.get_by_role("heading", name="Notes so far")).to_have_count(0)
    assert kinds() == [] and Tap.objects.count() == 1


def test_a_network_cut_in_the_middle_stores_it_exactly_once(phone: Page):
    def cut(route):
        route.fetch()
        return route.abort()

    phone.route("**/api/v1/infusions/**", cut)
    push(phone, "I am here")
    waits(phone, 1)
    assert Tap.objects.count() == 1, "the server has it, and the phone does not know"
    phone.unroute("**/api/v1/infusions/**")
    phone.reload()
    nothing_waits(phone)
    assert Tap.objects.count() == 1 and kinds() == ["arrive"]


def test_what_may_have_arrived_is_taken_back_there_too(phone: Page):
    def cut(route):
        if route.request.method == "PUT":
            route.fetch()
        return route.abort()

    phone.route("**/api/v1/infusions/**", cut)
    push(phone, "I am here")
    waits(phone, 1)
    phone.locator("#taps li").get_by_role("button", name="Take back").click()
    expect(phone.locator("#taps")).to_contain_text("is taken back")
    phone.unroute("**/api/v1/infusions/**")
    phone.reload()
    nothing_waits(phone)
    assert kinds() == [] and Tap.objects.count() == 1


def test_a_page_opened_without_a_network_keeps_taps_too(phone: Page, context: BrowserContext, live_server, dose):
    no_network(phone, context)
    phone.goto(f"{live_server.url}/care/infusions/{dose.pk}/day/")
    expect(phone.get_by_text("No signal right now.")).to_be_visible()
    push(phone, "I am here")
    waits(phone, 1)
    push(phone, "Itchy")
    waits(phone, 2)
    check_page(phone)
    context.set_offline(False)
    expect(phone.get_by_role("heading", name="Notes so far")).to_be_visible()
    nothing_waits(phone)
    assert kinds() == ["arrive", "feeling"]


def test_what_waits_is_never_sent_for_somebody_else(
    phone: Page, context: BrowserContext, live_server, dose, ben, quiet
):
    no_network(phone, context)
    push(phone, "I am here")
    waits(phone, 1)
    assert not Tap.objects.exists()
    # Somebody else has the phone before there is a network again; the page of Ana is still open.
    context.clear_cookies()
    let_in(context, ben, live_server.url)
    with phone.expect_response("**/api/v1/infusions/**") as answered:
        context.set_offline(False)
    assert answered.value.status in {403, 404}
    assert quiet.complaints.pop().endswith(answered.value.url), "that refusal is the one thing that went wrong"
    phone.goto(f"{live_server.url}/care/today/")
    answer = phone.goto(f"{live_server.url}/care/infusions/{dose.pk}/day/")
    assert answer is not None and answer.status == 404
    assert not Tap.objects.exists()


def test_nothing_of_a_member_is_kept_by_the_service_worker(phone: Page, dose):
    kept = phone.evaluate("caches.match('/care/infusions/away/').then((answer) => answer.text())")
    assert "Ana" not in kept and f"/{dose.pk}/" not in kept and "ocrelizumab" not in kept
