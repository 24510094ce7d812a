"""The community that `fanout.py` reads: members, whom they follow, and what they wrote, with real distributions."""

from __future__ import annotations

from typing import Any

GROUPS, TOPICS_EACH = 40, 3


def fill(members: int, posts_each: int) -> None:
    """Make everything in the database itself, by statements over whole tables."""
    from django.db import connection

    from myelin.discussion.models import Thread, ThreadTopic, TopicFollow
    from myelin.groups.models import Group, Membership
    from myelin.members.models import Follow, Member, Profile
    from myelin.notifications.models import Notice
    from myelin.people.models import HardThing, Treatment

    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42); SET synchronous_commit = off; SET jit = off")
        people = f"generate_series(1, {members}) n"
        pour(
            Member, people, id="n", email="'m' || n || '@example.org'", handle="'m' || n", name="'Member ' || n",
            joined_at="timestamptz '2020-01-01' + n * interval '10 minutes'", welcomed_at="now()",
        )  # fmt: skip
        pour(
            Profile, people, member_id="n", ms_type="'rrms'", ms_type_audience="3 * (n % 2)", told_year="1990 + n % 36",
            told_year_audience="3", region="'Region ' || n % 200", region_audience="3", context_line="'2nd year'",
        )  # fmt: skip
        # The cube makes a few known to nearly everybody and leaves most with a handful.
        known = f"1 + floor({members} * power(random(), 3))::bigint"
        pour(
            Follow, f"{people}, LATERAL (SELECT DISTINCT {known} f FROM generate_series(1, 6 + n % 14)) x WHERE f <> n",
            follower_id="n", followee_id="f", followed_at="now()",
        )  # fmt: skip
        pour(Group, f"generate_series(1, {GROUPS}) n", id="n", slug="'g' || n", name="'Group ' || n", made_at="now()")
        pour(Membership, people, member_id="n", group_id=f"1 + n % {GROUPS}", joined_at="now()")
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM pack_topic WHERE retired_at IS NULL")
        topics = f"(ARRAY{cursor.fetchone()[0]})"
        many = f"1 + (n * 7 + k * 11) % array_length({topics}, 1)"
        pour(
            TopicFollow, f"{people}, generate_series(1, {TOPICS_EACH}) k", member_id="n", topic_id=f"{topics}[{many}]",
            followed_at="now()",
        )  # fmt: skip
        posts = f"generate_series(1, {members * posts_each}) n"
        pour(
            Thread, posts, id="n", kind="CASE WHEN n % 7 = 0 THEN 'question' ELSE 'update' END",
            author_id=f"1 + n % {members}", audience="CASE WHEN n % 9 = 0 THEN 2 ELSE 3 END", title="'Title ' || n",
            group_id=f"CASE WHEN n % 11 = 0 THEN 1 + (1 + n % {members}) % {GROUPS} END", url="'/updates/' || n || '/'",
            card="'<article>' || repeat('words ', 60) || '</article>'",
            posted_at="timestamptz '2024-01-01' + n * interval '1 minute'",
        )  # fmt: skip
        pour(
            ThreadTopic, posts, thread_id="n", topic_id=f"{topics}[1 + n % array_length({topics}, 1)]",
            posted_at="timestamptz '2024-01-01' + n * interval '1 minute'",
        )  # fmt: skip
        pour(
            Notice, f"{people}, generate_series(1, 12) k", member_id="n", kind="'hug'", url="'/updates/' || k || '/'",
            actor_id=f"1 + (n + k) % {members}", made_at="now() - k * interval '1 hour'",
        )  # fmt: skip
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM therapies_therapy")
        medicines = f"(ARRAY{cursor.fetchone()[0]})"
        pour(
            Treatment, f"{people} WHERE n % 3 > 0", member_id="n", audience="3", **{"when": "'now'"},
            therapy_id=f"{medicines}[1 + n % array_length({medicines}, 1)]",
        )  # fmt: skip
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM pack_symptom")
        symptoms = f"(ARRAY{cursor.fetchone()[0]})"
        pour(
            HardThing, f"{people}, generate_series(1, 3) k", member_id="n", audience="3",
            symptom_id=f"{symptoms}[1 + (n * 5 + k * 7) % array_length({symptoms}, 1)]",
        )  # fmt: skip
        for table in ("members_member", "discussion_thread", "groups_group"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET synchronous_commit")


def pour(model: Any, source: str, **columns: str) -> None:
    """Insert one row for each of `source`; `columns` are SQL, and every other column has the model's default."""
    from django.db import connection

    names, values, fixed = [], [], []
    for each in model._meta.concrete_fields:
        if each.column in columns:
            values.append(columns[each.column])
        elif each.primary_key or each.generated or each.has_db_default():
            continue
        else:
            values.append("%s")
            fixed.append(each.get_db_prep_save(each.get_default(), connection))
        names.append(f'"{each.column}"')
    assert set(columns) <= {each.column for each in model._meta.concrete_fields}, f"{model}: {columns}"
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(names)}) '
            f"SELECT {', '.join(values).replace('%', '%%').replace('%%s', '%s')} FROM {source.replace('%', '%%')} "
            "ON CONFLICT DO NOTHING",
            fixed,
        )
