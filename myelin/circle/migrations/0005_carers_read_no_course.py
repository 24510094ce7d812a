from django.db import migrations

from myelin.base.wall import ROLE

BESIDE = "nullif(current_setting('myelin.beside', true), '')::bigint"


def shut(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"DROP POLICY companion_{table}_circle ON companion_{table}",
        f"""
        CREATE POLICY companion_{table}_circle ON companion_{table} FOR SELECT TO {ROLE}
        USING (member_id = {BESIDE} AND circle_lets('runway'));
        """,
    )


class Migration(migrations.Migration):
    """The steps are told without the rows that they are made from: a carer reads no course, no dose and no step."""

    dependencies = [("circle", "0004_looks_that_there_are")]

    operations = [shut("course"), shut("step")]
