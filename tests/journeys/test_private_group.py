"""A private group: opened, somebody invited, joined and left; and what member, invited, stranger and blocked get of it."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from myelin.groups import actions as groups
from myelin.groups.models import Access, Group
from myelin.home import actions as home
from myelin.members import actions as members
from myelin.updates import actions as updates
from tests.browser.looks import check_page
from tests.journeys.conftest import log_in
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def circle(ana, ben, ito, cleo):
    """Ben looks after it, Ito is in it, Ana is invited."""
    now = timezone.now()
    group = groups.open_group(
        by=ben,
        name="Early shifts",
        about="Before the sun.",
        rules="Stay kind.\nStay here.",
        access=Access.PRIVATE,
        now=now,
    )
    groups.invite(group=group, by=ben, person=ito, words="", now=now)
    groups.accept_invitation(group=group, member=ito, now=now)
    home.invite(group=group, by=ben, person=ana, words="Come and sit with us?", now=now)
    updates.post_update(author=ito, text="The street has a fox.", group=group, now=now)
    members.block(member=ben, person=cleo, now=now)
    return group


def test_somebody_invited_joins_shares_and_leaves(hands: Hands, circle, ana):
    log_in(hands, ana)
    hands.follow("Groups")
    hands.look()
    hands.follow("Look at it")
    hands.sees("You can see after joining")
    hands.look()
    hands.push("Join", within="main")
    hands.sees("The street has a fox.")
    hands.look()
    hands.write("What would you like to share here?", "Present.")
    hands.push("Share", within="main")
    hands.sees("Present.")
    hands.arrive(f"/groups/{circle.slug}/")
    hands.push("Leave quietly")
    hands.sees("You left the group. Nobody is told. What you wrote there stays yours.")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    ("who", "status"),
    [("ito", 200), ("ana", 200), ("noor", 404), ("cleo", 404)],
    ids=["in", "invited", "out", "blocked"],
)
def test_who_gets_what_of_it(request, browser, live_server, circle, noor, who, status, scripts):
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(request.getfixturevalue(who), backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(java_script_enabled=scripts)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    answer = page.goto(f"{live_server.url}/groups/{circle.slug}/")
    assert answer is not None
    assert answer.status == status
    words = page.locator("body").inner_text()
    assert ("Early shifts" in words) is (status == 200)
    assert ("The street has a fox." in words) is (who == "ito")
    context.close()


def test_the_pages_of_who_looks_after_it_hold_in_every_look(page: Page, live_server, enter, circle, ben, noor, ana):
    now = timezone.now()
    asked = groups.open_group(by=ben, name="Window seats", access=Access.REQUEST, now=now)
    home.ask_to_join(group=asked, member=noor, words="I bake.", now=now)
    post = updates.post_update(author=ben, text="On top.", group=circle, now=now)
    enter(ben)
    inside = f"{live_server.url}/groups/{circle.slug}"
    page.goto(f"{inside}/")
    page.get_by_role("button", name="Keep on top").first.click()
    page.get_by_text("Newest first").wait_for()
    check_page(page)
    for path in ("members/", "members/ito/removal/", "invitations/", "edit/", f"posts/{post.pk}/removal/"):
        page.goto(f"{inside}/{path}")
        for folded in page.locator("main summary").all():
            folded.click()
        check_page(page)
    for path in (f"/groups/{asked.slug}/requests/", "/groups/new/", "/groups/"):
        page.goto(live_server.url + path)
        check_page(page)
    page.goto(f"{live_server.url}/groups/new/")
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("alert").wait_for()
    check_page(page)


def test_the_door_of_a_group_on_request_and_a_post_taken_out(page: Page, live_server, enter, circle, ben, ito, noor):
    now = timezone.now()
    asked = groups.open_group(by=ben, name="Window seats", rules="Kind.", access=Access.REQUEST, now=now)
    enter(noor)
    page.goto(f"{live_server.url}/groups/{asked.slug}/")
    check_page(page)
    page.get_by_role("button", name="Ask to join").click()
    page.get_by_text("You asked to join").wait_for()
    check_page(page)
    post = Group.objects.get(pk=circle.pk).threads.get()
    home.take_post_out(thread=post, by=ben, reason="It names somebody.", now=now)
    enter(ito)
    page.goto(f"{live_server.url}/groups/taken-out/{post.pk}/")
    check_page(page)
