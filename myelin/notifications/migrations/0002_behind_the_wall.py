from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

ME = "nullif(current_setting('myelin.member', true), '')::bigint"
WALL = f"""
ALTER TABLE notifications_device ENABLE ROW LEVEL SECURITY;
CREATE POLICY notifications_device_mine ON notifications_device FOR SELECT TO {ROLE} USING (member_id = {ME});
GRANT SELECT ON notifications_device TO {ROLE};
"""
GONE = f"""
REVOKE SELECT ON notifications_device FROM {ROLE};
DROP POLICY notifications_device_mine ON notifications_device;
ALTER TABLE notifications_device DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """What leads to a member's devices stands behind the second wall: the role that pages read with finds one's own."""

    replaces = [("notifications", "0010_second_wall_of_devices")]
    dependencies = [("notifications", "0001_tables")]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(WALL, GONE),
    ]
