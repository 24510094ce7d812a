"""A dump of the whole database tells nothing of a diary: 1,000 planted words, none of them readable."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import uuid4

from django.db import connection

from myelin.companion import actions
from myelin.companion.models import DiaryEntry, Infusion
from myelin.pack.models import Symptom

DAYS = 330
"""Three words a day, and ten more beside the diary."""


def dump() -> bytes:
    """Every row of every table, as a dump writes them."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f"COPY (SELECT * FROM {connection.ops.quote_name(table)}) TO STDOUT") as rows:
                told += [bytes(row) for row in rows]
    return b"\n".join(told)


def test_a_dump_holds_none_of_a_thousand_planted_words(treat, ana, noon):
    today, planted = noon.date(), []

    def canary() -> str:
        planted.append(f"kanari{secrets.token_hex(8)}")
        return planted[-1]

    for number in range(DAYS):
        day = today - timedelta(days=number)
        actions.save_day(
            member=ana, day=day, today=today, now=noon, mood=canary(), symptoms={canary(): 5}, note=f"Rain {canary()}"
        )
    for number in range(4):
        told = {"mood": canary()}
        day = today - timedelta(days=DAYS + number)
        actions.keep_moment(member=ana, key=uuid4(), day=day, today=today, written_at=noon, now=noon, told=told)
    symptoms = list(Symptom.objects.current()[:4])
    actions.follow_symptoms(member=ana, symptoms=symptoms, now=noon)
    actions.name_symptoms(member=ana, words={symptom.slug: canary() for symptom in symptoms})
    course = treat(ana, "natalizumab", today - timedelta(days=40), last_given_on=today - timedelta(days=12))
    given = Infusion.objects.filter(course=course, given_on__isnull=False)[0]
    actions.note_infusion(infusion=given, by=ana, note=canary())
    coming = Infusion.objects.of(ana).to_come()[0]
    actions.move_infusion(infusion=coming, by=ana, to=coming.due_on, now=noon, place=canary())
    assert len(planted) == 1000 and DiaryEntry.objects.count() == DAYS + 4

    found = dump()
    assert b"natalizumab" in found and str(ana.pk).encode() in found, "the dump holds rows that may be read"
    assert [word for word in planted if word.encode() in found] == []
