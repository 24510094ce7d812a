from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from myelin.base.errors import Refused
from myelin.library.dates import NOT_THEN, REVIEW_LASTS, is_in_time
from myelin.library.fingerprints import fingerprint
from myelin.library.forms import SendBackForm, SignatureForm
from myelin.library.lint import refusals
from myelin.members.models import Member


class NotSigned(Refused):
    """This person, this version or this date cannot carry a signature; the sentence says which."""


class ReviewQuerySet(models.QuerySet["Review"]):
    def for_revision(self, revision: Revision | None) -> ReviewQuerySet:
        """Signatures under exactly this version, word for word."""
        if revision is None:
            return self.none()
        return self.filter(revision=revision, article=revision.object_id, fingerprint=fingerprint(revision.content))

    def standing_for(self, revision: Revision | None, *, at: datetime) -> ReviewQuerySet:
        """Signatures under exactly this version that are no older than `REVIEW_LASTS`."""
        return self.for_revision(revision).filter(signed_at__gt=at - REVIEW_LASTS)


class Review(models.Model):
    """A medical reviewer signed one version of an article. Written once, never changed."""

    article = models.ForeignKey("library.ArticlePage", on_delete=models.CASCADE, related_name="reviews")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="Of the words that were signed; see `fingerprints.py`.")
    reviewer = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="signatures", help_text="Null: left and was erased."
    )
    signed_at = models.DateTimeField()
    next_review_on = models.DateField(help_text="The day after which readers see that it is due for review.")
    words = models.TextField(blank=True, help_text="From the reviewer to the author.")

    objects = ReviewQuerySet.as_manager()

    def __str__(self) -> str:
        return f"review of {self.article_id} on {self.signed_at:%Y-%m-%d}"


class MedicalReviewTask(AbstractGroupApprovalTask):
    """The step of the workflow in which a medical reviewer signs an article or sends it back with words."""

    class Meta:
        verbose_name = _("medical review")

    def get_actions(self, obj: Page, user: Member) -> list[tuple[str, Any, bool]]:
        """Offer signing and sending back to medical reviewers alone, and never to who wrote the article."""
        article = obj.specific
        if not self._user_in_groups(user) or wrote(article, user):
            return []
        return [("approve", _("Sign it"), True), ("reject", _("Send it back with words"), True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Ask for the date of the next review with a signature, and for words with a refusal."""
        return SignatureForm if action == "approve" else SendBackForm

    def get_task_states_user_can_moderate(self, user: Member, **options: Any) -> models.QuerySet[TaskState]:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)

    def locked_for_user(self, obj: Page, user: Member) -> bool:
        """Keep the words still while somebody reads them; whoever asked for the review may take it back."""
        return not self._user_in_groups(user)

    def user_can_access_editor(self, obj: Page, user: Member) -> bool:
        return self._user_in_groups(user)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Member, action_name: str, **told: Any) -> None:
        """Sign the version that waits, or send it back. Both roads, Wagtail's editor and our own page, end here.

        told: `comment`; for a signature `next_review_on`, and `now` where the caller read the clock.

        Raises:
            NotSigned: somebody else has to do it, the draft changed meanwhile, or the date is too far or past.
        """
        task_state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        article = task_state.revision.content_object.specific
        if not any(action == action_name for action, _label, _form in self.get_actions(article, user)):
            raise NotSigned(gettext("Somebody else has to decide on this: a medical reviewer who did not write it."))
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise NotSigned(gettext("This draft does not wait for a review any more."))
        comment = told.get("comment", "")
        if action_name == "reject":
            task_state.reject(user=user, comment=comment)
            return
        _sign(
            article,
            task_state.revision,
            user,
            next_review_on=told.get("next_review_on"),
            words=comment,
            now=told.get("now"),
        )
        task_state.approve(user=user, comment=comment)


def wrote(article: Any, person: Member) -> bool:
    """Whether this person had a hand in the words that wait; see `ArticleQuerySet.written_by`. One statement."""
    return bool(type(article).objects.written_by(person).filter(pk=article.pk).exists())


def _sign(
    article: Any,
    revision: Revision,
    reviewer: Member,
    *,
    next_review_on: date | str | None,
    words: str,
    now: datetime | None,
) -> Review:
    if article.latest_revision_id != revision.pk:
        raise NotSigned(gettext("The draft changed after it was sent to you. Please read the newest version."))
    problems = refusals(revision.as_object())
    if problems:
        raise NotSigned(gettext("Before it can be signed: %(first)s") % {"first": problems[0].sentence})
    now = now or timezone.now()
    return Review.objects.create(
        article=article,
        revision=revision,
        fingerprint=fingerprint(revision.content),
        reviewer=reviewer,
        signed_at=now,
        next_review_on=_next_date(next_review_on, now),
        words=words,
    )


def _next_date(wish: date | str | None, now: datetime) -> date:
    chosen = date.fromisoformat(wish) if isinstance(wish, str) else wish or (now + REVIEW_LASTS).date()
    if not is_in_time(chosen, today=now.date()):
        raise NotSigned(str(NOT_THEN))
    return chosen
