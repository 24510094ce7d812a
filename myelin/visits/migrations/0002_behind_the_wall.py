from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

TABLES = ["visit", "share", "look", "agreed"]
ME = "nullif(current_setting('myelin.member', true), '')::bigint"


def wall(table: str) -> str:
    return f"""
    ALTER TABLE visits_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY visits_{table}_mine ON visits_{table} FOR SELECT TO {ROLE} USING (member_id = {ME});
    GRANT SELECT ON visits_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON visits_{table} FROM {ROLE};
    DROP POLICY visits_{table}_mine ON visits_{table};
    ALTER TABLE visits_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """The second wall behind visits: the role that pages read with finds only the member's own."""

    replaces = [("visits", "0002_second_wall")]
    dependencies = [("visits", "0001_tables")]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        *[migrations.RunSQL(wall(table), gone(table)) for table in TABLES],
    ]
