from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

ME = "nullif(current_setting('myelin.member', true), '')::bigint"
TABLES = ["tap", "packitem"]


def wall(table: str) -> str:
    return f"""
    ALTER TABLE companion_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY companion_{table}_mine ON companion_{table} FOR SELECT TO {ROLE} USING (member_id = {ME});
    GRANT SELECT ON companion_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON companion_{table} FROM {ROLE};
    DROP POLICY companion_{table}_mine ON companion_{table};
    ALTER TABLE companion_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """A second wall behind infusion days."""

    dependencies = [("companion", "0014_infusion_days")]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        *[migrations.RunSQL(wall(table), gone(table)) for table in TABLES],
    ]
