"""Updates as JSON: the same form and the same actions as the pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from myelin.base.api import Size, check_form
from myelin.base.errors import Refused
from myelin.discussion import queries as discussion
from myelin.discussion.actions import shelving
from myelin.discussion.api import Entry, Feed, entry_of, member_of
from myelin.discussion.models import MOST_OPTIONS
from myelin.media import actions as media
from myelin.members.models import Audience, Member
from myelin.updates import actions
from myelin.updates.forms import UpdateForm
from myelin.updates.models import Update

router = Router(tags=["updates"])


class PollIn(Schema):
    """Two to six choices, open for 1, 3, 7, 14 or 30 days."""

    options: list[str]
    several: bool = False
    days: int = 3


class NewUpdate(Schema):
    """Words or pictures (ids from `POST pictures`), or both; a tip needs a topic.

    without_name: all members read it, except people I blocked, and nobody sees whose it is; twice a day, words alone.
    """

    text: str = ""
    audience: str = "members"
    mood: str = ""
    topics: list[str] = []
    group: str | None = None
    pictures: list[int] = []
    note: str = ""
    is_tip: bool = False
    poll: PollIn | None = None
    without_name: bool = False


class ChangedUpdate(Schema):
    """How the update reads from now on; `drop` takes pictures away, `pictures` adds some. A poll stays as it is."""

    text: str = ""
    audience: str = "members"
    mood: str = ""
    topics: list[str] = []
    pictures: list[int] = []
    drop: list[int] = []
    note: str = ""
    is_tip: bool = False


class UpdateOut(Schema):
    id: int
    url: str
    text: str
    audience: str


class PictureOut(Schema):
    id: int
    url: str


class TooManyOptions(Refused):
    """More choices than a poll may have."""

    status = 422


class UnknownAudience(Refused):
    """A word that names no audience."""

    status = 422


def audience_of(word: str) -> Audience:
    """The audience that a word of the API names. Raises UnknownAudience."""
    try:
        return Audience.from_word(word)
    except KeyError:
        words = ", ".join(audience.word for audience in Audience)
        raise UnknownAudience(_("The audience is one of: %(words)s.") % {"words": words}) from None


def _out(update: Update) -> UpdateOut:
    thread = update.thread
    return UpdateOut(id=update.pk, url=thread.url, text=update.text, audience=Audience(thread.audience).word)


def _asked(body: NewUpdate | ChangedUpdate) -> dict[str, Any]:
    return {
        "text": body.text,
        "mood": body.mood,
        "audience": int(audience_of(body.audience)),
        "topics": body.topics,
        "kept": body.pictures,
        "note": body.note,
        "is_tip": body.is_tip,
    }


@router.post("updates", response={201: UpdateOut}, url_name="updates")
def post_update(request: HttpRequest, body: NewUpdate) -> tuple[int, UpdateOut]:
    """Share an update."""
    return 201, share(member_of(request), body)


def share(member: Member, body: NewUpdate) -> UpdateOut:
    """Share what a program sent, as the page does. Raises what the form and the action do."""
    asked = _asked(body) | {"group": body.group or "", "without_name": body.without_name}
    if body.poll is not None:
        if len(body.poll.options) > MOST_OPTIONS:
            raise TooManyOptions(_("A poll has up to six choices."))
        asked |= {f"poll_{number}": words for number, words in enumerate(body.poll.options, 1)}
        asked |= {"poll_several": body.poll.several, "poll_days": body.poll.days}
    form = UpdateForm(asked, author=member, may_ask=False)
    check_form(form)
    data = form.cleaned_data
    update = actions.post_update(
        author=member,
        text=data["text"],
        mood=data["mood"],
        audience=data["audience"],
        topics=data["topics"],
        group=data["group"],
        pictures=form.pictures,
        note=data["note"],
        is_tip=data["is_tip"],
        poll=data["poll"],
        without_name=data["without_name"],
        now=timezone.now(),
    )
    return _out(update)


@router.get("updates/{update_id}", response=Entry, url_name="update")
def get_update(request: HttpRequest, update_id: int, show: bool = False) -> Entry:
    """One update; `show=1` also when I have its theme covered."""
    member = member_of(request)
    found = get_object_or_404(Update.objects.visible_to(member).select_related("thread"), pk=update_id)
    return entry_of(discussion.card_of(found.thread, member, shown=show))


@router.delete("updates/{update_id}", response={204: None}, url_name="update_gone")
def withdraw_update(request: HttpRequest, update_id: int) -> tuple[int, None]:
    """Take one's own update back."""
    member = member_of(request)
    found = get_object_or_404(Update.objects.of(member).select_related("thread"), pk=update_id)
    actions.withdraw_update(update=found, by=member, now=timezone.now())
    return 204, None


