"""What members do with updates: post, edit, withdraw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.base.text import excerpt
from myelin.discussion import actions as discussion
from myelin.discussion import mentions
from myelin.discussion.authors import wrote
from myelin.discussion.cards import harmless
from myelin.groups.models import Group
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic
from myelin.search import actions as search
from myelin.updates.models import Update, UpdatePicture, UpdateVersion

LONG = 1600
"""From this many letters on a card shows the beginning of an update; a paragraph counts as a line or two more."""


class NotYours(Refused):
    """Only the author may change an update."""

    status = 404


class ShowsWho(Refused):
    """What is shared without a name has no pictures, and lies in no group: both can show whose it is."""

    status = 422


class TipAboutNothing(Refused):
    """A tip is found by its topic, so it needs one."""

    status = 422


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
    note: str = "",
    is_tip: bool = False,
    poll: discussion.NewPoll | None = None,
    without_name: bool = False,
) -> Update:
    """Share words, pictures, or both, and perhaps let members choose in a poll under them.

    pictures: the author's own, not yet part of another update; at most four.
    note: a line on a cover over the words and pictures.
    is_tip: it is advice, which is listed by topic.
    without_name: for all members, whatever `audience` says; nobody is named in it, and nobody hears of it.

    Raises:
        ShowsWho: pictures or a group, without a name.
        TwoToday: twice without a name today.
        IntegrityError: neither words nor a picture; the form says so first, in the same words.
        TipAboutNothing: a tip without a topic.
        NotInGroup: `group` is one the author did not join.
    """
    if without_name:
        refuse_what_shows_who(pictures, group)
        audience = Audience.MEMBERS
    topics, words = list(topics), _read(text, author, unnamed=without_name)
    _refuse_loose_tip(is_tip, topics)
    thread = discussion.open_thread(
        kind="update",
        author=author,
        audience=audience,
        url="/updates/{id}/",
        excerpt=excerpt(text),
        body=card_body(words.html, mood, pictures),
        topics=topics,
        group=group,
        note=note,
        is_tip=is_tip,
        words=words_of(text, pictures, poll.options if poll is not None else ()),
        without_name=without_name,
        now=now,
    )
    if poll is not None:
        discussion.open_poll(thread=thread, poll=poll, now=now)
    update = Update.objects.create(thread=thread, text=text, mood=mood, picture_count=len(pictures))
    if pictures:
        _place(update, pictures, first=0)
        media.share(pictures=pictures, audience=audience, group=group, now=now)
    mentions.tell(words, thread=thread, author=author, url=thread.url, now=now)
    tell_search(update, topics)
    return update


@transaction.atomic
def edit_update(
    *,
    update: Update,
    by: Member,
    now: datetime,
    text: str,
    mood: str,
    audience: Audience,
    topics: Iterable[Topic],
    note: str = "",
    is_tip: bool = False,
    dropped: Collection[Picture] = (),
    added: Sequence[Picture] = (),
) -> Update:
    """Change one's own update; how it read before stays visible in its history.

    dropped: pictures that go for good; the others keep their order, and `added` ones follow.

    Raises:
        NotYours: somebody else posted it, or it was taken out of its group.
        ShowsWho: pictures to what has no name.
        TipAboutNothing: a tip without a topic.
    """
    update = Update.objects.select_for_update(of=("self",)).select_related("thread__seal").get(pk=update.pk)
    if not wrote(by, update.thread):
        raise NotYours(_("This update is not yours to change."))
    if update.thread.hidden_at is not None:
        raise NotYours(_("This update was taken out, so it cannot be changed."))
    if is_sealed := update.thread.seal_id is not None:
        refuse_what_shows_who(added, None)
        audience = Audience.MEMBERS
    topics, words = list(topics), _read(text, by, unnamed=is_sealed)
    _refuse_loose_tip(is_tip, topics)
    if (text, mood) != (update.text, update.mood):
        _keep_version(update, now)
    update.text, update.mood = text, mood
    update.save(update_fields=["text", "mood"])
    if dropped or added:
        _change_pictures(update, dropped, added)
        media.share(pictures=added, audience=audience, group=update.thread.group, now=now)
    pictures = pictures_of(update)
    update.thread = discussion.revise_thread(
        thread=update.thread,
        body=card_body(words.html, mood, pictures),
        audience=audience,
        excerpt=excerpt(text),
        topics=topics,
        note=note,
        is_tip=is_tip,
        words=words_of(text, pictures, discussion.options_of(update.thread)),
        now=now,
    )
    media.share(pictures=pictures, audience=audience, group=update.thread.group)
    mentions.tell(words, thread=update.thread, author=by, url=update.thread.url, now=now)
    tell_search(update, topics)
    return update


def _read(text: str, author: Member, *, unnamed: bool) -> mentions.Words:
    return mentions.unnamed(text) if unnamed else mentions.read(text, author=author)


def refuse_what_shows_who(pictures: Sequence[Picture], group: Group | None) -> None:
    """Raise ShowsWho for what cannot be shared without a name."""
    if pictures or group is not None:
        raise ShowsWho(_("A picture or a group can show who you are. Take it out, or share it with your name."))


def _change_pictures(update: Update, dropped: Collection[Picture], added: Sequence[Picture]) -> None:
    placed = update.placed_pictures
    media.remove_pictures(row.picture for row in placed.filter(picture__in=dropped).select_related("picture"))
    last = placed.aggregate(last=Max("place"))["last"]
    _place(update, added, first=0 if last is None else last + 1)
    update.picture_count = placed.count()
    update.save(update_fields=["picture_count"])


def _place(update: Update, pictures: Sequence[Picture], *, first: int) -> None:
    UpdatePicture.objects.bulk_create(
        UpdatePicture(update=update, picture=picture, place=place) for place, picture in enumerate(pictures, first)
    )


def _keep_version(update: Update, now: datetime) -> None:
    UpdateVersion.objects.create(
        update=update,
        text=update.text,
        mood=update.mood,
        written_at=update.thread.edited_at or update.thread.posted_at,
        replaced_at=now,
    )


def _refuse_loose_tip(is_tip: bool, topics: Sequence[Topic]) -> None:
    if is_tip and not topics:
        raise TipAboutNothing(_("A tip is found by its topic. Choose at least one."))


@transaction.atomic
def withdraw_update(*, update: Update, by: Member, now: datetime) -> Update:
    """Take one's own update back. Twice is safe. Raises NotYours for anybody but the author."""
    if not wrote(by, update.thread):
        raise NotYours(_("This update is not yours to take back."))
    discussion.withdraw_thread(thread=update.thread, now=now)
    media.share(pictures=pictures_of(update), audience=Audience.ME, group=update.thread.group)
    search.remove(f"update:{update.pk}")
    return update


