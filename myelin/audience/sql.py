"""The policy of `policy.py` as text, for the few statements that are written by hand because they are hot.

A test asks both for the same rows and expects the same answer.
"""

from __future__ import annotations

from myelin.audience.policy import Viewer
from myelin.members.models import Audience, Member

_PRESENT = """EXISTS (SELECT FROM members_member o WHERE o.id = {row}.author_id
    AND o.is_active AND o.suspended_at IS NULL AND o.erased_at IS NULL)"""

# Filled with constants of this file and an alias; what people type is always bound.
_FOR_MEMBER = f"""({{row}}.author_id = %(viewer)s
  OR ({{row}}.author_id IS NULL AND {{row}}.audience >= {Audience.MEMBERS:d})
  OR (({{row}}.audience >= {Audience.MEMBERS:d}
      OR ({{row}}.audience >= {Audience.FOLLOWERS:d} AND EXISTS (
        SELECT FROM members_follow f WHERE f.follower_id = %(viewer)s AND f.followee_id = {{row}}.author_id))
      OR ({{row}}.audience >= {Audience.CIRCLE:d} AND EXISTS (
        SELECT FROM members_grant g WHERE g.friend_id = %(viewer)s AND g.owner_id = {{row}}.author_id)))
    AND NOT EXISTS (SELECT FROM members_block b WHERE b.blocker_id = %(viewer)s AND b.blocked_id = {{row}}.author_id)
    AND NOT EXISTS (SELECT FROM members_block b WHERE b.blocked_id = %(viewer)s AND b.blocker_id = {{row}}.author_id)
    AND {_PRESENT}))"""  # noqa: S608 - see above

_FOR_VISITOR = f"""({{row}}.audience = {Audience.PUBLIC:d} AND ({{row}}.author_id IS NULL OR {_PRESENT}))"""


def visible_sql(viewer: Viewer, *, row: str) -> str:
    """A condition on the alias `row`, which has columns author_id and audience; bind `viewer` to the member's id."""
    return (_FOR_MEMBER if isinstance(viewer, Member) else _FOR_VISITOR).format(row=row)
