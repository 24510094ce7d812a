"""Words under threads: written, changed while they are fresh, taken back and put back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from myelin.audience.policy import may_see
from myelin.discussion import mentions
from myelin.discussion.actions.threads import NotThere, NotYours, TooLate, refuse_late_undo, seen
from myelin.discussion.authors import author_of, wrote
from myelin.discussion.models import Comment, Thread
from myelin.discussion.telling import tell
from myelin.live import actions as live
from myelin.members.models import Audience, Member
from myelin.pack.themes import themes_in

EDIT_FOR = timedelta(minutes=15)
"""How long a comment can be changed."""


@transaction.atomic
def write_comment(
    *, thread: Thread, author: Member, text: str, now: datetime, parent: Comment | None = None
) -> Comment:
    """Put words under a thread and tell whoever is answered.

    A reply to a reply is kept beside it, so that talk stays one level deep. Who shared something without their name
    stays without it in the talk under it, and names nobody there: a name that leads nowhere would tell of a tie.

    Raises:
        NotThere: the thread went away, or `parent` belongs to another thread.
    """
    thread = seen(thread, author)
    if parent is not None:
        if parent.thread_id != thread.pk or parent.withdrawn_at or parent.hidden_at:
            raise NotThere(_("The comment you answered is not there any more. Your words are still here."))
        if parent.author is not None and not may_see(author, parent.author, Audience.MEMBERS):
            raise NotThere(_("The comment you answered is not there any more. Your words are still here."))
    answered = author_of(thread if parent is None else parent)
    unnamed = thread.seal_id is not None and wrote(author, thread)
    words = mentions.unnamed(text) if unnamed else mentions.read(text, author=author)
    comment = Comment.objects.create(
        thread=thread,
        author=None if unnamed else author,
        seal=thread.seal if unnamed else None,
        parent=(parent.parent or parent) if parent is not None else None,
        text=text,
        html=words.html,
        themes=themes_in(text),
        posted_at=now,
    )
    if thread.kind != "question":
        Thread.objects.filter(pk=thread.pk).update(replies=F("replies") + 1)
    live.announce(channels=[f"thread:{thread.pk}"], what="comment", now=now)
    url = f"{thread.url}#comment-{comment.pk}"
    if answered is not None and answered.pk != author.pk:
        tell(thread=thread, member=answered, kind="comment", actor=author, url=url, now=now, unnamed=unnamed)
    besides = [answered.pk] if answered is not None else []
    mentions.tell(words, thread=thread, author=author, url=url, now=now, besides=besides)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: Member, now: datetime) -> Comment:
    """Take one's own comment back. Twice is safe. Raises NotYours for anybody else's."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not wrote(by, comment):
        raise NotYours(_("This comment is not yours to take back."))
    if comment.withdrawn_at is None:
        comment.withdrawn_at = now
        comment.save(update_fields=["withdrawn_at"])
        _count(comment, -1)
    return comment


@transaction.atomic
def put_comment_back(*, comment: Comment, by: Member, now: datetime) -> Comment:
    """Undo taking one's own comment back. Twice is safe. Raises NotYours, and TooLate after `UNDO_FOR`."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not wrote(by, comment):
        raise NotYours(_("This comment is not yours to put back."))
    if comment.withdrawn_at is not None:
        refuse_late_undo(comment.withdrawn_at, now)
        comment.withdrawn_at = None
        comment.save(update_fields=["withdrawn_at"])
        _count(comment, 1)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, by: Member, text: str, now: datetime) -> Comment:
    """Change one's own words while they are fresh; people may have answered them later.

    Raises:
        NotYours: somebody else wrote it.
        TooLate: more than `EDIT_FOR` after it was written.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("thread").get(pk=comment.pk)
    if not wrote(by, comment):
        raise NotYours(_("This comment is not yours to change."))
    if now > comment.posted_at + EDIT_FOR:
        raise TooLate(_("A comment can be changed for 15 minutes. You can write another one below."))
    if text != comment.text:
        words = mentions.read(text, author=by) if comment.seal_id is None else mentions.unnamed(text)
        comment.text, comment.html, comment.themes, comment.edited_at = text, words.html, themes_in(text), now
        comment.save(update_fields=["text", "html", "themes", "edited_at"])
        url = f"{comment.thread.url}#comment-{comment.pk}"
        mentions.tell(words, thread=comment.thread, author=by, url=url, now=now)
    return comment


def _count(comment: Comment, step: int) -> None:
    # The replies of a question are its answers.
    Thread.objects.filter(pk=comment.thread_id).exclude(kind="question").update(
        replies=Greatest(F("replies") + step, 0)
    )
