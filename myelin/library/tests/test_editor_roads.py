"""The editors' room: what authors do there, and every button and address of it that would publish."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone
from wagtail.models import APIToken, GroupPagePermission, WorkflowState

from conftest import give_duty
from myelin.library.models import ArticlePage, LibraryIndexPage, Review
from myelin.library.tests import factories
from myelin.members.models import Member
from myelin.members.staff import OPERATORS

pytestmark = pytest.mark.django_db
type SignIn = Callable[[Member], Client]


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def nell(make_member: Callable[..., Member]) -> Member:
    return factories.author(make_member("nell"))


@pytest.fixture
def root(make_member: Callable[..., Member]) -> Member:
    """Somebody whom Wagtail lets do everything."""
    return give_duty(make_member("root", is_staff=True, is_superuser=True), OPERATORS)


@pytest.fixture
def waiting(nell: Member, now: datetime) -> ArticlePage:
    return factories.waiting(nell, now)


def live() -> int:
    return ArticlePage.objects.live().count()


def written(**more: str) -> dict[str, str]:
    """What the editor's form sends for an article of one paragraph."""
    return {
        "title": "Cool hands",
        "slug": "cool-hands",
        "kind": "guide",
        "summary": "",
        "author": "",
        "sponsor": "",
        "what_changed": "",
        "search_description": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": "Hold something cool for a minute.",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **more,
    }


def add_url() -> str:
    return reverse("wagtailadmin_pages:add", args=("library", "articlepage", LibraryIndexPage.objects.get().pk))


def test_nobody_has_the_right_to_publish() -> None:
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_an_author_writes_and_submits(member_client: SignIn, nell: Member) -> None:
    browser = member_client(nell)
    assert browser.get(add_url()).status_code == 200
    answer = browser.post(add_url(), written(**{"action-submit": "1", "author": str(nell.pk)}))
    assert answer.status_code == 302
    article = ArticlePage.objects.get(slug="cool-hands")
    assert not article.live
    assert article.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_who_begins_an_article_is_its_author(member_client: SignIn, nell: Member) -> None:
    html = member_client(nell).get(add_url()).content.decode()
    assert f'<option value="{nell.pk}" selected>' in html


def test_the_title_fills_the_end_of_the_address_while_it_is_typed(member_client: SignIn, nell: Member) -> None:
    html = member_client(nell).get(add_url()).content.decode()
    assert 'data-w-sync-target-value="#id_slug"' in html


def test_an_article_is_saved_without_the_end_of_its_address(member_client: SignIn, nell: Member) -> None:
    browser = member_client(nell)
    for title, slug in [("Cómo están", "como-estan"), ("Como estan", "como-estan-2")]:
        assert browser.post(add_url(), written(title=title, slug="")).status_code == 302
        assert ArticlePage.objects.get(slug=slug).title == title
    html = browser.post(add_url(), written(title="你好", slug="")).content.decode()
    assert "Type the end of its address, in letters from a to z." in html


def test_a_title_is_enough_for_a_draft_to_be_kept(member_client: SignIn, nell: Member) -> None:
    answer = member_client(nell).post(add_url(), written(**{"slug": "", "body-count": "0"}))
    assert answer.status_code == 302
    assert ArticlePage.objects.filter(slug="cool-hands").exists()


def test_a_draft_keeps_its_address_when_it_is_emptied(member_client: SignIn, nell: Member, now: datetime) -> None:
    article = factories.draft(nell, now)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    for sent in ("", "Wärme"):
        assert member_client(nell).post(edit, written(slug=sent)).status_code == 302
        article = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert article.slug == ("warme" if sent else "warm-socks")


def test_the_editor_says_what_a_reviewer_would_refuse(member_client: SignIn, nell: Member) -> None:
    sent = written(**{"body-0-value": "The newest one is best. It is 600 mg."})
    html = member_client(nell).post(add_url(), sent, follow=True).content.decode()
    assert "“newest” will be wrong one day" in html
    assert "“600 mg” has no source" in html


@pytest.mark.parametrize("who", ["nell", "ito", "root"])
def test_the_publish_button_is_not_there_and_does_not_work(
    member_client: SignIn, who: str, request: pytest.FixtureRequest, waiting: ArticlePage
) -> None:
    browser = member_client(request.getfixturevalue(who))
    edit = reverse("wagtailadmin_pages:edit", args=[waiting.pk])
    html = browser.get(edit).content.decode()
    assert "action-publish" not in html
    sent = written(**{"action-publish": "1", "slug": waiting.slug, "title": waiting.title})
    browser.post(edit, sent)
    browser.post(add_url(), written(**{"action-publish": "1"}))
    assert live() == 0


