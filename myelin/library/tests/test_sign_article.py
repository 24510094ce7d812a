"""A clinician signs a draft, and only then is it on the site; no other road leads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from myelin.library import actions
from myelin.library.models import ArticlePage, LibraryIndexPage, MedicalReviewTask, NotReviewed, Review
from myelin.library.models.review import NotSigned, wrote
from myelin.library.tests import factories
from myelin.members.models import Member
from myelin.search.models import Document

pytestmark = pytest.mark.django_db
NEXT = date(2027, 6, 1)


@pytest.fixture
def now() -> datetime:
    """Wagtail reads the clock itself, so signatures here are of today."""
    return timezone.now()


@pytest.fixture
def nell(make_member: Callable[..., Member]) -> Member:
    return factories.author(make_member("nell", credentials="RN"))


@pytest.fixture
def waiting(nell: Member, now: datetime) -> ArticlePage:
    return factories.waiting(nell, now)


def fresh(article: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=article.pk)


def test_a_signed_draft_is_on_the_site(waiting: ArticlePage, ito: Member, now: datetime) -> None:
    article = actions.sign_article(article=waiting, reviewer=ito, next_review_on=None, now=now)
    assert article.live
    assert article.signature is not None and article.signature.reviewer == ito
    assert article.thread is not None and article.thread.kind == "article" and article.thread.author is None
    assert Document.objects.filter(ref=f"article:{article.pk}").exists()


def test_nobody_else_signs(waiting: ArticlePage, nell: Member, ana: Member, noor: Member, now: datetime) -> None:
    for person in (nell, ana, noor):
        with pytest.raises(NotSigned):
            actions.sign_article(article=waiting, reviewer=person, next_review_on=None, now=now)
    assert not fresh(waiting).live
    assert not Review.objects.exists()


def test_not_even_a_superuser_signs(waiting: ArticlePage, ana: Member, now: datetime) -> None:
    ana.is_superuser = True
    ana.save()
    with pytest.raises(NotSigned):
        actions.sign_article(article=waiting, reviewer=ana, next_review_on=None, now=now)


@pytest.mark.parametrize("mighty", [False, True])
def test_an_author_never_signs_their_own_words(nell: Member, now: datetime, mighty: bool) -> None:
    factories.reviewer(nell)
    nell.is_superuser = mighty
    nell.save()
    with pytest.raises(NotSigned):
        actions.sign_article(article=factories.waiting(nell, now), reviewer=nell, next_review_on=None, now=now)


def test_who_changed_the_draft_does_not_sign_it(waiting: ArticlePage, ito: Member, now: datetime) -> None:
    waiting.title = "Warmer socks"
    waiting.save_revision(user=ito)
    actions.submit_for_review(article=waiting, by=ito, now=now)
    with pytest.raises(NotSigned):
        actions.sign_article(article=fresh(waiting), reviewer=ito, next_review_on=None, now=now)


def saved(article: ArticlePage, by: Member, title: str) -> ArticlePage:
    """The article with a new version that waits."""
    newest = fresh(article).get_latest_revision_as_object()
    newest.title = title
    newest.save_revision(user=by)
    actions.submit_for_review(article=fresh(article), by=by, now=timezone.now())
    return fresh(article)


@pytest.fixture
def rita(make_member: Callable[..., Member]) -> Member:
    """A second medical reviewer."""
    return factories.reviewer(make_member("rita", credentials="MD"))


def test_who_wrote_the_words_does_not_sign_them_under_somebody_elses_comma(
    waiting: ArticlePage, nell: Member, ito: Member, rita: Member
) -> None:
    saved(waiting, ito, "All by ito")
    waiting = saved(waiting, nell, "All by ito,")
    with pytest.raises(NotSigned):
        actions.sign_article(article=waiting, reviewer=ito, next_review_on=None, now=timezone.now())
    assert not fresh(waiting).live
    assert actions.sign_article(article=waiting, reviewer=rita, next_review_on=None, now=timezone.now()).live


def test_once_others_signed_their_words_they_sign_what_comes_after(
    waiting: ArticlePage, nell: Member, ito: Member, rita: Member
) -> None:
    waiting = saved(waiting, ito, "All by ito")
    actions.sign_article(article=waiting, reviewer=rita, next_review_on=None, now=timezone.now())
    waiting = saved(waiting, nell, "Now by nell")
    assert actions.sign_article(article=waiting, reviewer=ito, next_review_on=None, now=timezone.now()).live


def test_an_author_does_not_sign_once_their_name_is_taken_off_it(nell: Member, now: datetime) -> None:
    factories.reviewer(nell)
    article = factories.draft(None, now)
    for author in (nell, None):
        article.author = author
        article.save_revision(user=None)
    actions.submit_for_review(article=fresh(article), by=None, now=now)
    with pytest.raises(NotSigned):
        actions.sign_article(article=fresh(article), reviewer=nell, next_review_on=None, now=timezone.now())


def test_whether_they_wrote_it_is_asked_in_one_statement(
    waiting: ArticlePage, ito: Member, django_assert_num_queries: Any
) -> None:
    wrote(waiting, ito)  # Django looks up its content types once.
    with django_assert_num_queries(1):
        assert not wrote(waiting, ito)


def test_a_draft_that_changed_meanwhile_is_not_signed(
    waiting: ArticlePage, nell: Member, ito: Member, now: datetime
) -> None:
    read = "what ito saw"
    with pytest.raises(NotSigned):
        actions.sign_article(article=waiting, reviewer=ito, next_review_on=None, now=now, read=read)
    waiting.title = "Colder socks"
    waiting.save_revision(user=nell)
    with pytest.raises(NotSigned):
        actions.sign_article(article=fresh(waiting), reviewer=ito, next_review_on=None, now=now)


@pytest.mark.parametrize("days", [0, -1, 731])
def test_the_next_review_is_within_two_years(waiting: ArticlePage, ito: Member, now: datetime, days: int) -> None:
    with pytest.raises(NotSigned):
        actions.sign_article(article=waiting, reviewer=ito, next_review_on=now.date() + timedelta(days=days), now=now)


def test_a_draft_sent_back_is_not_on_the_site_and_can_come_again(
    waiting: ArticlePage, nell: Member, ito: Member, now: datetime
) -> None:
    actions.send_back(article=waiting, reviewer=ito, words="Say how long it takes.", now=now)
    with pytest.raises(actions.NotWaiting):
        actions.sign_article(article=fresh(waiting), reviewer=ito, next_review_on=None, now=now)
    actions.submit_for_review(article=fresh(waiting), by=nell, now=now)
    assert actions.sign_article(article=fresh(waiting), reviewer=ito, next_review_on=None, now=now).live


def test_a_new_version_needs_a_new_signature(nell: Member, ito: Member, now: datetime) -> None:
    article = factories.published(nell, ito, now)
    article.title = "Hot socks"
    revision = article.save_revision(user=nell)
    with pytest.raises(NotReviewed):
        revision.publish()
    assert fresh(article).title == "Warm socks"


def test_a_version_overwritten_after_signing_needs_a_new_signature(nell: Member, ito: Member, now: datetime) -> None:
    article = factories.published(nell, ito, now)
    revision = article.latest_revision
    article.title = "Quietly changed"
    article.save_revision(user=nell, overwrite_revision=revision)
    with pytest.raises(NotReviewed):
        fresh(article).latest_revision.publish()


def test_an_old_signature_does_not_carry_a_publication(nell: Member, ito: Member, now: datetime) -> None:
    long_ago = now - timedelta(days=731)
    article = factories.waiting(nell, now)
    task_state = article.current_workflow_task_state
    with pytest.raises(NotReviewed):
        task_state.task.specific.on_action(task_state, ito, "approve", next_review_on=None, now=long_ago)
    assert not fresh(article).live


class TestRoadsThatPassTheReviewBy:
    """Each of these would put an unsigned draft on the site."""

    def test_revision_publish(self, waiting: ArticlePage) -> None:
        with pytest.raises(NotReviewed):
            waiting.latest_revision.publish(skip_permission_checks=True)

    def test_page_publish(self, waiting: ArticlePage) -> None:
        with pytest.raises(NotReviewed):
            waiting.publish(waiting.latest_revision)

    def test_the_action_of_the_editor(self, waiting: ArticlePage) -> None:
        with pytest.raises(ValidationError):
            PublishPageRevisionAction(waiting.latest_revision).execute(skip_permission_checks=True)
        assert not fresh(waiting).live

    def test_saving_the_page_live(self, waiting: ArticlePage) -> None:
        waiting.live = True
        with pytest.raises(ValidationError):
            waiting.save()

    def test_adding_a_page_that_is_live(self, waiting: ArticlePage) -> None:
        article = ArticlePage(title="Sneaky", slug="sneaky", live=True, live_revision=waiting.latest_revision, body=[])
        with pytest.raises(ValidationError):
            LibraryIndexPage.objects.get().add_child(instance=article)

    def test_the_table_itself(self, waiting: ArticlePage) -> None:
        for values in ({"live": True}, {"live": True, "live_revision": waiting.latest_revision}):
            with pytest.raises(IntegrityError, match="library_article_signed"), transaction.atomic():
                ArticlePage.objects.filter(pk=waiting.pk).update(**values)

    def test_approving_the_step_without_signing(self, waiting: ArticlePage, ito: Member) -> None:
        with pytest.raises(NotReviewed), transaction.atomic():
            waiting.current_workflow_task_state.approve(user=ito)
        assert not fresh(waiting).live

    def test_a_workflow_that_lost_its_step(self, waiting: ArticlePage, ito: Member) -> None:
        with pytest.raises(NotReviewed), transaction.atomic():
            MedicalReviewTask.objects.get().deactivate(user=ito)
        assert not fresh(waiting).live

    def test_a_copy(self, nell: Member, ito: Member, now: datetime) -> None:
        article = factories.published(nell, ito, now)
        copy = article.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)
        assert not copy.live and copy.signature is None and copy.thread is None

    def test_a_copy_that_keeps_live(self, nell: Member, ito: Member, now: datetime) -> None:
        article = factories.published(nell, ito, now)
        action = CopyPageAction(article, update_attrs={"slug": "copy"}, keep_live=True)
        with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
            action.execute(skip_permission_checks=True)
        assert ArticlePage.objects.live().count() == 1

    def test_a_copy_of_the_whole_library(self, nell: Member, ito: Member, now: datetime) -> None:
        factories.published(nell, ito, now)
        index = LibraryIndexPage.objects.get()
        action = CopyPageAction(index, recursive=True, update_attrs={"slug": "two"}, keep_live=True)
        with pytest.raises(IntegrityError, match="library_article_signed"), transaction.atomic():
            action.execute(skip_permission_checks=True)

    def test_an_alias(self, nell: Member, ito: Member, now: datetime) -> None:
        article = factories.published(nell, ito, now)
        with pytest.raises(NotReviewed):
            article.create_alias(update_slug="alias")
        with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
            CreatePageAliasAction(article, update_slug="alias").execute(skip_permission_checks=True)

    def test_a_schedule(self, waiting: ArticlePage, nell: Member, now: datetime) -> None:
        waiting.go_live_at = now + timedelta(days=1)
        with pytest.raises(ValidationError):
            waiting.save_revision(user=nell)

    def test_a_schedule_written_behind_our_back(self, waiting: ArticlePage, now: datetime) -> None:
        from django.core.management import call_command

        revision = waiting.latest_revision
        revision.content["go_live_at"] = (now - timedelta(hours=1)).isoformat()
        revision.approved_go_live_at = now - timedelta(hours=1)
        revision.save()
        with pytest.raises(NotReviewed):
            call_command("publish_scheduled")
        assert not fresh(waiting).live
