"""When the page of a public question changed for visitors, who all get the same one."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from myelin.audience.sql import visible_sql
from myelin.base.prepared import prepared
from myelin.discussion.models import stands_sql

# Whole rows, so that a column that is added later is among them. Words like "5 minutes ago" change with the minute
# while something is new, and with the day later.
_STAMP = f"""
    SELECT md5(concat_ws('|', q::text, t.audience, t.edited_at, t.hugs, t.likes, t.me_toos, t.replies,
      asker.handle, asker.name, line.context_line,
      (SELECT string_agg(topic.name, ',' ORDER BY topic.id) FROM discussion_threadtopic about
         JOIN pack_topic topic ON topic.id = about.topic_id WHERE about.thread_id = t.id),
      said.words,
      (SELECT concat_ws(',', first.title, there.url, there.audience, there.group_id, there.withdrawn_at, there.hidden_at,
                        who.is_active, who.suspended_at, who.erased_at)
         FROM questions_question first JOIN discussion_thread there ON there.id = first.thread_id
         JOIN members_member who ON who.id = there.author_id WHERE first.thread_id = q.duplicate_of_id),
      CASE WHEN greatest(t.posted_at, t.edited_at, q.closed_at, said.newest) > %(now)s - interval '26 hours'
        THEN date_trunc('minute', %(now)s) ELSE date_trunc('day', %(now)s, 'UTC') END))
    FROM questions_question q
    JOIN discussion_thread t ON t.id = q.thread_id
    JOIN members_member asker ON asker.id = t.author_id
    LEFT JOIN members_profile line ON line.member_id = t.author_id
    CROSS JOIN LATERAL (
      SELECT max(greatest(a.posted_at, a.edited_at)) newest,
             string_agg(concat_ws(',', a::text, m.handle, m.name, m.is_active, m.suspended_at, m.erased_at,
                                  p.context_line), ';' ORDER BY a.id) words
      FROM questions_answer a JOIN members_member m ON m.id = a.author_id
      LEFT JOIN members_profile p ON p.member_id = a.author_id
      WHERE a.question_id = q.thread_id) said
    WHERE q.thread_id = %(question)s AND {stands_sql("t")}
      AND {visible_sql(AnonymousUser(), row="t")}"""  # noqa: S608 - constants of two files


HELPED_STAMP = f"""
    SELECT concat_ws('|', q::text, t.audience, t.posted_at, t.url, asker.handle, asker.name,
      (SELECT concat_ws(',', a::text, m.handle, m.name, m.is_active, m.suspended_at, m.erased_at, p.context_line)
         FROM questions_answer a JOIN members_member m ON m.id = a.author_id
         LEFT JOIN members_profile p ON p.member_id = a.author_id WHERE a.id = q.best_answer_id),
      CASE WHEN t.posted_at > %(now)s - interval '26 hours'
        THEN date_trunc('minute', %(now)s) ELSE date_trunc('day', %(now)s, 'UTC') END)
    FROM questions_question q
    JOIN discussion_thread t ON t.id = q.thread_id
    JOIN members_member asker ON asker.id = t.author_id
    WHERE q.best_answer_id IS NOT NULL AND {stands_sql("t")}
      AND {visible_sql(AnonymousUser(), row="t")}
    ORDER BY q.thread_id DESC LIMIT 1"""  # noqa: S608 - as above
"""One text that changes with `queries.helped_lately` of a visitor, for the statement of a page that shows it."""


def stamp_for_visitors(question: int, *, now: datetime) -> str | None:
    """A short text that changes with anything on the page of a question; None when visitors do not see it."""
    with prepared() as cursor:
        cursor.execute(_STAMP, {"question": question, "now": now})
        row = cursor.fetchone()
    return str(row[0]) if row else None
