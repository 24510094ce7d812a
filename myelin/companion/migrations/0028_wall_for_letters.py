from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_resultletter ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_resultletter_mine ON companion_resultletter FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_resultletter TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_resultletter FROM {ROLE};
DROP POLICY companion_resultletter_mine ON companion_resultletter;
ALTER TABLE companion_resultletter DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put letters with results behind the second wall, too."""

    dependencies = [("companion", "0027_letters")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
