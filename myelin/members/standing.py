"""Who may still listen, as a statement for the process of the live streams, which knows no models.

A member who is there, in a session that lasts, under the password that it was begun with. The same as
`MemberQuerySet.reachable` and the checks of a session say; a test holds them together.
"""

STANDING = """SELECT m.id, s.session_key, left(encode(sha256(convert_to(m.password, 'UTF8')), 'hex'), 16)
    FROM unnest(%(members)s::bigint[], %(sessions)s::text[]) AS asked (member, session)
    JOIN members_member m ON m.id = asked.member
    JOIN members_session s ON s.session_key = asked.session AND s.member_id = m.id AND s.expire_date > now()
    WHERE m.is_active AND m.suspended_at IS NULL AND m.erased_at IS NULL AND m.remembered_at IS NULL"""
