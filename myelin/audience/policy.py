"""The policy, once as a condition on rows and once as a question about one thing. A test holds the two together."""

from __future__ import annotations

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from myelin.groups.queries import read_q
from myelin.members.models import Audience, Block, Follow, Grant, Member, SealApart, Viewer
from myelin.members.models.seals import apart_tag


def visible_q(
    viewer: Viewer,
    *,
    author: str = "author",
    audience: str = "audience",
    group: str | None = "group",
    seal: str | None = None,
) -> Q:
    """The rows that `viewer` may see, as a condition.

    author: path to the member who owns the row; may be null for what the community itself publishes.
    audience: path to the row's Audience.
    group: path to the group that the row lies in; None only where rows of that kind never lie in one. What lies in a
        group that not everybody reads is for its members and its own author, whatever its audience.
    seal: path to the seal of rows that may have been written without a name; those whom the author blocked see none.
    """
    of_nobody = Q(**{f"{author}__isnull": True})
    present = Q(
        **{f"{author}__is_active": True, f"{author}__suspended_at__isnull": True, f"{author}__erased_at__isnull": True}
    )
    read_there = Q() if group is None else read_q(viewer, group=group)
    if not isinstance(viewer, Member):
        return Q(**{audience: Audience.PUBLIC}) & (of_nobody | present) & read_there

    owner = OuterRef(f"{author}_id")
    followed = Q() if viewer.follows_everybody else Q(Exists(Follow.objects.filter(follower=viewer, followee=owner)))
    in_circle = Q() if viewer.in_every_circle else Q(Exists(Grant.objects.filter(friend=viewer, owner=owner)))
    apart = Exists(Block.objects.filter(blocker=viewer, blocked=owner)) | Exists(
        Block.objects.filter(blocked=viewer, blocker=owner)
    )
    reached = (
        Q(**{f"{audience}__gte": Audience.MEMBERS})
        | (Q(**{f"{audience}__gte": Audience.FOLLOWERS}) & followed)
        | (Q(**{f"{audience}__gte": Audience.CIRCLE}) & in_circle)
    )
    if seal is not None:
        kept = SealApart.objects.filter(seal=OuterRef(f"{seal}_id"), tag=apart_tag(viewer.pk))
        of_nobody = of_nobody & (Q(**{f"{seal}__isnull": True}) | ~Q(Exists(kept)))
    others = (of_nobody & Q(**{f"{audience}__gte": Audience.MEMBERS})) | (present & reached & ~apart)
    return Q(**{author: viewer}) | (others & read_there)


def visible_to[Row: Model](
    rows: QuerySet[Row],
    viewer: Viewer,
    *,
    author: str = "author",
    audience: str = "audience",
    group: str | None = "group",
    seal: str | None = None,
) -> QuerySet[Row]:
    """`rows` without those that `viewer` may not see."""
    return rows.filter(visible_q(viewer, author=author, audience=audience, group=group, seal=seal))


def may_see(viewer: Viewer, owner: Member, audience: int) -> bool:
    """Whether `viewer` may see one thing of `owner` that is kept for `audience`. Costs one query for a member."""
    return audience >= reach(viewer, owner)


def reach(viewer: Viewer, owner: Member) -> int:
    """The most private audience of `owner` that still includes `viewer`; PUBLIC + 1 when nothing does.

    One query answers for all fields of a profile: show each whose audience is at least this.
    """
    nothing = Audience.PUBLIC + 1
    gone = not owner.is_active or owner.suspended_at is not None or owner.erased_at is not None
    if not isinstance(viewer, Member):
        return nothing if gone else Audience.PUBLIC
    if viewer.pk == owner.pk:
        return Audience.ME
    if gone:
        return nothing
    me = Member.objects.filter(pk=viewer.pk).values(
        apart=Exists(Block.objects.filter(Q(blocker=viewer, blocked=owner) | Q(blocker=owner, blocked=viewer))),
        circle_of=Exists(Grant.objects.filter(owner=owner, friend=viewer)),
        follows=Exists(Follow.objects.filter(follower=viewer, followee=owner)),
    )
    tie = me[0]
    if tie["apart"]:
        return nothing
    if tie["circle_of"]:
        return Audience.CIRCLE
    return Audience.FOLLOWERS if tie["follows"] else Audience.MEMBERS


def somebody_new(*, follows: bool = False, in_circle: bool = False) -> Member:
    """A member who knows nobody here, and whom nobody knows: to ask the gates what such a one would be shown.

    follows: let them follow everybody, to ask what a follower would be shown.
    in_circle: let them be in everybody's circle, to ask what somebody there would be shown.
    """
    one = Member(pk=0)
    one.follows_everybody, one.in_every_circle = follows, in_circle
    return one


__all__ = ["Viewer", "may_see", "reach", "somebody_new", "visible_q", "visible_to"]


def may_be_met(people: QuerySet[Member], viewer: Viewer) -> QuerySet[Member]:
    """`people` without those who do not exist for `viewer`: blocked either way. Visitors meet nobody."""
    if not isinstance(viewer, Member):
        return people.none()
    return people.exclude(blocks__blocked=viewer).exclude(blocked_by__blocker=viewer)
