"""A voice note from the page itself: recorded with a real recorder, sent once the network is back, heard in the diary."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from myelin.companion.models import VoiceNote
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PLAYED = """async () => {
  const sound = document.querySelector(".voice audio");
  await sound.play();
  return [sound.currentSrc.length > 0, sound.error];
}"""


def test_it_is_recorded_waits_for_the_network_and_is_heard(
    page: Page, context: BrowserContext, live_server, ana, enter, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    enter(ana)
    page.goto(f"{live_server.url}/care/diary/")
    page.get_by_role("link", name="Say it aloud").click()
    state, clock = page.get_by_role("status"), page.get_by_role("timer")
    expect(state.get_by_text("Nothing is recorded before you start")).to_be_visible()
    expect(clock).to_have_text("0:00")
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    check_page(page)

    page.get_by_role("button", name="Start recording").press("Enter")
    expect(state.get_by_text("Recording. Say whatever you like.")).to_be_visible()
    expect(clock).not_to_have_text("0:00")
    page.get_by_role("button", name="Stop").press("Enter")
    page.get_by_role("button", name="Throw it away").press("Enter")
    expect(state.get_by_text("Nothing of it was kept")).to_be_visible()
    expect(page.get_by_label("A recording")).to_be_visible()

    page.get_by_role("button", name="Start recording").press("Enter")
    expect(clock).not_to_have_text("0:00")
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.locator("#recorder-sound")).to_be_visible()
    expect(page.get_by_role("button", name="Start recording")).to_be_hidden()
    check_page(page)

    page.get_by_role("button", name="Throw it away").press("Enter")
    page.get_by_role("button", name="Start recording").press("Enter")
    expect(clock).not_to_have_text("0:00")
    page.get_by_label("What I said, in words").fill("Walked to the lake")
    context.set_offline(True)
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(state.get_by_text("No network right now.")).to_be_visible()
    assert not VoiceNote.objects.exists()
    context.set_offline(False)
    expect(page).to_have_url(re.compile(r"/care/diary/[\d-]{10}/$"))
    expect(page.get_by_role("heading", name="Voice notes")).to_be_visible()
    expect(page.get_by_text("Walked to the lake")).to_be_visible()
    voice = VoiceNote.objects.get()
    assert voice.content_type == "audio/webm" and voice.size > 1_000
    assert page.evaluate(PLAYED) == [True, None]
    check_page(page)
