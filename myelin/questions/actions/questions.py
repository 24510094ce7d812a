"""Ask, change and take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.base.text import excerpt
from myelin.discussion import actions as discussion
from myelin.discussion import mentions
from myelin.discussion.authors import wrote
from myelin.discussion.cards import harmless
from myelin.groups.models import Group
from myelin.members.models import Audience, Member, Profile
from myelin.pack.models import Topic
from myelin.questions.models import Question, QuestionFollow, QuestionVersion
from myelin.search import actions as search


class NotYours(Refused):
    """Only the author may do this."""

    status = 404


class NotThere(Refused):
    """The question or the answer is not there for this member."""

    status = 404


@transaction.atomic
def ask_question(
    *,
    author: Member,
    title: str,
    now: datetime,
    text: str = "",
    audience: Audience = Audience.MEMBERS,
    topics: Iterable[Topic] = (),
    group: Group | None = None,
    context_line: str | None = None,
    without_name: bool = False,
) -> Question:
    """Ask the community something, or one group. Whoever asks follows the question.

    context_line: what stands beside it; None for the line of the profile as it reads now.
    without_name: for all members and in no group, with no line beside it; nobody is named in it, and no row says who
        follows it.

    Raises:
        TwoToday: after two posts without a name.
        NotInGroup: `group` is one the author did not join.
    """
    if without_name:
        audience, context_line = Audience.MEMBERS, ""
    topics, words = list(topics), _read(text, author, unnamed=without_name)
    thread = discussion.open_thread(
        kind="question",
        author=author,
        audience=audience,
        url="/questions/{id}/",
        title=title,
        excerpt=excerpt(text or title),
        body=card_body(text),
        words=text,
        topics=topics,
        group=group,
        without_name=without_name,
        now=now,
    )
    question = Question.objects.create(
        thread=thread,
        title=title,
        text=text,
        html=words.html,
        context_line=line_of(author) if context_line is None else context_line,
        asked_at=now,
    )
    if not without_name:
        QuestionFollow.objects.create(question=question, member=author, followed_at=now)
    mentions.tell(words, thread=thread, author=author, url=thread.url, now=now)
    tell_search(question, topics)
    return question


@transaction.atomic
def edit_question(
    *,
    question: Question,
    by: Member,
    title: str,
    text: str,
    audience: Audience,
    topics: Iterable[Topic],
    now: datetime,
    context_line: str | None = None,
) -> Question:
    """Change one's own question; how it read before stays in its history.

    context_line: what stands beside it; None leaves it.

    Raises NotYours for anybody but the author.
    """
    question = Question.objects.select_for_update(of=("self",)).select_related("thread__seal").get(pk=question.pk)
    if not wrote(by, question.thread):
        raise NotYours(_("This question is not yours to change."))
    if is_sealed := question.thread.seal_id is not None:
        audience, context_line = Audience.MEMBERS, None
    topics, words = list(topics), _read(text, by, unnamed=is_sealed)
    if (title, text) != (question.title, question.text):
        QuestionVersion.objects.create(
            question=question,
            title=question.title,
            text=question.text,
            written_at=question.thread.edited_at or question.thread.posted_at,
            replaced_at=now,
        )
    question.title, question.text, question.html = title, text, words.html
    if context_line is not None:
        question.context_line = context_line
    question.save(update_fields=["title", "text", "html", "context_line"])
    question.thread = discussion.revise_thread(
        thread=question.thread,
        title=title,
        excerpt=excerpt(text or title),
        body=card_body(text),
        words=text,
        audience=audience,
        topics=topics,
        now=now,
    )
    mentions.tell(words, thread=question.thread, author=by, url=question.thread.url, now=now)
    tell_search(question, topics)
    return question


@transaction.atomic
def withdraw_question(*, question: Question, by: Member, now: datetime) -> Question:
    """Take one's own question back, answers and all. Twice is safe. Raises NotYours for anybody but the author."""
    if not wrote(by, question.thread):
        raise NotYours(_("This question is not yours to take back."))
    discussion.withdraw_thread(thread=question.thread, now=now)
    search.remove(f"question:{question.pk}")
    return question


def _read(text: str, author: Member, *, unnamed: bool) -> mentions.Words:
    return mentions.unnamed(text) if unnamed else mentions.read(text, author=author)


def line_of(member: Member) -> str:
    """The line that a member chose to stand beside what they post."""
    return Profile.objects.values_list("context_line", flat=True).get(member=member)


def card_body(text: str) -> str:
    return format_html("<p>{}</p>", harmless(excerpt(text, 200))) if text else ""


def tell_search(question: Question, topics: Iterable[Topic]) -> None:
    """Let those find it who may see it."""
    thread = question.thread
    search.put(
        ref=f"question:{question.pk}",
        kind="question",
        title=question.title,
        body=f"{question.text} {' '.join(topic.name for topic in topics)}",
        audience=Audience(thread.audience),
        author_id=thread.author_id,
        group_id=thread.group_id,
        seal_id=thread.seal_id,
        url=thread.url,
        excerpt=thread.excerpt,
        themes=thread.themes,
        posted_at=thread.posted_at,
    )
