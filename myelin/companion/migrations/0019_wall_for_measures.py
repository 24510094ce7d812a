from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_daymeasures ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_daymeasures_mine ON companion_daymeasures FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_daymeasures TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_daymeasures FROM {ROLE};
DROP POLICY companion_daymeasures_mine ON companion_daymeasures;
ALTER TABLE companion_daymeasures DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put what a phone measured behind the second wall, too."""

    dependencies = [("companion", "0018_day_measures")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
