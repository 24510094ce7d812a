"""No page asks anybody but us: no font, no picture, no script, no counter of somebody else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext

from myelin.groups import actions as groups
from myelin.questions import actions as questions
from myelin.updates import actions as updates
from tests.journeys.conftest import let_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MAIN = [
    "/", "/updates/?show=all", "/questions/", "/people/", "/groups/", "/messages/", "/notifications/", "/care/", "/library/",
    "/medicines/", "/search/?q=sleep", "/settings/notifications/",
]  # fmt: skip
OURS = {"", "data", "blob"}
"""What asks nobody: an address without a host."""


def hosts_asked(context: BrowserContext, home: str, paths: list[str]) -> dict[str, set[str]]:
    """For each page the hosts that were asked while it was shown, by whatever: page, script, style or worker."""
    asked: dict[str, set[str]] = {}
    here = ""
    context.on("request", lambda request: asked.setdefault(here, set()).add(urlsplit(request.url).netloc))
    page = context.new_page()
    for path in paths:
        here = path
        page.goto(home + path, wait_until="networkidle")
    return asked


@pytest.fixture
def pages(pack_loaded, ana, ben) -> list[str]:
    """The main pages, with something on each, and one of each kind of thing."""
    now = timezone.now()
    update = updates.post_update(author=ben, text="A picture: https://pictures.invalid/cat.png", now=now)
    question = questions.ask_question(author=ben, title="How do you sleep?", now=now)
    group = groups.open_group(by=ben, name="Early birds", now=now)
    things = [f"/updates/{update.pk}/", f"/questions/{question.pk}/", f"/groups/{group.slug}/", "/people/ben/"]
    return [*MAIN, *things]


def test_a_member_reads_the_main_pages_and_nobody_else_hears_of_it(browser, live_server, ana, pages):
    context = browser.new_context()
    let_in(context, ana, live_server.url)
    asked = hosts_asked(context, live_server.url, pages)
    context.close()
    ours = urlsplit(live_server.url).netloc
    assert {path: hosts - OURS - {ours} for path, hosts in asked.items() if hosts - OURS - {ours}} == {}
    assert set(asked) == set(pages)


def test_a_visitor_neither(browser, live_server, pages):
    context = browser.new_context()
    asked = hosts_asked(context, live_server.url, ["/", "/library/", "/medicines/", "/questions/", "/join/", "/login/"])
    context.close()
    assert set().union(*asked.values()) - OURS == {urlsplit(live_server.url).netloc}


def test_the_test_notices_somebody_else(browser, live_server, ana):
    """The control: a page that asks elsewhere is found out."""
    context = browser.new_context(bypass_csp=True)
    context.route("**/elsewhere.png", lambda route: route.abort())
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page = context.new_page()
    page.goto(f"{live_server.url}/login/")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'https://other.invalid/elsewhere.png' }))")
    page.wait_for_timeout(500)
    context.close()
    assert "other.invalid" in asked