@transaction.atomic
def put_update_back(*, update: Update, by: Member, now: datetime) -> Update:
    """Undo taking one's own update back. Twice is safe.

    Raises:
        NotYours: somebody else posted it.
        TooLate: it was taken back more than ten minutes ago.
    """
    if not wrote(by, update.thread):
        raise NotYours(_("This update is not yours to put back."))
    update.thread = thread = discussion.put_thread_back(thread=update.thread, now=now)
    if thread.hidden_at is None:
        media.share(pictures=pictures_of(update), audience=Audience(thread.audience), group=thread.group)
        tell_search(update, list(thread.topics.all()))
    return update


def put_pictures_away(*, update: Update) -> None:
    """Leave the pictures of an update to its author alone, after it was hidden."""
    media.share(pictures=pictures_of(update), audience=Audience.ME, group=update.thread.group)


def pictures_of(update: Update) -> list[Picture]:
    """The pictures of an update, in their order."""
    placed = update.placed_pictures.select_related("picture").order_by("place")
    return [row.picture for row in placed]


def words_of(text: str, pictures: Sequence[Picture], options: Sequence[str]) -> str:
    """All that an update says, also of its pictures, and what its poll offers."""
    return "\n".join([text, *(picture.alt for picture in pictures), *options])


def card_body(html: SafeString, mood: str, pictures: Sequence[Picture]) -> str:
    """The words, mood and pictures as the card and the page show them."""
    return render_to_string(
        "updates/body.html",
        {
            "html": mark_safe(harmless(html)),  # noqa: S308 - safe before, and a space changes nothing
            "is_long": len(html) + 60 * html.count("<") > LONG,
            "mood": mood,
            "pictures": pictures,
        },
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
        seal_id=thread.seal_id,
        url=thread.url,
        excerpt=thread.excerpt,
        label=_("Tip") if thread.is_tip else "",
        themes=thread.themes,
        posted_at=thread.posted_at,
    )
