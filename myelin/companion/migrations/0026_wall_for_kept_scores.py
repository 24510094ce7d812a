from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_keptscores ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_keptscores_mine ON companion_keptscores FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_keptscores TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_keptscores FROM {ROLE};
DROP POLICY companion_keptscores_mine ON companion_keptscores;
ALTER TABLE companion_keptscores DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put packed scores behind the second wall, too."""

    dependencies = [("companion", "0025_kept_scores")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
