from django.db import migrations

from myelin.base.wall import ROLE

MINE = "member_id = nullif(current_setting('myelin.member', true), '')::bigint"
POLICIES = {
    "reading": MINE,
    # What the subquery finds has come through its own policy.
    "found": "EXISTS (SELECT FROM exchange_reading r WHERE r.id = reading_id)",
    "taken": MINE,
}


def wall(table: str) -> str:
    return f"""
    ALTER TABLE exchange_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY exchange_{table}_mine ON exchange_{table} FOR SELECT TO {ROLE} USING ({POLICIES[table]});
    GRANT SELECT ON exchange_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON exchange_{table} FROM {ROLE};
    DROP POLICY exchange_{table}_mine ON exchange_{table};
    ALTER TABLE exchange_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """Put the files that were brought behind the second wall."""

    replaces = [("exchange", "0002_wall_behind_readings")]
    dependencies = [("companion", "0002_behind_the_wall"), ("exchange", "0001_tables")]

    operations = [migrations.RunSQL(wall(table), gone(table)) for table in POLICIES]
