from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_reminder ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_reminder_mine ON companion_reminder FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_reminder TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_reminder FROM {ROLE};
DROP POLICY companion_reminder_mine ON companion_reminder;
ALTER TABLE companion_reminder DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put reminders behind the second wall, too."""

    dependencies = [("companion", "0020_reminders")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
