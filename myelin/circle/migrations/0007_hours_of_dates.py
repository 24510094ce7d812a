from django.db import migrations

from myelin.base.wall import ROLE

BESIDE = "nullif(current_setting('myelin.beside', true), '')::bigint"
WITH_HOURS = f"""
CREATE OR REPLACE VIEW circle_date WITH (security_barrier) AS
  SELECT i.id, c.member_id, coalesce(i.given_on, i.due_on) AS day, i.hour, i.lasts_minutes, c.time_zone
  FROM companion_infusion i JOIN companion_course c ON c.id = i.course_id
  WHERE c.member_id = {BESIDE} AND circle_lets('calendar')
    AND NOT i.is_optional AND (i.given_on IS NOT NULL OR c.ended_on IS NULL);
"""  # noqa: S608 - made of the name above alone
DAYS_ALONE = f"""
DROP VIEW circle_date;
CREATE VIEW circle_date WITH (security_barrier) AS
  SELECT i.id, c.member_id, coalesce(i.given_on, i.due_on) AS day
  FROM companion_infusion i JOIN companion_course c ON c.id = i.course_id
  WHERE c.member_id = {BESIDE} AND circle_lets('calendar')
    AND NOT i.is_optional AND (i.given_on IS NOT NULL OR c.ended_on IS NULL);
GRANT SELECT ON circle_date TO {ROLE};
"""  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """Whoever may see somebody's dates sees at which hour they are."""

    dependencies = [("circle", "0006_scopes_that_are_over"), ("companion", "0029_hour_and_place_of_a_dose")]

    operations = [
        migrations.RunSQL(WITH_HOURS, DAYS_ALONE),
    ]
