"""Home for somebody told lately, the shelf, and a group that asks: every state of them in every look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.groups import actions as groups
from myelin.members.models import Member, Profile, Role
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_somebody_told_lately_finds_the_shelf_and_the_end_of_what_is_new(
    page: Page, live_server: LiveServer, enter, ana, ben
):
    now = timezone.now()
    Member.objects.filter(pk=ana.pk).update(role=Role.MS, joined_at=now - timedelta(days=9))
    Profile.objects.filter(member=ana).update(told_year=now.year)
    old = updates.post_update(author=ben, text="You may rest.", now=now - timedelta(days=8))
    updates.post_update(author=ben, text="Sun today.", now=now)
    enter(ben)
    page.goto(f"{live_server.url}/updates/{old.pk}/")
    check_page(page)
    page.get_by_role("button", name="Put it on the shelf").click()
    expect(page.get_by_role("button", name="Take it off the shelf")).to_be_visible()
    check_page(page)

    page.context.clear_cookies()
    enter(ana)
    session = ana.sessions.model.objects.get(member=ana)
    store = session.get_session_store_class()(session.session_key)
    store["seen_at"] = (now - timedelta(days=3)).timestamp()
    store.save()
    page.goto(live_server.url)
    expect(page.get_by_text("That is everything since")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Show the newest first").click()
    check_page(page)
    page.get_by_role("link", name="What I wish I had known in month 1").first.click()
    expect(page.get_by_text("You may rest.")).to_be_visible()
    check_page(page)


def test_a_group_asks_and_votes(page: Page, live_server: LiveServer, enter, ana, ben):
    now = timezone.now()
    group = groups.open_group(by=ben, name="Early birds", now=now)
    asked = questions.ask_question(author=ben, title="Tea or coffee?", group=group, now=now)
    enter(ben)
    page.goto(f"{live_server.url}/groups/{group.slug}/")
    page.get_by_text("Add a poll").click()
    check_page(page)
    save = page.locator(f"#thread-{asked.pk}").get_by_role("button", name="Save")
    save.click()
    expect(page.locator(f"#thread-{asked.pk}").get_by_role("button", name="Saved")).to_be_focused()
    page.get_by_role("link", name="Ask this group a question").click()
    expect(page.get_by_label("Ask in a group")).to_have_value(group.slug)
    check_page(page)
    page.goto(live_server.url + asked.thread.url)
    expect(page.get_by_role("link", name="Early birds")).to_be_visible()
    check_page(page)
