from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

TABLES = ["conversation", "seat", "door", "message", "messagepicture", "report", "reportedmessage"]
LOOKED_AT = ["members_member", "members_block", "members_follow", "members_grant", "media_picture"]
ME = "nullif(current_setting('myelin.member', true), '')::bigint"

FUNCTIONS = f"""
CREATE FUNCTION messages_mine(number bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM messages_seat WHERE conversation_id = number AND member_id = {ME}
                 AND left_at IS NULL AND declined_at IS NULL)
$$;
CREATE FUNCTION messages_moderates() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM members_member_groups m JOIN auth_group g ON g.id = m.group_id
                 WHERE m.member_id = {ME} AND g.name = 'moderators')
$$;
"""  # noqa: S608 - made of the names above alone

POLICIES = {
    "conversation": "messages_mine(id)",
    "seat": f"member_id = {ME} OR messages_mine(conversation_id)",
    "door": f"member_id = {ME}",
    "message": "messages_mine(conversation_id)",
    # The messages that the subquery finds have come through their own policy.
    "messagepicture": "EXISTS (SELECT FROM messages_message m WHERE m.id = message_id)",
    "report": "messages_moderates()",
    "reportedmessage": "messages_moderates()",
}


def wall(table: str) -> str:
    return f"""
    ALTER TABLE messages_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY messages_{table}_mine ON messages_{table} FOR SELECT TO {ROLE} USING ({POLICIES[table]});
    GRANT SELECT ON messages_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON messages_{table} FROM {ROLE};
    DROP POLICY messages_{table}_mine ON messages_{table};
    ALTER TABLE messages_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """A second wall behind the gates: the role that pages read with finds only rows of the member's own seats."""

    replaces = [("messages", "0002_second_wall")]
    dependencies = [
        ("messages", "0001_tables"),
        ("members", "0002_after_the_libraries"),
        ("media", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, "DROP FUNCTION messages_mine(bigint); DROP FUNCTION messages_moderates();"),
        *[migrations.RunSQL(wall(table), gone(table)) for table in TABLES],
        migrations.RunSQL(f"GRANT SELECT ON {', '.join(LOOKED_AT)} TO {ROLE}", migrations.RunSQL.noop),
    ]
