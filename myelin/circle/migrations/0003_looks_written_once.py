from django.db import migrations


class Migration(migrations.Migration):
    """The database refuses to change or delete a look, but for a member who is being erased with all of theirs."""

    replaces = [("circle", "0003_log_is_written_once")]
    dependencies = [("circle", "0002_behind_the_wall")]

    operations = [
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION circle_look_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'DELETE' AND current_setting('myelin.erasing', true) = OLD.member_id::text THEN RETURN OLD; END IF;
              RAISE EXCEPTION 'looks are written once';
            END $$;
            CREATE TRIGGER circle_look_written_once BEFORE UPDATE OR DELETE ON circle_look
              FOR EACH ROW EXECUTE FUNCTION circle_look_written_once();
            """,
            reverse_sql="DROP TRIGGER circle_look_written_once ON circle_look; DROP FUNCTION circle_look_written_once();",
        )
    ]
