"""Two people at once: what one does, the other sees without loading anything, and nothing moves by itself."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from myelin.discussion import actions as discussion
from myelin.live.tests.listening import streams
from myelin.members import actions as members
from myelin.messages import actions as messages
from myelin.updates import actions as updates
from tests.browser.looks import check_page
from tests.journeys.conftest import let_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PATIENT = 15_000


@pytest.fixture
def live(settings):
    with streams() as running:
        settings.LIVE_PORT = running.port
        yield running


@pytest.fixture
def two(browser: Browser, live, live_server, ana, ben):
    """A browser for Ana and one for Ben."""
    contexts = [browser.new_context(viewport={"width": 390, "height": 844}) for _ in range(2)]
    for context, member in zip(contexts, (ana, ben), strict=True):
        let_in(context, member, live_server.url)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def listening(page: Page) -> None:
    """Wait until the page holds its stream."""
    expect(page.locator("body")).to_have_attribute("data-listening", "on", timeout=PATIENT)


def test_two_people_talk_and_react_live(two, live_server, ana, ben):
    of_ana, of_ben = two
    update = updates.post_update(author=ana, text="A quiet day", now=timezone.now())
    for page in two:
        page.goto(f"{live_server.url}/updates/{update.pk}/")
        listening(page)

    hug = of_ben.get_by_role("button", name="Hug")
    hug.click()
    expect(hug).to_have_attribute("aria-pressed", "true")
    expect(hug).to_be_focused()
    expect(of_ana.locator(f"#count-{update.pk}")).to_have_text("A hug from Ben", timeout=PATIENT)
    expect(of_ana.locator("[data-news]")).to_have_attribute("aria-label", "News for you, some new", timeout=PATIENT)
    hug.click()
    expect(of_ana.locator(f"#count-{update.pk}")).to_have_text("", timeout=PATIENT)

    of_ben.get_by_label("Write something kind").last.fill("Rest well, Ana.")
    of_ben.get_by_role("button", name="Send").last.click()
    offer = of_ana.locator("#comments-fresh")
    expect(offer).to_contain_text("1 new comment.", timeout=PATIENT)
    expect(of_ana.get_by_text("Rest well, Ana.")).to_have_count(0)
    check_page(of_ana)
    offer.get_by_role("button", name="Show them.").click()
    expect(of_ana.get_by_text("Rest well, Ana.")).to_be_visible()
    expect(of_ana.locator("#comments > li").last).to_be_focused()
    expect(offer).to_be_empty()


def test_new_posts_are_offered_and_nothing_moves_until_they_are_asked_for(two, live_server, ana, ben, cleo):
    of_ana, _of_ben = two
    updates.post_update(author=ben, text="The first", now=timezone.now())
    of_ana.goto(f"{live_server.url}/updates/")
    listening(of_ana)
    first = of_ana.get_by_text("The first")
    before = first.bounding_box()["y"]
    updates.post_update(author=cleo, text="From somebody who is blocked", now=timezone.now())
    for words in ("The second", "The third"):
        updates.post_update(author=ben, text=words, now=timezone.now())
    offer = of_ana.locator("#posts-fresh")
    expect(offer).to_contain_text("2 new posts.", timeout=PATIENT)
    expect(of_ana.get_by_text("The third")).to_have_count(0)
    assert first.bounding_box()["y"] - before < 120
    offer.get_by_role("button", name="Show them.").click()
    words = of_ana.locator("#posts > article").all_inner_texts()
    assert [next(w for w in ("third", "second", "first") if w in text) for text in words] == [
        "third",
        "second",
        "first",
    ]
    members.set_calm(member=ana, on=True)
    of_ana.reload()
    listening(of_ana)
    updates.post_update(author=ben, text="The fourth", now=timezone.now())
    of_ana.wait_for_timeout(4_000)
    expect(offer).to_be_empty()


def test_news_are_offered_in_their_list_and_private_words_put_a_dot(two, live_server, ana, ben, cleo):
    of_ana, _of_ben = two
    update = updates.post_update(author=ana, text="A quiet day", now=timezone.now())
    of_ana.goto(f"{live_server.url}/notifications/")
    listening(of_ana)
    letters = of_ana.locator("[data-letters]")
    expect(letters).to_have_attribute("aria-label", "Messages")
    for words in ("Rest well.", "And sleep."):
        discussion.write_comment(thread=update.thread, author=ben, text=words, now=timezone.now())
    members.let_in(member=ana, person=ben, now=timezone.now())
    messages.begin(by=ben, people=[ana], text="Hello", key=uuid4(), now=timezone.now())
    offer = of_ana.locator("#today-list-fresh")
    expect(offer).to_contain_text("2 new lines.", timeout=PATIENT)
    expect(of_ana.get_by_text("wrote under something of yours")).to_have_count(0)
    check_page(of_ana)
    offer.get_by_role("button", name="Show them.").click()
    expect(of_ana.get_by_text("wrote under something of yours")).to_have_count(2)
    expect(letters).to_have_attribute("aria-label", "Messages, some new", timeout=PATIENT)


def test_a_stream_is_taken_up_again_when_the_process_comes_back(two, live, live_server, ana, ben):
    of_ana, _of_ben = two
    updates.post_update(author=ben, text="The first", now=timezone.now())
    of_ana.goto(f"{live_server.url}/updates/")
    listening(of_ana)
    live.process.kill()
    live.process.wait()
    updates.post_update(author=ben, text="While nobody listened", now=timezone.now())
    live.start()
    expect(of_ana.locator("#posts-fresh")).to_contain_text("1 new post.", timeout=25_000)


def test_following_somebody_keeps_the_page(two, live_server, noor):
    of_ana, _of_ben = two
    of_ana.goto(f"{live_server.url}/people/noor/")
    button = of_ana.get_by_role("button", name="Follow", exact=True)
    button.click()
    pressed = of_ana.get_by_role("button", name="Following")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    pressed.click()
    expect(of_ana.get_by_role("button", name="Follow", exact=True)).to_have_attribute("aria-pressed", "false")
