from django.db import migrations

from myelin.base.wall import ROLE

MAKE = f"""
ALTER TABLE companion_voicenote ENABLE ROW LEVEL SECURITY;
CREATE POLICY companion_voicenote_mine ON companion_voicenote FOR SELECT TO {ROLE}
  USING (member_id = nullif(current_setting('myelin.member', true), '')::bigint);
GRANT SELECT ON companion_voicenote TO {ROLE};
"""
TAKE_BACK = f"""
REVOKE SELECT ON companion_voicenote FROM {ROLE};
DROP POLICY companion_voicenote_mine ON companion_voicenote;
ALTER TABLE companion_voicenote DISABLE ROW LEVEL SECURITY;
"""  # noqa: S608 - made of the role's name alone


class Migration(migrations.Migration):
    """Put voice notes behind the second wall, too."""

    dependencies = [("companion", "0023_voice_notes")]

    operations = [migrations.RunSQL(MAKE, TAKE_BACK)]
