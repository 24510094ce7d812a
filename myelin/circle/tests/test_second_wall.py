"""The second wall: the database itself lets a carer read what is granted, beside that member, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.base.wall import ROLE, behind_the_wall
from myelin.circle import actions, queries
from myelin.circle.models import (
    Board,
    CareFeed,
    Carer,
    CircleInvitation,
    GrantedDate,
    Look,
    Observation,
    Scope,
    StepTaking,
    Taking,
    Task,
    TiredDay,
)
from myelin.companion import actions as care
from myelin.companion.models import Course, DiaryEntry, Infusion, Record, Result, Step, Tap, Tick, VoiceNote
from myelin.companion.steps import Kind
from myelin.members import actions as members
from tests.authz.papers import small_sound

OWN_ALONE = [Course, Infusion, Step, Tick, DiaryEntry, VoiceNote, Record, Result, Tap]
"""Tables of care that no part of the circle ever opens."""
OPENED = {
    "calendar": {GrantedDate},
    "runway": {StepTaking},
    "observer": {Observation},
    "tired": {TiredDay},
}
FOR_EVERY_CARER = {Task, Taking}
OF_CARE = [GrantedDate, StepTaking, Observation, TiredDay, *OWN_ALONE]
OF_THE_MEMBER = [Board, Look]


@pytest.fixture
def everything(treat, let, ana, ben, noor, noon):
    """A row of ana's in every table; noor is in her circle with every part, ben comes with what a test gives him."""
    now = timezone.now()
    course = treat(ana, "ocrelizumab", date(2026, 5, 1), last_given_on=date(2026, 5, 15))
    dose = Infusion.objects.of(ana).to_come().first()
    assert dose is not None
    care.note_step(infusion=dose, kind=Kind.ORDER, by=ana, answer="not_yet", note="kanari-step", now=noon)
    care.save_day(member=ana, day=noon.date(), today=noon.date(), now=noon, mood="okay")
    care.keep_voice(member=ana, day=noon.date(), today=noon.date(), recording=small_sound(), now=noon)
    care.note_record(member=ana, kind=Record.Kind.MRI, began_on=noon.date(), today=noon.date(), now=noon)
    full = let(ana, noor)
    actions.observe(carer=full, text="Slept well.", day=noon.date(), now=noon)
    actions.take_step(carer=full, infusion=dose, key="ride", now=noon)
    actions.take_task(
        task=actions.add_task(member=ana, title="Soup", on=now.date(), now=noon), carer=full, now=noon
    )  # fmt: skip
    actions.tell_tired(member=ana, now=now)
    actions.open_board(member=ana, days=7, now=noon)
    actions.open_feed(carer=full, now=noon)
    return course


def found_by(person, beside, models):
    with behind_the_wall(person.pk, beside=beside):
        return {model for model in models if model._base_manager.exists()}


@pytest.mark.parametrize("kind", [*OPENED, "nothing"])
def test_each_part_opens_its_tables_and_no_other(everything, let, ana, ben, noon, kind):
    carer = let(ana, ben, kind) if kind in OPENED else let(ana, ben, nothing=True)
    if kind == "observer":
        actions.observe(carer=carer, text="Walked further.", day=noon.date(), now=noon)
    wanted = OPENED.get(kind, set()) | FOR_EVERY_CARER
    assert found_by(ben, ana.pk, [*OF_CARE, *FOR_EVERY_CARER, *OF_THE_MEMBER]) == wanted


@pytest.mark.parametrize("kind", OPENED)
def test_without_standing_beside_the_member_nothing_of_theirs_is_there(everything, let, ana, ben, noon, kind):
    let(ana, ben, kind)
    assert found_by(ben, 0, [*OF_CARE, *FOR_EVERY_CARER]) == set()


@pytest.mark.parametrize("kind", OPENED)
def test_switched_off_it_is_gone_from_the_next_statement_on(everything, let, ana, ben, noon, kind):
    carer = let(ana, ben, kind)
    actions.set_scopes(carer=carer, by=ana, spans={}, now=noon)
    assert found_by(ben, ana.pk, OF_CARE) == set()


