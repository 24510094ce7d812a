from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_record_mine ON companion_record FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_record TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_record FROM {ROLE};
DROP POLICY companion_record_mine ON companion_record;
ALTER TABLE companion_record DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put what was noted beside the days behind the second wall, too."""

    dependencies = [("companion", "0016_records")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
