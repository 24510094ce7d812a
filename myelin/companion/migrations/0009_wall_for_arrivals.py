from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_diaryarrival ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_diaryarrival_mine ON companion_diaryarrival FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_diaryarrival TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_diaryarrival FROM {ROLE};
DROP POLICY companion_diaryarrival_mine ON companion_diaryarrival;
ALTER TABLE companion_diaryarrival DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put what devices sent behind the second wall, too."""

    dependencies = [("companion", "0008_diary_from_a_phone")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