@pytest.mark.parametrize("end", ["by ana", "by ben", "let out", "block"])
def test_however_it_ends_nothing_is_there(everything, let, ana, ben, noon, end):
    carer = let(ana, ben)
    match end:
        case "by ana":
            actions.end(carer=carer, by=ana, now=noon)
        case "by ben":
            actions.end(carer=carer, by=ben, now=noon)
        case "let out":
            members.let_out(member=ana, person=ben)
        case "block":
            members.block(member=ana, person=ben, now=noon)
    assert found_by(ben, ana.pk, [*OF_CARE, *FOR_EVERY_CARER, *OF_THE_MEMBER]) == set()
    assert not Carer.objects.filter(person=ben).exists()


def test_a_part_is_open_from_its_first_day_to_its_last(everything, let, ana, ben):
    now, day = timezone.now(), timedelta(days=1)
    carer = let(ana, ben, nothing=True)
    today = now.date()
    for span, is_open in (
        (actions.Span(today + day), False),
        (actions.Span(today - day, today), True),
        (actions.Span(today - 3 * day, today - day), False),
        (actions.Span(until=today + day), True),
    ):
        actions.set_scopes(carer=carer, by=ana, spans={}, now=now)
        actions.set_scopes(carer=carer, by=ana, spans={"calendar": span}, now=now)
        assert (found_by(ben, ana.pk, [GrantedDate]) == {GrantedDate}) is is_open


def test_a_carer_reads_their_own_notes_and_not_those_of_others(everything, let, ana, ben, noon):
    carer = let(ana, ben)
    actions.observe(carer=carer, text="Walked further.", day=noon.date(), now=noon)
    with behind_the_wall(ben.pk, beside=ana.pk):
        assert [row.text for row in Observation._base_manager.all()] == ["Walked further."]


def test_somebody_in_the_circle_without_a_yes_to_care_reads_nothing(everything, ana, ben, noon):
    members.let_in(member=ana, person=ben, now=noon)
    assert found_by(ben, ana.pk, [*OF_CARE, *FOR_EVERY_CARER, *OF_THE_MEMBER]) == set()


@pytest.mark.parametrize(
    "model", [Board, CareFeed, Carer, CircleInvitation, Look, Observation, Scope, Task, Taking, TiredDay]
)
def test_a_query_without_a_gate_finds_only_ones_own(everything, ana, ben, model):
    assert model._base_manager.exists()
    with behind_the_wall(ben.pk):
        assert not model._base_manager.exists()
    with behind_the_wall(ana.pk):
        assert model._base_manager.exists()


def test_who_stands_beside_reads_as_themselves_whoever_the_query_names(everything, let, ana, ben):
    let(ana, ben, "calendar")
    with behind_the_wall(ben.pk, beside=ana.pk), behind_the_wall(ana.pk):
        assert not Infusion.objects.exists()
    with pytest.raises(RuntimeError), behind_the_wall(ben.pk), behind_the_wall(ben.pk, beside=ana.pk):
        pass


@pytest.mark.parametrize("kinds", [("calendar", "observer", "tired"), ("runway",)])
def test_the_pages_of_carers_read_nothing_of_care_before_the_wall(everything, let, member_client, ana, ben, kinds):
    """Nor anything as the member, but for the steps, once the database has let them through."""
    let(ana, ben, *kinds)
    with CaptureQueriesContext(connection) as asked:
        assert member_client(ben).get("/circle/ana/").status_code == 200
    sent = [one["sql"] for one in asked.captured_queries]
    of_care = [sql for sql in sent if "companion_" in sql or "circle_date" in sql or "circle_lets" in sql]
    assert of_care and all(f"set_config('role', '{ROLE}', true)" in sql for sql in of_care)
    as_the_member = [place for place, sql in enumerate(of_care) if "myelin.beside" not in sql]
    if kinds == ("runway",):
        assert as_the_member and "circle_lets" in of_care[0] and 0 not in as_the_member
    else:
        assert as_the_member == []


def test_the_steps_are_asked_of_the_database_whatever_a_page_believes(everything, let, ana, ben, noon):
    carer = let(ana, ben, "runway")
    now = timezone.now()
    believed = queries.cared(ben, "ana", now)
    assert believed is not None and queries.seen_by(believed, now).way is not None
    actions.set_scopes(carer=carer, by=ana, spans={}, now=now)
    assert believed.shows_steps and queries.seen_by(believed, now).way is None
    assert queries.step_for(believed, everything.infusions.order_by("number")[2].pk, "order", now) is None
