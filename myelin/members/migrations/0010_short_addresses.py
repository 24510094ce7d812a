from django.db import migrations

SHORTEN = """
CREATE FUNCTION members_shorten_address() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.ip := host(network(set_masklen(NEW.ip, CASE family(NEW.ip) WHEN 4 THEN 24 ELSE 48 END)))::inet;
    RETURN NEW;
END $$;
CREATE TRIGGER members_shorten_address BEFORE INSERT OR UPDATE OF ip ON usersessions_usersession
    FOR EACH ROW EXECUTE FUNCTION members_shorten_address();
UPDATE usersessions_usersession SET ip = ip;
"""
LEAVE = "DROP TRIGGER members_shorten_address ON usersessions_usersession; DROP FUNCTION members_shorten_address();"


class Migration(migrations.Migration):
    """Of the address that somebody signed in from, keep the network alone; the library would keep the whole."""

    dependencies = [("members", "0009_written_without_name"), ("usersessions", "0001_initial")]

    operations = [migrations.RunSQL(SHORTEN, LEAVE)]
