from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import TaskState

from myelin.audit import actions as audit
from myelin.base.errors import Refused
from myelin.library.fingerprints import fingerprint
from myelin.library.models import ArticlePage
from myelin.library.models.review import NotSigned
from myelin.members.models import Member
from myelin.notifications import actions as notifications


class NotWaiting(Refused):
    """There is no draft of this article before the medical reviewers."""

    def __init__(self) -> None:
        super().__init__(gettext("This draft does not wait for a review any more."))


@transaction.atomic
def sign_article(
    *,
    article: ArticlePage,
    reviewer: Member,
    next_review_on: date | None,
    now: datetime,
    words: str = "",
    read: str | None = None,
) -> ArticlePage:
    """Sign the draft that waits. When that was the last step, it is on the site.

    next_review_on: when it is checked again, at most `REVIEW_LASTS` away; None for that.
    read: fingerprint of the words that the reviewer saw; None when nobody could have changed them since.

    Raises:
        NotWaiting: no draft waits for a review.
        NotSigned: the reviewer may not, the draft changed meanwhile, or it is not fit to be signed.
    """
    task_state = _waiting(article)
    if read is not None and read != fingerprint(task_state.revision.content):
        raise NotSigned(gettext("The draft changed while you read it. Please look at it once more."))
    told = {"next_review_on": next_review_on, "comment": words, "now": now}
    task_state.task.specific.on_action(task_state, reviewer, "approve", **told)
    audit.record(actor=reviewer, action="article.signed", subject=article, now=now)
    return ArticlePage.objects.get(pk=article.pk)


@transaction.atomic
def send_back(*, article: ArticlePage, reviewer: Member, words: str, now: datetime) -> None:
    """Send the draft that waits back to its author, with words on what should change.

    Raises:
        NotWaiting: no draft waits for a review.
        NotSigned: the reviewer may not decide on this draft.
    """
    task_state = _waiting(article)
    task_state.task.specific.on_action(task_state, reviewer, "reject", comment=words)
    audit.record(actor=reviewer, action="article.sent_back", subject=article, now=now)
    if article.author is not None:
        url = f"/cms/pages/{article.pk}/edit/"
        notifications.notify(member=article.author, kind="review", actor=reviewer, url=url, now=now)


@transaction.atomic
def ask_again(*, article: ArticlePage, now: datetime) -> None:
    """Put a live article before the reviewers anew, because its day has come. What waits already keeps waiting."""
    if article.current_workflow_state is None and article.live:
        article.get_workflow().start(article, None)
        audit.record(actor=None, action="article.review_due", subject=article, now=now)


def _waiting(article: ArticlePage) -> TaskState:
    task_state = article.current_workflow_task_state
    if task_state is None or task_state.status != TaskState.STATUS_IN_PROGRESS:
        raise NotWaiting
    return task_state
