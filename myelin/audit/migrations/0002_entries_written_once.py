from django.db import migrations


class Migration(migrations.Migration):
    """The database refuses to change or delete an entry; only the actor's number may be cleared when they leave."""

    replaces = [("audit", "0002_written_once")]
    dependencies = [("audit", "0001_tables")]

    operations = [
        migrations.RunSQL(
            sql="""
            CREATE FUNCTION audit_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL AND (to_jsonb(NEW) - 'actor_id') = (to_jsonb(OLD) - 'actor_id')
              THEN RETURN NEW; END IF;
              RAISE EXCEPTION 'audit entries are written once';
            END $$;
            CREATE TRIGGER audit_written_once BEFORE UPDATE OR DELETE ON audit_entry
              FOR EACH ROW EXECUTE FUNCTION audit_written_once();
            """,
            reverse_sql="DROP TRIGGER audit_written_once ON audit_entry; DROP FUNCTION audit_written_once();",
        )
    ]
