"""The medical reviewers' desk: what waits, exactly as it will be read, to sign or to send back, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from myelin.library import actions, personal_data
from myelin.library.models import ArticlePage
from myelin.library.tests import factories
from myelin.members.models import Member
from myelin.notifications.models import Notice

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Member], Client]


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def nell(make_member: Callable[..., Member]) -> Member:
    return factories.author(make_member("nell"))


@pytest.fixture
def waiting(nell: Member, now: datetime) -> ArticlePage:
    return factories.waiting(nell, now)


def desk(article: ArticlePage) -> str:
    return f"/library/reviews/{article.pk}/"


def sent(browser: Client, article: ArticlePage, now: datetime, **more: str) -> dict[str, str]:
    """What the form of the desk sends when a reviewer presses the button."""
    html = browser.get(desk(article)).content.decode()
    read = re.search(r'name="read" value="([0-9a-f]+)"', html)
    assert read is not None
    return {"read": read[1], "next_review_on": (now + timedelta(days=365)).date().isoformat(), "comment": "", **more}


def test_a_reviewer_reads_and_signs(member_client: SignIn, ito: Member, waiting: ArticlePage, now: datetime) -> None:
    browser = member_client(ito)
    assert "Warm socks" in browser.get("/library/reviews/").content.decode()
    html = browser.get(desk(waiting)).content.decode()
    assert "Bring warm socks." in html and "Draft, not reviewed yet" in html
    answer = browser.post(f"{desk(waiting)}signature/", sent(browser, waiting, now))
    assert (answer.status_code, answer["Location"]) == (303, "/library/warm-socks/")
    assert "is in the library now" in browser.get("/library/warm-socks/").content.decode()
    assert browser.get(desk(waiting)).status_code == 404


def test_a_reviewer_sends_it_back_with_words(
    member_client: SignIn, ito: Member, nell: Member, waiting: ArticlePage
) -> None:
    browser = member_client(ito)
    empty = browser.post(f"{desk(waiting)}return/", {"back-comment": " "})
    assert empty.status_code == 422
    assert "Tell the author what should change." in empty.content.decode()
    answer = browser.post(f"{desk(waiting)}return/", {"back-comment": "Say how long it takes."})
    assert answer["Location"] == "/library/reviews/"
    assert Notice.objects.filter(member=nell, actor=ito).exists()
    assert browser.get(desk(waiting)).status_code == 404


def test_what_changed_while_it_was_read_is_not_signed(
    member_client: SignIn, ito: Member, nell: Member, waiting: ArticlePage, now: datetime
) -> None:
    browser = member_client(ito)
    form = sent(browser, waiting, now)
    waiting.title = "Cold socks"
    waiting.save_revision(user=nell, overwrite_revision=waiting.latest_revision)
    answer = browser.post(f"{desk(waiting)}signature/", form)
    assert answer.status_code == 409
    assert "The draft changed while you read it." in answer.content.decode()
    assert not ArticlePage.objects.live().exists()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Choose the day on which somebody should look again."),
        ("yesterday", "Please give a day that is in the calendar."),
        ("2020-01-01", "Choose a day for the next review, within two years from now."),
        ("2999-01-01", "Choose a day for the next review, within two years from now."),
    ],
)
def test_without_a_fit_day_the_form_comes_back_with_the_words_in_it(
    member_client: SignIn, ito: Member, waiting: ArticlePage, now: datetime, day: str, said: str
) -> None:
    browser = member_client(ito)
    words = "Thank you, well said."
    answer = browser.post(f"{desk(waiting)}signature/", sent(browser, waiting, now, next_review_on=day, comment=words))
    assert answer.status_code == 422
    assert said in answer.content.decode() and words in answer.content.decode()
    assert not ArticlePage.objects.live().exists()


@pytest.mark.parametrize("who", ["nell", "ana", "noor", "olu", None])
def test_for_everybody_else_there_is_nothing_here(
    client: Client, member_client: SignIn, who: str | None, request: pytest.FixtureRequest, waiting: ArticlePage
) -> None:
    browser = member_client(request.getfixturevalue(who)) if who else client
    for url in ("/library/reviews/", desk(waiting)):
        assert browser.get(url).status_code == 404
    for verb in ("signature", "return"):
        assert browser.post(f"{desk(waiting)}{verb}/", {"comment": "x"}).status_code == 404
    assert not ArticlePage.objects.live().exists()


def test_a_reviewer_who_wrote_it_is_told_to_leave_it_to_others(
    member_client: SignIn, nell: Member, now: datetime
) -> None:
    factories.reviewer(nell)
    article = factories.waiting(nell, now)
    browser = member_client(nell)
    html = browser.get(desk(article)).content.decode()
    assert "somebody else has to sign it" in html and 'name="read"' not in html
    answer = browser.post(f"{desk(article)}signature/", {"next_review_on": "2027-06-01", "read": ""})
    assert answer.status_code == 409


@pytest.mark.parametrize("number", [1, 9])
def test_the_queue_costs_the_same_for_one_as_for_many(
    member_client: SignIn, ito: Member, nell: Member, now: datetime, number: int, django_assert_max_num_queries: Any
) -> None:
    for one in range(number):
        factories.waiting(nell, now, f"socks-{one}")
    browser = member_client(ito)
    browser.get("/library/reviews/")  # the first door of a session gives it a new number
    with django_assert_max_num_queries(6):
        browser.get("/library/reviews/")


def test_what_is_due_comes_back_by_itself(ito: Member, nell: Member, now: datetime) -> None:
    article = factories.published(nell, ito, now)
    article.signature.next_review_on = now.date() - timedelta(days=1)
    article.signature.save()
    verdict = actions.verify_reviews(now=now)
    assert (verdict.unsigned, verdict.overdue) == ([], [article.pk])
    assert ArticlePage.objects.get(pk=article.pk).current_workflow_state is not None
    assert actions.verify_reviews(now=now).overdue == [article.pk]
    signed = actions.sign_article(
        article=ArticlePage.objects.get(pk=article.pk),
        reviewer=ito,
        next_review_on=None,
        now=now + timedelta(minutes=1),
    )
    assert signed.live and actions.verify_reviews(now=now).overdue == []


def test_words_that_slipped_past_their_signature_are_reported(ito: Member, nell: Member, now: datetime) -> None:
    article = factories.published(nell, ito, now)
    ArticlePage.objects.filter(pk=article.pk).update(summary="Never signed.")
    assert actions.verify_reviews(now=now).unsigned == [article.pk]


def test_a_reviewer_takes_an_article_off_the_site(
    member_client: SignIn, ito: Member, nell: Member, now: datetime
) -> None:
    factories.published(nell, ito, now)
    browser = member_client(ito)
    assert "Take this article off the site?" in browser.get("/library/warm-socks/offline/").content.decode()
    assert browser.post("/library/warm-socks/offline/").status_code == 303
    assert not ArticlePage.objects.live().exists()


@pytest.mark.parametrize("who", ["ana", "nell", "noor", "olu"])
def test_others_do_not(
    member_client: SignIn, who: str, request: pytest.FixtureRequest, ito: Member, nell: Member, now: datetime
) -> None:
    factories.published(nell, ito, now)
    assert member_client(request.getfixturevalue(who)).post("/library/warm-socks/offline/").status_code == 404
    assert ArticlePage.objects.live().exists()


def test_letters_to_staff_never_name_the_draft_in_their_subject(
    ito: Member, nell: Member, now: datetime, mailoutbox: list[Any]
) -> None:
    article = factories.waiting(nell, now)
    actions.send_back(article=article, reviewer=ito, words="Say how long it takes.", now=now)
    assert [letter.subject for letter in mailoutbox if letter.to == [ito.email]]
    assert not [letter.subject for letter in mailoutbox if "Warm socks" in letter.subject]


def test_letters_to_staff_lead_to_this_community(
    ito: Member, nell: Member, now: datetime, mailoutbox: list[Any], settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://community.example.org"
    factories.published(nell, ito, now)
    (letter,) = [letter for letter in mailoutbox if letter.to == [nell.email]]
    assert "https://community.example.org/library/warm-socks/" in letter.body
    assert not [letter for letter in mailoutbox if "localhost" in letter.body or "preferences" in letter.body]


def test_letters_to_staff_are_in_the_language_of_who_reads_them(
    ito: Member, nell: Member, now: datetime, mailoutbox: list[Any]
) -> None:
    Member.objects.filter(pk=nell.pk).update(language="es")
    with translation.override("es"):
        factories.published(Member.objects.get(pk=nell.pk), ito, now)
    said = {letter.to[0]: f"{letter.subject}\n{letter.body}" for letter in mailoutbox}
    assert "A draft waits for you" in said[ito.email] and "Hello Ito," in said[ito.email]
    assert "The page" in said[ito.email] and "The page" not in said[nell.email]
    assert "Hola" in said[nell.email] and "A draft" not in said[nell.email]


def test_a_member_takes_out_what_they_wrote_and_signed(ito: Member, nell: Member, now: datetime) -> None:
    article = factories.published(nell, ito, now)
    assert personal_data.export_for(nell)["articles"][0]["slug"] == "warm-socks"
    assert personal_data.export_for(ito)["signatures"][0]["article"] == "Warm socks"
    personal_data.erase_for(ito, now=now)
    fresh = ArticlePage.objects.get(pk=article.pk)
    assert fresh.live and fresh.signature is not None and fresh.signature.reviewer is None
    assert personal_data.export_for(ito)["signatures"] == []
    assert actions.verify_reviews(now=now + timedelta(days=1)).overdue == [article.pk]