@router.put("updates/{update_id}", response=UpdateOut, url_name="update_edit")
def edit_update(request: HttpRequest, update_id: int, body: ChangedUpdate) -> UpdateOut:
    """Change one's own update."""
    member = member_of(request)
    found = get_object_or_404(Update.objects.of(member).select_related("thread"), pk=update_id)
    form = UpdateForm(_asked(body) | {"drop": body.drop}, author=member, instance=found, may_ask=False)
    check_form(form)
    data = form.cleaned_data
    update = actions.edit_update(
        update=found,
        by=member,
        text=data["text"],
        mood=data["mood"],
        audience=data["audience"],
        topics=data["topics"],
        note=data["note"],
        is_tip=data["is_tip"],
        dropped=data["drop"],
        added=form.pictures,
        now=timezone.now(),
    )
    return _out(update)


@router.get("month-one", response=Feed, url_name="month_one")
def month_one(request: HttpRequest, after: str | None = None, size: Size = 20) -> Feed:
    """What members wish they had known in month 1, newest first."""
    page = discussion.for_newcomers(member_of(request), after=after, size=size)
    return Feed(items=[entry_of(card) for card in page], next=page.next)


@router.put("updates/{update_id}/shelf", response={204: None}, url_name="shelf")
def put_on_shelf(request: HttpRequest, update_id: int) -> tuple[int, None]:
    """Let an update of mine stand on the shelf for people who were told lately. Twice is once."""
    member = member_of(request)
    found = get_object_or_404(Update.objects.of(member).select_related("thread"), pk=update_id)
    shelving.put_on_shelf(thread=found.thread, by=member, now=timezone.now())
    return 204, None


@router.delete("updates/{update_id}/shelf", response={204: None}, url_name="shelf_gone")
def take_off_shelf(request: HttpRequest, update_id: int) -> tuple[int, None]:
    """Take it off the shelf."""
    member = member_of(request)
    found = get_object_or_404(Update.objects.of(member).select_related("thread"), pk=update_id)
    shelving.take_off_shelf(thread=found.thread, by=member)
    return 204, None


@router.delete("updates/{update_id}/withdrawal", response={204: None}, url_name="update_back")
def put_update_back(request: HttpRequest, update_id: int) -> tuple[int, None]:
    """Put one's own update back, within 10 minutes."""
    member = member_of(request)
    found = get_object_or_404(Update.objects.posted_by(member).select_related("thread__group"), pk=update_id)
    actions.put_update_back(update=found, by=member, now=timezone.now())
    return 204, None


@router.post("pictures", response={201: PictureOut}, url_name="pictures")
def post_picture(request: HttpRequest, picture: File[UploadedFile], alt: Form[str] = "") -> tuple[int, PictureOut]:
    """Send a picture to be part of an update; nobody else sees it until it is."""
    kept = media.take_picture(owner=member_of(request), upload=picture, alt=alt, now=timezone.now())
    return 201, PictureOut(id=kept.pk, url=f"/pictures/{kept.pk}/1280/")
