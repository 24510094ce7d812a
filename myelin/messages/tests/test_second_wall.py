"""The second wall: a query that forgets its gate finds nothing of others, on every table of this room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import InternalError, ProgrammingError

from myelin.base.wall import behind_the_wall
from myelin.messages import actions
from myelin.messages.models import Message, Report, Seat
from myelin.messages.tests.conftest import seat_of
from tests.authz.world import small_picture

TABLES = list(apps.get_app_config("messages").get_models())
ROOM = Path(actions.__file__).parents[1]


@pytest.fixture
def everything(member_client, two, ana, ben, now):
    """Something in every table."""
    member_client(ben).post(f"/messages/{two.pk}/", {"picture_1": small_picture(), "alt_1": "A cat"})
    seat, said = seat_of(ana, two), Message.objects.filter(author=ben).values_list("pk", flat=True)
    actions.report_messages(seat=seat, numbers=list(said), reason=Report.Reason.OTHER, now=now)
    actions.set_door(member=ana, open_to="nobody")
    return two


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_query_without_a_gate_finds_nothing_of_others(everything, dele, ana, model):
    assert model._base_manager.exists()
    with behind_the_wall(dele.pk):
        assert not model._base_manager.exists()


def test_the_members_of_a_conversation_find_their_own(everything, ana, ben):
    for member in (ana, ben):
        with behind_the_wall(member.pk):
            assert set(Seat.objects.values_list("member_id", flat=True)) == {ana.pk, ben.pk}
            assert Message.objects.count() == 2


def test_who_left_finds_nothing_any_more(group, ben, now):
    actions.leave(seat=seat_of(ben, group), now=now)
    with behind_the_wall(ben.pk):
        assert not Message.objects.exists()


def test_moderators_find_reports_and_no_messages(everything, noor):
    with behind_the_wall(noor.pk):
        assert Report.objects.count() == 1
        assert not Message.objects.exists()


def test_nobody_writes_from_behind_the_wall(two, ana):
    with pytest.raises((ProgrammingError, InternalError), match="permission denied"), behind_the_wall(ana.pk):
        Message.objects.update(text="")


def test_the_wall_ends_with_its_block_also_after_an_error(two, ana, dele):
    with behind_the_wall(dele.pk):
        assert not Message.objects.exists()
    assert Message.objects.exists()
    with pytest.raises(ValueError, match="oh"), behind_the_wall(dele.pk):
        raise ValueError("oh")
    assert Message.objects.exists()


def test_every_table_of_the_room_stands_behind_it(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        guarded = {row[0] for row in cursor.fetchall()}
    assert {model._meta.db_table for model in TABLES} <= guarded


def test_pages_and_programs_read_through_queries_alone():
    """Everything in queries.py stands behind the wall; nothing else may ask a table."""
    asking = re.compile(
        r"\.objects\b|\w_set\.|\.(?:seats|messages|copies|placed_pictures)\.(?:get|filter|exclude|values|order_by|first)\("
    )
    found = [
        f"{path.name}:{number}"
        for path in [*ROOM.glob("views/*.py"), ROOM / "api.py", *ROOM.glob("templatetags/*.py")]
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if asking.search(line)
    ]
    assert found == []
