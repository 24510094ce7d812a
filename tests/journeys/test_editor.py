"""An author begins an article in the editors' room: its title is enough for it to be kept."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.library.models import ArticlePage, LibraryIndexPage
from myelin.library.tests import factories
from myelin.members.models import Member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_title_is_enough_for_a_draft_to_be_kept(
    page: Page, live_server: LiveServer, enter: Callable[[Member], None], ben: Member
) -> None:
    nell = factories.author(ben)
    enter(nell)
    page.goto(f"{live_server.url}/cms/pages/add/library/articlepage/{LibraryIndexPage.objects.get().pk}/")
    page.locator("#id_title").press_sequentially("Cómo están")
    expect(page.locator("#id_slug")).to_have_value("como-estan")
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile("/edit/$"))
    assert ArticlePage.objects.get(slug="como-estan").author == nell
