"""What a visit says is unreadable in a dump, out of reach of a query that forgets its gate, exported and erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import InternalError, ProgrammingError
from django.test.utils import CaptureQueriesContext

from myelin.base.wall import ROLE, behind_the_wall
from myelin.companion.models import Owner
from myelin.companion.tests.test_at_rest import dump
from myelin.visits import actions, personal_data
from myelin.visits.models import Agreed, Look, Share, Visit

TABLES = [Visit, Share, Look, Agreed]
PAGES = ["", "words/", "parts/", "entries/", "removal/", "links/", "agreed/"]


@pytest.fixture
def everything(visit, written, ana, noon):
    """A row of ana's in every table, each with a word to look for; the secrets of its link."""
    written(with_whom="kanari-whom", questions=["kanari-question"], note="kanari-note")
    share, token, code = actions.share_visit(
        visit=visit, by=ana, shown={"name": "kanari-shown"}, lasts=timedelta(days=1), now=noon
    )
    actions.hide(visit=visit, by=ana, offered={"record/kanari-hidden"}, shown=set(), now=noon)
    actions.note_look(share=share, now=noon)
    actions.agree(visit=visit, by=ana, words="kanari-agreed", owner=Owner.ME, until=None, now=noon)
    return token, code


def test_a_dump_holds_nothing_of_it(everything):
    token, code = everything
    found = dump()
    assert b"visit.shared" in found, "the dump holds rows that may be read"
    assert b"kanari-" not in found
    assert token.encode() not in found and code.encode() not in found


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_query_without_a_gate_finds_only_ones_own(everything, ana, ben, model):
    with behind_the_wall(ana.pk):
        assert model._base_manager.exists()
    with behind_the_wall(ben.pk):
        assert not model._base_manager.exists()
    with pytest.raises((ProgrammingError, InternalError), match="permission denied"), behind_the_wall(ana.pk):
        model._base_manager.all()._raw_delete("default")


@pytest.mark.parametrize("page", PAGES)
def test_pages_read_nothing_before_the_wall(everything, visit, a_year, member_client, ana, page):
    client = member_client(ana)
    client.get(f"/care/visits/{visit.pk}/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/care/visits/{visit.pk}/{page}").status_code == 200
    told = [one["sql"] for one in asked.captured_queries if '"visits_' in one["sql"] or '"companion_' in one["sql"]]
    assert told and [sql for sql in told if f"set_config('role', '{ROLE}', true)" not in sql] == []


def test_it_is_exported_without_the_secrets(everything, ana):
    token, code = everything
    told = str(personal_data.export_for(ana))
    for words in ("kanari-whom", "kanari-question", "kanari-note", "kanari-shown", "kanari-agreed", "kanari-hidden"):
        assert words in told, words
    assert token not in told and code not in told and "digest" not in told


def test_it_is_erased(everything, ana, noon):
    personal_data.erase_for(ana, now=noon)
    assert [model for model in TABLES if model._base_manager.exists()] == []
