from django.db import migrations

from myelin.base.wall import MAKE_ROLE, ROLE

ME = "nullif(current_setting('myelin.member', true), '')::bigint"
MINE = f"member_id = {ME}"
POLICIES = {
    "course": MINE,
    # What the subqueries find has come through its own policy.
    "infusion": "EXISTS (SELECT FROM companion_course c WHERE c.id = course_id)",
    "tick": "EXISTS (SELECT FROM companion_infusion i WHERE i.id = infusion_id)",
    **dict.fromkeys(("result", "resultpicture", "resultletter"), MINE),
    **dict.fromkeys(("step", "contact", "tap", "packitem"), MINE),
    **dict.fromkeys(("diaryentry", "diaryarrival", "diarywishes", "voicenote", "record", "daymeasures"), MINE),
    **dict.fromkeys(("followedsymptom", "watch", "cyclelook", "keptscores", "reminder"), MINE),
}
LOOKED_AT = [
    *("pack_symptom", "therapies_therapy", "therapies_regimen", "therapies_baselinetest"),
    *("facts_fact", "media_picture"),
]


def wall(table: str) -> str:
    return f"""
    ALTER TABLE companion_{table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY companion_{table}_mine ON companion_{table} FOR SELECT TO {ROLE} USING ({POLICIES[table]});
    GRANT SELECT ON companion_{table} TO {ROLE};
    """


def gone(table: str) -> str:
    return f"""
    REVOKE SELECT ON companion_{table} FROM {ROLE};
    DROP POLICY companion_{table}_mine ON companion_{table};
    ALTER TABLE companion_{table} DISABLE ROW LEVEL SECURITY;
    """  # noqa: S608 - made of the names above alone


class Migration(migrations.Migration):
    """A second wall behind care and the diary: the role that pages read with finds only the member's own."""

    replaces = [
        ("companion", "0007_second_wall"),
        ("companion", "0009_wall_for_arrivals"),
        ("companion", "0011_wall_behind_care"),
        ("companion", "0013_wall_behind_runway"),
        ("companion", "0015_wall_behind_days"),
        ("companion", "0017_wall_for_records"),
        ("companion", "0019_wall_for_measures"),
        ("companion", "0021_wall_for_reminders"),
        ("companion", "0024_wall_for_voices"),
        ("companion", "0026_wall_for_kept_scores"),
        ("companion", "0028_wall_for_letters"),
    ]
    dependencies = [
        ("companion", "0001_tables"),
        ("facts", "0001_initial"),
        ("media", "0001_tables"),
        ("pack", "0001_tables"),
        ("therapies", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MAKE_ROLE, migrations.RunSQL.noop),
        *[migrations.RunSQL(wall(table), gone(table)) for table in POLICIES],
        migrations.RunSQL(f"GRANT SELECT ON {', '.join(LOOKED_AT)} TO {ROLE}", migrations.RunSQL.noop),
    ]
