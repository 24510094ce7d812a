"""The policy of `policy.py` as text, for the few statements that are written by hand because they are hot.

A test asks both for the same rows and expects the same answer.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from myelin.audience.policy import Viewer
from myelin.members.models import Audience, Member, Role
from myelin.members.models.seals import apart_tag

# OFFSET 0 keeps PostgreSQL from reading all members into a table of its own before the first row: it expects to ask for
# many authors, and a page asks for twenty.
_PRESENT = """EXISTS (SELECT FROM members_member o WHERE o.id = {row}.author_id
    AND o.is_active AND o.suspended_at IS NULL AND o.erased_at IS NULL OFFSET 0)"""

# Only rows with a group pay for the question. `EVERYBODY_READS` and `readable_by` of the groups, as text.
_READ_THERE = """({row}.group_id IS NULL OR EXISTS (SELECT FROM groups_group c WHERE c.id = {row}.group_id
    AND ((c.access = 'open' AND NOT c.caregivers_only){inside})))"""

_INSIDE = (
    """ OR (EXISTS (SELECT FROM groups_membership k WHERE k.member_id = %(viewer)s AND k.group_id = c.id){open})"""
)

_FOLLOWED = """EXISTS (
          SELECT FROM members_follow f WHERE f.follower_id = %(viewer)s AND f.followee_id = {row}.author_id)"""

_IN_CIRCLE = """EXISTS (
          SELECT FROM members_grant g WHERE g.friend_id = %(viewer)s AND g.owner_id = {row}.author_id)"""

# Filled with constants of this file and an alias; what people type is always bound.
_FOR_MEMBER = f"""({{row}}.author_id = %(viewer)s
  OR ((({{row}}.author_id IS NULL AND {{row}}.audience >= {Audience.MEMBERS:d} {{sealed}})
    OR (({{row}}.audience >= {Audience.MEMBERS:d}
        OR ({{row}}.audience >= {Audience.FOLLOWERS:d} AND {{followed}})
        OR ({{row}}.audience >= {Audience.CIRCLE:d} AND {{in_circle}}))
      AND NOT EXISTS (SELECT FROM members_block b WHERE b.blocker_id = %(viewer)s AND b.blocked_id = {{row}}.author_id)
      AND NOT EXISTS (SELECT FROM members_block b WHERE b.blocked_id = %(viewer)s AND b.blocker_id = {{row}}.author_id)
      AND {_PRESENT}))
    AND {_READ_THERE}))"""  # noqa: S608 - see above

# Whom the author of something without a name has blocked.
_SEALED = """AND ({row}.seal_id IS NULL OR NOT EXISTS (
      SELECT FROM members_sealapart z WHERE z.seal_id = {row}.seal_id AND z.tag = %(apart)s))"""

_FOR_VISITOR = f"""({{row}}.audience = {Audience.PUBLIC:d} AND ({{row}}.author_id IS NULL OR {_PRESENT})
  AND {_READ_THERE})"""


def visible_sql(viewer: Viewer, *, row: str, sealed: bool = True) -> str:
    """A condition on the alias `row`, which has columns author_id, audience, group_id and seal_id; bind `names_of(viewer)`.

    sealed: false for rows that were all written with a name, and have no seal_id.
    """
    if not isinstance(viewer, Member):
        return _FOR_VISITOR.format(row=row, inside="")
    open_to_role = "" if viewer.role == Role.CAREGIVER else " AND NOT c.caregivers_only"
    kept = _SEALED.format(row=row) if sealed else ""
    followed = "true" if viewer.follows_everybody else _FOLLOWED.format(row=row)
    in_circle = "true" if viewer.in_every_circle else _IN_CIRCLE.format(row=row)
    inside = _INSIDE.format(open=open_to_role)
    return _FOR_MEMBER.format(row=row, inside=inside, sealed=kept, followed=followed, in_circle=in_circle)


def names_of(viewer: Viewer) -> dict[str, Any]:
    """What `visible_sql` binds: the viewer's number, and the mark by which something sealed is kept from them."""
    return {"viewer": viewer.pk or 0, "apart": apart_tag(viewer.pk) if isinstance(viewer, Member) else ""}


def seen(viewer: Viewer, *, author: str, audience: Audience, group: str = "NULL::bigint") -> RawSQL:
    """The same as a condition for a QuerySet of a hot page; Django takes longer to write the policy than it takes to run.

    author, group: columns with their tables, as PostgreSQL calls them. audience: of all the rows.
    """
    asked = visible_sql(viewer, row="said", sealed=False).replace("%(viewer)s", f"{viewer.pk or 0:d}")
    row = f"(SELECT {author}, {audience:d}, {group}) said(author_id, audience, group_id)"
    return RawSQL(f"EXISTS (SELECT FROM {row} WHERE {asked})", (), output_field=BooleanField())  # noqa: S611 - as above


def visible_to_each_sql(*, row: str, viewer: str, role: str) -> str:
    """`visible_sql` for many members in one statement: `viewer` and `role` are columns of the members who would see.

    It knows no seals: whoever asks for something without a name leaves out whom its author blocked.
    """
    inside = _INSIDE.format(open=f" AND (NOT c.caregivers_only OR {role} = '{Role.CAREGIVER.value}')")
    followed, in_circle = _FOLLOWED.format(row=row), _IN_CIRCLE.format(row=row)
    whole = _FOR_MEMBER.format(row=row, inside=inside, sealed="", followed=followed, in_circle=in_circle)
    return whole.replace("%(viewer)s", viewer)