@pytest.mark.parametrize("who", ["nell", "ito", "root"])
def test_bulk_publishing(member_client: SignIn, who: str, request: pytest.FixtureRequest, waiting: ArticlePage) -> None:
    browser = member_client(request.getfixturevalue(who))
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    for chosen in (waiting.pk, LibraryIndexPage.objects.get().pk):
        browser.post(f"{url}?id={chosen}", {"include_descendants": "on"})
        assert live() == 0


@pytest.mark.parametrize("who", ["nell", "root", "noor"])
def test_approving_the_workflow(
    member_client: SignIn, who: str, request: pytest.FixtureRequest, waiting: ArticlePage
) -> None:
    browser = member_client(request.getfixturevalue(who))
    state = waiting.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(waiting.pk, "approve", state.pk))
    browser.post(url, {"next_review_on": "2027-06-01", "comment": ""})
    assert live() == 0
    assert not Review.objects.exists()


def test_a_reviewer_signs_in_the_editor(
    member_client: SignIn, ito: Member, waiting: ArticlePage, now: datetime
) -> None:
    state = waiting.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(waiting.pk, "approve", state.pk))
    day = now.date().replace(year=now.year + 1, day=1).isoformat()
    member_client(ito).post(url, {"next_review_on": day, "comment": "Fine."})
    assert live() == 1
    assert Review.objects.get().next_review_on.isoformat() == day


def test_copying_keeps_nothing_live(
    member_client: SignIn, root: Member, nell: Member, ito: Member, now: datetime
) -> None:
    article = factories.published(nell, ito, now)
    url = reverse("wagtailadmin_pages:copy", args=[article.pk])
    sent = {
        "new_title": "Two",
        "new_slug": "two",
        "new_parent_page": str(LibraryIndexPage.objects.get().pk),
    }
    browser = member_client(root)
    for wish in ("alias", "publish_copies"):
        browser.post(url, {**sent, wish: "on"})
        assert not ArticlePage.objects.filter(slug="two").exists()
    browser.post(url, sent)
    assert live() == 1
    assert not ArticlePage.objects.get(slug="two").live


def test_unpublishing_and_deleting_go_through_our_own_door(
    member_client: SignIn, root: Member, nell: Member, ito: Member, now: datetime
) -> None:
    article = factories.published(nell, ito, now)
    browser = member_client(root)
    browser.post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]))
    browser.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))
    assert live() == 1


@pytest.fixture
def with_wagtail_api(settings: Any) -> None:
    """The house with the write API that Wagtail offers; we do not serve it."""
    from wagtail.api.v3.urls import api

    urls = ModuleType("urls_with_wagtail_api")
    urls.urlpatterns = [path("api/v3/", api.urls), path("", include(settings.ROOT_URLCONF))]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls


@pytest.mark.usefixtures("with_wagtail_api")
def test_the_write_api_of_wagtail(client: Client, root: Member, waiting: ArticlePage) -> None:
    _token, secret = APIToken.create_token(user=root, name="test")
    door = {"Authorization": f"Bearer {secret}"}
    pages = "/api/v3/pages/"
    assert client.get(f"{pages}{waiting.pk}/", headers=door).status_code == 200
    published = client.post(f"{pages}{waiting.pk}/actions/publish/", {}, "application/json", headers=door)
    assert published.status_code == 403
    told = {"meta": {"type": "library.ArticlePage", "action": "publish"}, "title": "Published by a program"}
    assert client.patch(f"{pages}{waiting.pk}/", json.dumps(told), "application/json", headers=door).status_code >= 400
    assert live() == 0


@pytest.mark.parametrize("who", ["ana", None])
def test_strangers_are_sent_to_the_one_sign_in_page(
    client: Client, member_client: SignIn, who: str | None, request: pytest.FixtureRequest
) -> None:
    browser = member_client(request.getfixturevalue(who)) if who else client
    answer = browser.get("/cms/")
    assert answer.status_code == 302 and answer["Location"].startswith("/login/")
    assert client.get("/cms/login/")["Location"].startswith("/login/")


def test_the_first_page_says_what_can_be_done_here_and_the_way_back(client: Client, nell: Member, ito: Member) -> None:
    client.force_login(nell)
    page = client.get("/cms/").content.decode()
    assert 'href="/cms/pages/add/library/articlepage/' in page
    assert "Write an article" in page and "To the community" in page
    assert 'href="/library/reviews/"' not in page
    client.force_login(factories.reviewer(ito))
    page = client.get("/cms/").content.decode()
    assert 'href="/library/reviews/"' in page and "To the community" in page
    assert "Write an article" not in page
