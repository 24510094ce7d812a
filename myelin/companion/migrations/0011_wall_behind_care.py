from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

ME = "nullif(current_setting('myelin.member', true), '')::bigint"
MINE = f"member_id = {ME}"
POLICIES = {
    "course": MINE,
    # What the subqueries find has come through its own policy.
    "infusion": "EXISTS (SELECT FROM companion_course c WHERE c.id = course_id)",
    "tick": "EXISTS (SELECT FROM companion_infusion i WHERE i.id = infusion_id)",
    **dict.fromkeys(("result", "resultpicture"), MINE),
}
LOOKED_AT = ["therapies_therapy", "therapies_regimen", "therapies_baselinetest", "facts_fact", "media_picture"]


def wall(table: str) -> str:
    return f"""
    ALTER TABLE companion_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY companion_{table}_mine ON companion_{table} FOR SELECT TO {ROLE} USING ({POLICIES[table]});
    GRANT SELECT ON companion_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON companion_{table} FROM {ROLE};
    DROP POLICY companion_{table}_mine ON companion_{table};
    ALTER TABLE companion_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """A second wall behind treatments: the role that pages read with finds only the member's own."""

    dependencies = [
        ("companion", "0010_results"),
        ("facts", "0001_initial"),
        ("media", "0004_picture_held_until"),
        ("therapies", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        *[migrations.RunSQL(wall(table), gone(table)) for table in POLICIES],
        migrations.RunSQL(f"GRANT SELECT ON {', '.join(LOOKED_AT)} TO {ROLE}", migrations.RunSQL.noop),
    ]
