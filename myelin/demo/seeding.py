"""The whole seeding: everything in one transaction, then the logins. Doing it again changes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

from django.db import connection, transaction

from myelin.demo import (
    advice,
    buddies,
    care,
    caring,
    circles,
    helping,
    labs,
    letters,
    logins,
    people,
    script,
    shelf,
    talk,
    visits,
)
from myelin.demo.script import Script
from myelin.demo.year import Year
from myelin.members.models import Member
from myelin.search import counting

SEED = 1868
ONE_AT_A_TIME = 0x44454D4F
"""Number of the advisory lock: two starts at once make one community."""


def seed(*, folder: Path, data: Path, now: datetime) -> bool:
    """Fill an install with the demo that lies in `folder`; write the logins into `data`. Say whether anything was made.

    A seeding that was killed left nothing behind, or everything but the logins; this makes what is missing.
    """
    told = script.read(folder)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        made = not Member.objects.filter(is_demo=True).exists()
        if made:
            _live_a_year(told, now=now)
    if made:
        counting.count_all_words()
    if made or not (data / logins.FILE).exists():
        members = {member.handle: member for member in Member.objects.filter(is_demo=True)}
        logins.hand_out(
            {person.login: members[person.handle] for person in told.people if person.login},
            data,
        )
    return made


def _live_a_year(told: Script, *, now: datetime) -> None:
    rng = Random(SEED)  # noqa: S311 - the same community every time, and no secrets in it
    cast = people.invite(told.people, now=now, rng=rng)
    people.tell_roads(told.people, cast, now=now)
    people.bring_together(told.people, cast, now=now, rng=rng)
    letters.keep_strangers_apart(told.exchanges, cast)
    circles.open_groups(told.groups, told.posts, cast, now=now, rng=rng)
    year = Year(cast, now=now, rng=rng)
    talk.share_updates(told.posts, year)
    circles.knock(told.groups, cast, now=now)
    advice.ask_and_answer(told.asks, year)
    talk.save_for_later(told.people, year)
    care.begin_courses(told.people, year)
    care.keep_diaries(told.diaries, year)
    care.set_reminders(told.diaries, year)
    labs.note_results(told.diaries, year)
    shelf.publish_the_starters(told.shelf, cast, now=now)
    helping.offer_help(told.people, year)
    buddies.find_company(told.people, year)
    letters.exchange_words(told.exchanges, year)
    visits.prepare_visits(told.visits, year)
    caring.care_for_some(told.circle, year)
