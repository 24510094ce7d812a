"""A question as one reader sees it: everything on its page from one statement, the gates inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language

from myelin.audience.policy import Viewer
from myelin.audience.sql import names_of, visible_sql
from myelin.base.prepared import prepared
from myelin.discussion.models import Thread, stands_sql
from myelin.discussion.queries import MINE
from myelin.members import lens
from myelin.members.models import Audience, Member
from myelin.members.staff import MODERATORS
from myelin.questions.models import Question

MOST_ANSWERS = 100

_QUESTION = Question._meta.concrete_fields
# The card is for lists, and longer than all the rest.
_THREAD = [field for field in Thread._meta.concrete_fields if field.name != "card"]
_COLUMNS = ", ".join([f'q."{field.column}"' for field in _QUESTION] + [f't."{field.column}"' for field in _THREAD])
_QUESTION_NAMES, _THREAD_NAMES = ([field.attname for field in fields] for fields in (_QUESTION, _THREAD))

# An answer reaches whoever sees the question, so only its author's ties are left to ask about (`said`). Who took their
# own answer back still sees it, to put it back.
_READ = f"""
    SELECT {_COLUMNS}, asker.handle, asker.name,
      {MINE},
      (SELECT json_agg(json_build_array(topic.slug,
          coalesce(topic.in_languages -> %(language)s::text ->> 'name', topic.name)) ORDER BY topic.id)
         FROM discussion_threadtopic about JOIN pack_topic topic ON topic.id = about.topic_id WHERE about.thread_id = t.id),
      (SELECT json_build_array(same.title, there.url, there.themes, there.author_id) FROM questions_question same
         JOIN discussion_thread there ON there.id = same.thread_id
         WHERE same.thread_id = q.duplicate_of_id AND {stands_sql("there")}
           AND {{gate_of_first}}),
      EXISTS (SELECT FROM questions_questionfollow f WHERE f.question_id = t.id AND f.member_id = %(viewer)s),
      EXISTS (SELECT FROM members_member_groups d JOIN auth_group duty ON duty.id = d.group_id
        WHERE d.member_id = %(viewer)s AND duty.name = '{MODERATORS}'),
      EXISTS (SELECT FROM discussion_draft d WHERE d.member_id = %(viewer)s AND d.place = %(place)s),
      coalesce((SELECT p.context_line FROM members_profile p WHERE p.member_id = %(viewer)s), ''),
      (SELECT json_agg(row) FROM (
        SELECT json_build_array(a.id, a.author_id, m.handle, m.name, a.html, a.lived_this, a.context_line, a.helpfuls,
            a.sames, a.posted_at, a.edited_at IS NOT NULL, a.withdrawn_at IS NOT NULL,
            ARRAY(SELECT r.kind FROM questions_answerreaction r
              WHERE r.answer_id = a.id AND r.member_id = %(viewer)s), a.themes) row
        FROM questions_answer a JOIN members_member m ON m.id = a.author_id
        CROSS JOIN LATERAL (
          SELECT a.author_id, {Audience.PUBLIC:d} audience, t.group_id) said
        WHERE a.question_id = t.id AND a.hidden_at IS NULL
          AND (a.withdrawn_at IS NULL OR a.author_id = %(viewer)s) AND {{gate_of_answer}}
        ORDER BY a.posted_at, a.id LIMIT {MOST_ANSWERS}) rows)
    FROM questions_question q
    JOIN discussion_thread t ON t.id = q.thread_id
    LEFT JOIN members_member asker ON asker.id = t.author_id
    WHERE q.thread_id = %(question)s AND {stands_sql("t")} AND {{gate}}"""  # noqa: S608 - constants of this file, names of our own columns


class Given(NamedTuple):
    """An answer as one reader sees it. `html` is safe: it was made from Markdown when it was written."""

    id: int
    author_id: int
    handle: str
    name: str
    html: str
    lived_this: bool
    context_line: str
    helpfuls: int
    sames: int
    posted_at: datetime
    edited: bool
    withdrawn: bool
    mine: list[str]
    themes: list[str]


@dataclass(frozen=True)
class Reading:
    """A question and what its page says; `first` is the title and path of the one asked first, if the reader sees it."""

    question: Question
    mine: list[str]
    topics: list[tuple[str, str]]
    first: tuple[str, str] | None
    followed: bool
    moderated: bool
    began_to_answer: bool
    """Whether a draft waits for the reader."""
    readers_line: str
    answers: list[Given]
    """Standing ones, the most helpful first, then the oldest."""
    taken_back: list[Given]


def place_of_answer(question: int) -> str:
    """Where drafts of answers to a question are kept."""
    return f"answer:{question}"


def read_question(viewer: Viewer, number: int, *, shown: bool = False) -> Reading | None:
    """The question of that number as `viewer` sees it; None when it does not exist for them.

    shown: the viewer asked to see what they have covered.
    """
    names = {"gate": "t", "gate_of_first": "there", "gate_of_answer": "said"}
    # Answers all have their author's name.
    gates = {name: visible_sql(viewer, row=row, sealed=row != "said") for name, row in names.items()}
    with prepared() as cursor:
        named = {"question": number, **names_of(viewer)}
        named |= {"language": get_language() or "", "place": place_of_answer(number)}
        cursor.execute(_READ.format(**gates), named)
        row = cursor.fetchone()
    return _reading(row, viewer, shown) if row else None


def _reading(row: tuple[Any, ...], viewer: Viewer, shown: bool) -> Reading:
    question = Question.from_db("default", _QUESTION_NAMES, row[: len(_QUESTION)])
    row = row[len(_QUESTION) :]
    thread = Thread.from_db("default", _THREAD_NAMES, row[: len(_THREAD)])
    handle, name, mine, topics, first, followed, moderated, began, line, given = row[len(_THREAD) :]
    if thread.author_id is not None:
        thread.author = Member.from_db("default", ["id", "handle", "name"], [thread.author_id, handle, name])
    question.thread = thread
    answers = [_given(found, viewer, shown) for found in given or ()]
    answers.sort(key=lambda answer: answer.id != question.best_answer_id)
    return Reading(
        question=question,
        mine=mine,
        topics=topics or [],
        first=first and _first(first, viewer, shown),
        followed=followed,
        moderated=moderated,
        began_to_answer=began,
        readers_line=line,
        answers=[answer for answer in answers if not answer.withdrawn],
        taken_back=[answer for answer in answers if answer.withdrawn],
    )


def _given(found: list[Any], viewer: Viewer, shown: bool) -> Given:
    found[9] = datetime.fromisoformat(found[9])
    answer = Given(*found)
    covered = [] if shown else lens.covered(answer.themes, viewer, answer.author_id)
    if not covered:
        return answer
    words = {"sentence": lens.cover("answer", covered), "number": answer.id}
    return answer._replace(html=render_to_string("questions/covered_answer.html", words))


def _first(found: list[Any], viewer: Viewer, shown: bool) -> tuple[str, str]:
    title, url, themes, author = found
    covered = [] if shown else lens.covered(themes, viewer, author)
    return (lens.cover("question", covered) if covered else title), url
