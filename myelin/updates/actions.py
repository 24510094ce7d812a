"""What members do with updates: post, edit, withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.base.text import excerpt
from myelin.discussion import actions as discussion
from myelin.discussion import mentions
from myelin.discussion.cards import harmless
from myelin.groups.models import Group
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic
from myelin.search import actions as search
from myelin.updates.models import Update, UpdatePicture, UpdateVersion


class NotYours(Refused):
    """Only the author may change an update."""

    status = 404


@transaction.atomic
def post_update(
    *,
    author: Member,
    now: datetime,
    text: str = "",
    audience: Audience = Audience.MEMBERS,
    mood: str = "",
    topics: Iterable[Topic] = (),
    pictures: Sequence[Picture] = (),
    group: Group | None = None,
) -> Update:
    """Share words, pictures, or both.

    pictures: the author's own, not yet part of another update; at most four.

    Raises:
        IntegrityError: neither words nor a picture; the form says so first, in the same words.
        NotInGroup: `group` is one the author did not join.
    """
    topics, words = list(topics), mentions.read(text, author=author)
    thread = discussion.open_thread(
        kind="update",
        author=author,
        audience=audience,
        url="/updates/{id}/",
        excerpt=excerpt(text),
        body=card_body(words.html, mood, pictures),
        topics=topics,
        group=group,
        now=now,
    )
    update = Update.objects.create(thread=thread, text=text, mood=mood, picture_count=len(pictures))
    if pictures:
        UpdatePicture.objects.bulk_create(
            UpdatePicture(update=update, picture=picture, place=place) for place, picture in enumerate(pictures)
        )
        media.share(pictures=pictures, audience=audience, group=group, now=now)
    mentions.tell(words, thread=thread, author=author, url=thread.url, now=now)
    tell_search(update, topics)
    return update


@transaction.atomic
def edit_update(
    *, update: Update, by: Member, now: datetime, text: str, mood: str, audience: Audience, topics: Iterable[Topic]
) -> Update:
    """Change one's own update; how it read before stays visible in its history.

    Raises NotYours for anybody but the author.
    """
    update = Update.objects.select_for_update(of=("self",)).select_related("thread").get(pk=update.pk)
    if update.thread.author_id != by.pk:
        raise NotYours(_("This update is not yours to change."))
    if (text, mood) != (update.text, update.mood):
        UpdateVersion.objects.create(
            update=update,
            text=update.text,
            mood=update.mood,
            written_at=update.thread.edited_at or update.thread.posted_at,
            replaced_at=now,
        )
    if update.thread.hidden_at is not None:
        raise NotYours(_("This update was taken out, so it cannot be changed."))
    update.text, update.mood = text, mood
    update.save(update_fields=["text", "mood"])
    topics, pictures, words = list(topics), pictures_of(update), mentions.read(text, author=by)
    update.thread = discussion.revise_thread(
        thread=update.thread,
        body=card_body(words.html, mood, pictures),
        audience=audience,
        excerpt=excerpt(text),
        topics=topics,
        now=now,
    )
    media.share(pictures=pictures, audience=audience, group=update.thread.group)
    mentions.tell(words, thread=update.thread, author=by, url=update.thread.url, now=now)
    tell_search(update, topics)
    return update


@transaction.atomic
def withdraw_update(*, update: Update, by: Member, now: datetime) -> Update:
    """Take one's own update back. Twice is safe. Raises NotYours for anybody but the author."""
    if update.thread.author_id != by.pk:
        raise NotYours(_("This update is not yours to take back."))
    discussion.withdraw_thread(thread=update.thread, now=now)
    media.share(pictures=pictures_of(update), audience=Audience.ME, group=update.thread.group)
    search.remove(f"update:{update.pk}")
    return update


def put_pictures_away(*, update: Update) -> None:
    """Leave the pictures of an update to its author alone, after it was hidden."""
    media.share(pictures=pictures_of(update), audience=Audience.ME, group=update.thread.group)


def pictures_of(update: Update) -> list[Picture]:
    """The pictures of an update, in their order."""
    placed = update.placed_pictures.select_related("picture").order_by("place")
    return [row.picture for row in placed]


def card_body(html: SafeString, mood: str, pictures: Sequence[Picture]) -> str:
    """The words, mood and pictures as the card and the page show them."""
    return render_to_string(
        "updates/body.html",
        {"html": mark_safe(harmless(html)), "mood": mood, "pictures": pictures},  # noqa: S308 - safe before, and a space changes nothing
    )


def tell_search(update: Update, topics: Sequence[Topic]) -> None:
    """Let those find it who may see it."""
    thread = update.thread
    search.put(
        ref=f"update:{update.pk}",
        kind="update",
        title="",
        body=f"{update.text} {' '.join(topic.name for topic in topics)}",
        audience=Audience(thread.audience),
        author_id=thread.author_id,
        group_id=thread.group_id,
        url=thread.url,
        excerpt=thread.excerpt,
        posted_at=thread.posted_at,
    )
