"""The main job, as people do it: in a real browser, without scripts, and by keyboard alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from myelin.library import actions as library
from myelin.library.models import ArticlePage
from myelin.questions import actions as questions
from myelin.questions.models import Question
from myelin.updates.models import Update
from tests.browser.looks import check_page
from tests.journeys.conftest import code_in, demo_on, newest_letter, picture_file, press, tab_to, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
GUIDE = "infusion-treatments-guide"


@pytest.fixture
def published(loaded, ito, noon):
    """The guide, signed by Ito."""
    guide = ArticlePage.objects.get(slug=GUIDE)
    return library.sign_article(article=guide, reviewer=ito, next_review_on=None, now=timezone.now())


def test_a_visitor_reads_the_guide_and_subscribes(plain: Page, live_server, published):
    plain.goto(f"{live_server.url}/library/")
    plain.get_by_role("link", name="MS infusion treatments: a guide").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("MS infusion treatments: a guide")
    expect(plain.get_by_text("Ito").first).to_be_visible()
    plain.goto(f"{live_server.url}/newsletter/")
    plain.fill("main [name=email]", "reader@example.org")
    plain.locator("main form button").first.click()
    letter = newest_letter("reader@example.org")
    link = re.search(r"/newsletter/confirmation/\S+", letter)
    assert link, letter
    plain.goto(live_server.url + link.group(0))
    plain.locator("main form button").first.click()
    expect(plain.locator("main")).to_contain_text("Become a member")


def test_somebody_newly_diagnosed_joins_posts_asks_and_is_answered(plain: Page, live_server, loaded, ben, tmp_path):
    plain.goto(f"{live_server.url}/join/")
    plain.fill("[name=name]", "Juno")
    plain.fill("[name=email]", "juno@example.org")
    plain.fill("[name=password1]", "a river under the bridge")
    plain.get_by_role("button", name="Continue").click()
    plain.fill("[name=code]", code_in(newest_letter("juno@example.org")))
    plain.get_by_role("button", name="Continue").click()
    expect(plain).to_have_url(f"{live_server.url}/join/role/")
    plain.check("[name=account]")
    plain.get_by_role("button", name="Come in").click()
    expect(plain).to_have_url(f"{live_server.url}/")

    plain.goto(f"{live_server.url}/updates/new/")
    plain.check("[name=mood][value=low]")
    plain.get_by_role("button", name="Share").click()
    expect(plain.locator("main")).to_contain_text("An update needs words or a picture.")
    expect(plain.locator("[name=mood][value=low]")).to_be_checked()
    plain.set_input_files("[name=picture_1]", picture_file(tmp_path))
    plain.fill("[name=alt_1]", "A window")
    plain.get_by_role("button", name="Share").click()
    expect(plain.get_by_alt_text("A window")).to_be_visible()
    assert Update.objects.get().text == ""

    plain.goto(f"{live_server.url}/questions/new/")
    plain.fill("[name=title]", "What do you take along?")
    plain.get_by_role("button", name="Ask", exact=True).click()
    question = Question.objects.get()
    questions.answer_question(question=question, author=ben, text="A blanket.", now=timezone.now())
    plain.reload()
    plain.get_by_role("button", name="This helped most").click()
    expect(plain.locator("main")).to_contain_text("Most helpful, says Juno")


def test_a_member_on_ocrevus_adds_it_marks_one_and_moves_another(plain: Page, live_server, loaded, ana, sign_in):
    started = timezone.localdate() - timedelta(days=20)
    sign_in(plain, ana)
    plain.goto(f"{live_server.url}/care/add/?medicine=ocrelizumab")
    plain.locator("[name=medicine][value=ocrelizumab]").check()
    plain.fill("[name=started_on]", started.isoformat())
    plain.get_by_role("button", name="Save to my care").click()
    course = ana.courses.get()
    assert [row.number for row in course.infusions.order_by("number")[:3]] == [1, 2, 3]

    first, second = course.infusions.order_by("number")[:2]
    plain.goto(f"{live_server.url}/care/infusions/{first.pk}/")
    plain.fill("[name=given_on]", started.isoformat())
    plain.get_by_role("button", name="Mark as given").click()
    first.refresh_from_db()
    assert first.given_on == started

    plain.goto(f"{live_server.url}/care/infusions/{second.pk}/")
    later = second.due_on + timedelta(days=9)
    plain.locator("form[action$='/date/'] input[type=date]").fill(later.isoformat())
    plain.locator("form[action$='/date/'] button").first.click()
    second.refresh_from_db()
    assert second.due_on == later
    plain.goto(live_server.url)
    expect(plain.get_by_role("heading", name="Next infusion").first).to_be_attached()


def test_only_what_a_medical_reviewer_signed_goes_live(plain: Page, live_server, loaded, ito, sign_in):
    article = ArticlePage.objects.get(slug=GUIDE)
    assert plain.goto(f"{live_server.url}/library/{GUIDE}/").status == 404
    sign_in(plain, ito)
    plain.goto(f"{live_server.url}/library/reviews/{article.pk}/")
    plain.locator("form[action$='/signature/'] button").first.click()
    assert plain.goto(f"{live_server.url}/library/{GUIDE}/").status == 200
    expect(plain.locator("main")).to_contain_text("Ito")


def test_an_operator_finds_the_mail_and_takes_a_members_copy(plain: Page, live_server, olu, ana, sign_in, monkeypatch):
    demo_on(monkeypatch)
    sign_in(plain, olu)
    plain.goto(f"{live_server.url}/settings/")
    plain.get_by_role("link", name="Mail of this demo").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Mail of this demo")
    plain.goto(f"{live_server.url}/settings/data/members/")
    expect(plain.locator("main form").first).to_be_visible()


def test_the_keyboard_alone_joins_a_day_posts_and_asks(page: Page, live_server, loaded, ana, sign_in):
    sign_in(page, ana)
    page.goto(f"{live_server.url}/updates/new/")
    write(page, page.locator("[name=text]"), "Typed without a mouse")
    press(page, page.get_by_role("button", name="Share"))
    expect(page.locator("main")).to_contain_text("Typed without a mouse")
    press(page, page.get_by_role("button", name="Hug"))
    expect(page.get_by_role("button", name="Hug")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{live_server.url}/questions/new/")
    write(page, page.locator("[name=title]"), "By keyboard?")
    press(page, page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard?")
    page.goto(f"{live_server.url}/care/diary/")
    tab_to(page, page.locator("main input, main button, main a").first)


OPEN = [
    "/",
    "/library/",
    f"/library/{GUIDE}/",
    "/medicines/",
    "/medicines/ocrelizumab/",
    "/join/",
    "/login/",
    "/newsletter/",
]
INSIDE = [
    "/", "/updates/?show=all", "/updates/new/", "/questions/", "/questions/new/", "/people/", "/people/ana/", "/topics/",
    "/groups/", "/search/?q=ocrevus", "/care/", "/care/add/", "/care/diary/", "/notifications/", "/settings/",
    "/settings/profile/", "/settings/look/", "/settings/consents/", "/settings/data/", "/join/role/",
]  # fmt: skip


@pytest.mark.parametrize("path", OPEN)
def test_a_visitors_page_holds_in_every_look(page: Page, live_server, published, path):
    page.goto(live_server.url + path)
    check_page(page)


def test_every_members_page_holds_in_every_look(page: Page, live_server, loaded, ana, ben, sign_in, noon):
    questions.ask_question(author=ben, title="How many mornings?", text="I bake.", now=noon)
    sign_in(page, ana)
    for path in INSIDE:
        page.goto(live_server.url + path)
        check_page(page)
