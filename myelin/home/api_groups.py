"""Groups as JSON: the same gates and the same actions as their pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from myelin.base.api import Size, check_form
from myelin.base.pages import keyset
from myelin.discussion import queries as discussion
from myelin.discussion.api import Feed, entry_of, member_of
from myelin.groups import actions as groups
from myelin.groups.forms import AskForm
from myelin.groups.models import Access, Group, Invitation, JoinRequest, Membership
from myelin.groups.templatetags.groups import about as about_how_many
from myelin.home import actions
from myelin.members.models import Member
from myelin.updates.api import NewUpdate, UpdateOut, share

router = Router(tags=["groups"])


class GroupOut(Schema):
    """A group that is there for me. `mine` says how: none, asked, invited, member, moderator."""

    slug: str
    url: str
    name: str
    about: str
    rules: str
    access: str
    caregivers_only: bool
    size: str
    mine: str


class GroupList(Schema):
    """A page of groups by name; `next` is the cursor of the page after it, null at the end."""

    items: list[GroupOut]
    next: str | None


class Joining(Schema):
    """A few words to those who look after a group that is joined on request."""

    words: str = ""


class NewPost(NewUpdate):
    """Words or pictures (ids from `POST pictures`), or both, for this group."""

    group: None = None


@router.get("groups", response=GroupList, url_name="groups")
def list_groups(request: HttpRequest, mine: bool = False, after: str | None = None, size: Size = 20) -> GroupList:
    """The groups that are there for me, by name; `mine=1` those that I belong to."""
    member = member_of(request)
    rows = Group.objects.joined_by(member) if mine else Group.objects.visible_to(member)
    page = keyset(rows, order=("name", "id"), after=after, size=size)
    ways = _ways(member, page.items)
    return GroupList(items=[_out(group, ways.get(group.pk, "none")) for group in page], next=page.next)


@router.get("groups/{slug}", response=GroupOut, url_name="group")
def get_group(request: HttpRequest, slug: str) -> GroupOut:
    """One group: what it says of itself, and how I belong to it."""
    member = member_of(request)
    found = get_object_or_404(Group.objects.visible_to(member), slug=slug)
    return _out(found, _ways(member, [found]).get(found.pk, "none"))


@router.put("groups/{slug}/membership", response=GroupOut, url_name="group_membership")
def join(request: HttpRequest, slug: str, body: Joining) -> GroupOut:
    """Join: at once where it is open or I am invited, else ask those who look after it. Twice is once."""
    member, now = member_of(request), timezone.now()
    found = get_object_or_404(Group.objects.visible_to(member), slug=slug)
    way = _ways(member, [found]).get(found.pk, "none")
    if way == "invited":
        groups.accept_invitation(group=found, member=member, now=now)
    elif way == "none" and found.access == Access.REQUEST:
        form = AskForm({"words": body.words})
        check_form(form)
        actions.ask_to_join(group=found, member=member, words=form.cleaned_data["words"], now=now)
    elif way == "none":
        groups.join_group(group=found, member=member, now=now)
    return _out(found, _ways(member, [found]).get(found.pk, "none"))


@router.delete("groups/{slug}/membership", response={204: None}, url_name="group_leaving")
def leave(request: HttpRequest, slug: str) -> tuple[int, None]:
    """Leave, or ask no longer. Twice is safe; nobody is told."""
    member = member_of(request)
    found = get_object_or_404(Group.objects.visible_to(member), slug=slug)
    groups.take_request_back(group=found, member=member)
    groups.leave_group(group=found, member=member, now=timezone.now())
    return 204, None


@router.get("groups/{slug}/feed", response=Feed, url_name="group_feed")
def feed(request: HttpRequest, slug: str, after: str | None = None, size: Size = 20) -> Feed:
    """What was shared in a group that I may read, newest first; what it keeps on top comes first on the first page."""
    member = member_of(request)
    there = Group.objects.visible_to(member) & Group.objects.readable_by(member)
    found = get_object_or_404(there, slug=slug)
    page = discussion.in_group(member, found.pk, after=after, size=size)
    pinned = [] if after else list(discussion.pinned(member, found.pk))
    return Feed(items=[entry_of(card) for card in [*pinned, *page]], next=page.next)


@router.post("groups/{slug}/posts", response={201: UpdateOut}, url_name="group_posts")
def post(request: HttpRequest, slug: str, body: NewPost) -> tuple[int, UpdateOut]:
    """Share an update in a group that I belong to."""
    member = member_of(request)
    found = get_object_or_404(Group.objects.joined_by(member), slug=slug)
    return 201, share(member, NewUpdate(**{**body.dict(), "group": found.slug}))


def _ways(member: Member, some: list[Group]) -> dict[int, str]:
    """How `member` belongs to each of some groups, in three statements."""
    keys = [group.pk for group in some]
    asked = JoinRequest.objects.of(member).filter(group__in=keys, declined_at=None)
    invited = Invitation.objects.standing_for(member).filter(group__in=keys)
    ways = dict.fromkeys(asked.values_list("group_id", flat=True), "asked")
    ways |= dict.fromkeys(invited.values_list("group_id", flat=True), "invited")
    return ways | dict(Membership.objects.of(member).filter(group__in=keys).values_list("group_id", "role"))


def _out(group: Group, way: str) -> GroupOut:
    return GroupOut(
        slug=group.slug,
        url=f"/groups/{group.slug}/",
        name=group.name,
        about=group.about,
        rules=group.rules,
        access=group.access,
        caregivers_only=group.caregivers_only,
        size=about_how_many(group.size),
        mine=way,
    )
