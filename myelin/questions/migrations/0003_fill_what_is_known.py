"""When questions were asked and first answered, the lines beside them as they read now, and that askers follow."""

from django.db import migrations

ASKED = """
    update questions_question q set asked_at = t.posted_at,
      context_line = coalesce((select p.context_line from members_profile p where p.member_id = t.author_id), ''),
      first_answered_at = (
        select min(a.posted_at) from questions_answer a
        where a.question_id = q.thread_id and a.withdrawn_at is null and a.hidden_at is null
          and a.author_id is distinct from t.author_id)
    from discussion_thread t where t.id = q.thread_id"""

ANSWERED = """
    update questions_answer a set context_line = p.context_line
    from members_profile p where p.member_id = a.author_id and p.context_line <> ''"""

FOLLOWED = """
    insert into questions_questionfollow (question_id, member_id, followed_at)
    select t.id, t.author_id, t.posted_at
    from questions_question q join discussion_thread t on t.id = q.thread_id where t.author_id is not null
    on conflict do nothing"""


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_look_after_questions"), ("members", "0001_initial")]

    operations = [
        migrations.RunSQL(ASKED, migrations.RunSQL.noop),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOWED, migrations.RunSQL.noop),
    ]
