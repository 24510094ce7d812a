from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

ME = "nullif(current_setting('myelin.member', true), '')::bigint"
BESIDE = "nullif(current_setting('myelin.beside', true), '')::bigint"
TODAY = "(SELECT (statement_timestamp() AT TIME ZONE m.time_zone)::date FROM members_member m WHERE m.id = member_id)"

LETS = f"""
-- Whether whoever stands behind the wall may see this part of the care of whom they stand beside. '' is for every carer.
CREATE FUNCTION circle_lets(part text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM circle_carer c
    JOIN members_grant g ON g.id = c.grant_id AND g.owner_id = c.member_id AND g.friend_id = c.person_id
    WHERE c.member_id = {BESIDE} AND c.person_id = {ME} AND (
      part = '' OR EXISTS (
        SELECT FROM circle_scope s
        WHERE s.carer_id = c.id AND s.kind = part AND s.starts_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      )
    )
  )
$$;
"""  # noqa: S608 - made of the names above alone

POLICIES = {
    "carer": f"member_id = {ME} OR person_id = {ME}",
    # What the subqueries find has come through its own policy.
    "scope": "EXISTS (SELECT FROM circle_carer c WHERE c.id = carer_id)",
    "carefeed": "EXISTS (SELECT FROM circle_carer c WHERE c.id = carer_id)",
    "circleinvitation": f"member_id = {ME} OR person_id = {ME}",
    "task": f"member_id = {ME} OR (member_id = {BESIDE} AND circle_lets(''))",
    "taking": "EXISTS (SELECT FROM circle_task t WHERE t.id = task_id)",
    "board": f"member_id = {ME}",
    "steptaking": f"member_id = {ME} OR (member_id = {BESIDE} AND circle_lets('runway'))",
    "observation": f"member_id = {ME} OR (member_id = {BESIDE} AND author_id = {ME} AND circle_lets('observer'))",
    "tiredday": f"member_id = {ME} OR (member_id = {BESIDE} AND circle_lets('tired') AND day = {TODAY})",
    "look": f"member_id = {ME}",
}
LOOKED_AT = ["members_member", "therapies_therapytest"]

DATES = f"""
CREATE VIEW circle_date WITH (security_barrier) AS
  SELECT i.id, c.member_id, coalesce(i.given_on, i.due_on) AS day, i.hour, i.lasts_minutes, c.time_zone
  FROM companion_infusion i JOIN companion_course c ON c.id = i.course_id
  WHERE c.member_id = {BESIDE} AND circle_lets('calendar')
    AND NOT i.is_optional AND (i.given_on IS NOT NULL OR c.ended_on IS NULL);
GRANT SELECT ON circle_date TO {ROLE};
"""  # noqa: S608 - made of the names above alone


def wall(table: str) -> str:
    return f"""
    ALTER TABLE circle_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY circle_{table}_wall ON circle_{table} FOR SELECT TO {ROLE} USING ({POLICIES[table]});
    GRANT SELECT ON circle_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON circle_{table} FROM {ROLE};
    DROP POLICY circle_{table}_wall ON circle_{table};
    ALTER TABLE circle_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """A second wall behind the circle, and the doors in the wall behind care that a member can open in it.

    The steps are told without the rows that they are made from: a carer reads no course, no dose and no step.
    """

    replaces = [
        ("circle", "0002_wall"),
        ("circle", "0005_carers_read_no_course"),
        ("circle", "0007_hours_of_dates"),
    ]
    dependencies = [("circle", "0001_tables"), ("companion", "0002_behind_the_wall"), ("therapies", "0001_initial")]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(f"GRANT SELECT ON {', '.join(LOOKED_AT)} TO {ROLE}", migrations.RunSQL.noop),
        migrations.RunSQL(LETS, "DROP FUNCTION circle_lets(text)"),
        *[migrations.RunSQL(wall(table), gone(table)) for table in POLICIES],
        migrations.RunSQL(DATES, "DROP VIEW circle_date"),
    ]
