"""Every page of the table of routes, seen in every look: what no journey comes by is here, too."""

from __future__ import annotations

from collections.abc import Callable
from itertools import batched

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from myelin.config.policy import ROUTES, Who
from myelin.members.models import Member
from tests.authz.examples import ELSEWHERE, arguments_of
from tests.authz.seconds import add_seconds
from tests.authz.world import World, build
from tests.browser.looks import check_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WHO_LOOKS = {
    Who.ANYONE: "visitor",
    Who.MEMBER: "owner",
    Who.SEES: "owner",
    Who.MEMBER_WHO_SEES: "stranger",
    Who.OWNER: "owner",
    Who.TENDER: "owner",
    Who.CARER: "carer",
    Who.CARER_WITH: "carer",
    Who.INVITED_CARER: "asked to care",
    Who.REVIEWER: "reviewer",
    Who.OPERATOR: "operator",
}
NO_PAGE = {
    "base:manifest",
    "base:service_worker",
    "healthz",
    "readyz",
    "home:picture",
    "companion:paper",
    "companion:letter",
    "companion:proof",
    "companion:sound",
    "visits:paper",
    "visits:bundle",
    "library:feed",
    "library:sitemap",
    "library:robots",
}
PAGES = [
    (name, WHO_LOOKS[rule.read])
    for name, rule in ROUTES.items()
    if rule.read in WHO_LOOKS and name not in ELSEWHERE | NO_PAGE and not name.startswith("api:")
]
AT_ONCE = 24
"""Pages that share a world: it takes as long to build as a page to look at."""
WALKS = [
    (actor, pages)
    for actor in sorted({actor for _name, actor in PAGES})
    for pages in batched([name for name, who in PAGES if who == actor], AT_ONCE, strict=False)
]


@pytest.fixture
def world(transactional_db: None, make_member: Callable[..., Member]) -> World:
    """Two things of every kind that lists show."""
    now = timezone.now()
    world = build(make_member, now)
    add_seconds(world, make_member, now)
    return world


@pytest.mark.parametrize(("actor", "pages"), WALKS, ids=[f"{pages[0]} and on for the {who}" for who, pages in WALKS])
def test_the_pages_of_the_table_hold_in_every_look(page: Page, live_server: LiveServer, enter, world, actor, pages):
    if actor != "visitor":
        enter(world.people[actor])
    for name in pages:
        answer = page.goto(live_server.url + reverse(name, kwargs=arguments_of(name, world)))
        assert answer is not None
        assert answer.status == 200, f"{name}: {answer.status}"
        check_page(page)


@pytest.mark.parametrize("path", ["/medicines/", "/medicines/ocrelizumab/", "/topics/", "/library/reviews/", "/facts/"])
def test_the_pages_full_of_the_pack_hold_in_every_look(
    page: Page, live_server: LiveServer, enter, pack_loaded, ito, path
):
    enter(ito)
    answer = page.goto(live_server.url + path)
    assert answer is not None
    assert answer.status == 200
    check_page(page)
