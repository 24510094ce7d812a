"""The record is written once; the database itself refuses to change it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from myelin.audit import actions
from myelin.audit.models import Entry


@pytest.fixture
def entry(ana, ben, noon):
    return actions.record(actor=ana, action="thing.done", subject=ben, now=noon, reason="It was asked for.")


def test_it_says_who_did_what_to_what_and_when(entry, ana, ben, noon):
    assert (entry.actor, entry.action, entry.subject_kind, entry.subject_id, entry.at) == (
        ana,
        "thing.done",
        "members.member",
        ben.pk,
        noon,
    )


@pytest.mark.parametrize(
    "change", [{"action": "other"}, {"reason": ""}, {"subject_id": 1}, {"actor": None, "reason": ""}]
)
def test_nobody_changes_an_entry(entry, change):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)


def test_nobody_takes_an_entry_away(entry):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Entry.objects.all().delete()


def test_only_the_actors_number_may_be_cleared(entry):
    Entry.objects.filter(pk=entry.pk).update(actor=None)
    entry.refresh_from_db()
    assert (entry.actor, entry.action) == (None, "thing.done")


def test_an_entry_that_is_rolled_back_was_never_written(ana, noon):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.record(actor=ana, action="thing.done", subject=None, now=noon)
        1 / 0  # noqa: B018 - whatever breaks after the entry
    assert not Entry.objects.exists()
