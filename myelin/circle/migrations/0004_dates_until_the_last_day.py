from django.db import migrations

BESIDE = "nullif(current_setting('myelin.beside', true), '')::bigint"


def dates(open_ones: str) -> str:
    return f"""
    CREATE OR REPLACE VIEW circle_date WITH (security_barrier) AS
      SELECT i.id, c.member_id, coalesce(i.given_on, i.due_on) AS day, i.hour, i.lasts_minutes, c.time_zone
      FROM companion_infusion i JOIN companion_course c ON c.id = i.course_id
      WHERE c.member_id = {BESIDE} AND circle_lets('calendar')
        AND NOT i.is_optional AND (i.given_on IS NOT NULL OR {open_ones});
    """  # noqa: S608 - made of the words above and below alone


class Migration(migrations.Migration):
    """Whoever may see the dates sees them until the last day of a treatment, where that is still to come."""

    dependencies = [("circle", "0003_looks_written_once")]

    operations = [
        migrations.RunSQL(
            dates("c.ended_on IS NULL OR c.ended_on > (statement_timestamp() AT TIME ZONE c.time_zone)::date"),
            dates("c.ended_on IS NULL"),
        )
    ]
