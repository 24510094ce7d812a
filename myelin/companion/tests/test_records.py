"""Relapses, MRIs, side effects and medicines beside: noted, changed, taken away, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.base.wall import behind_the_wall
from myelin.companion import actions, personal_data
from myelin.companion.models import Record
from myelin.members import actions as members
from myelin.members.models import Purpose

PATH = "/care/records/"
RELAPSE = {"kind": "relapse", "began_on": "2026-03-02", "ended_on": "2026-03-20", "name": "Numb left hand"}


def keep(member, noon, kind="relapse", began_on=date(2026, 3, 2), **more):
    return actions.note_record(
        member=member, kind=Record.Kind(kind), began_on=began_on, today=noon.date(), now=noon, **more
    )


@pytest.mark.parametrize(
    ("sent", "values"),
    [
        ({**RELAPSE, "steroids": "yes", "told_team": ""}, {"steroids": "yes"}),
        ({"kind": "mri", "began_on": "2026-02-01", "new_lesions": "0"}, {"new_lesions": 0}),
        ({"kind": "side_effect", "began_on": "2026-02-01", "name": "Itch"}, {}),
        (
            {"kind": "medicine", "began_on": "2026-01-05", "name": "Vitamin D", "dose": "1 drop", "schedule": "mornings"},
            {"dose": "1 drop", "schedule": "mornings"},
        ),
    ],
    ids=lambda one: one.get("kind", ""),
)  # fmt: skip
def test_each_kind_is_noted_and_listed(shipped, member_client, ana, sent, values):
    client = member_client(ana)
    assert client.post(PATH, sent).status_code == 303
    row = Record.objects.get()
    assert (row.kind, row.values, row.name) == (sent["kind"], values, sent.get("name", ""))
    page = client.get(PATH).content.decode()
    assert str(row.get_kind_display()) in page and sent.get("name", "") in page


def test_what_cannot_be_is_refused_and_nothing_is_lost(shipped, member_client, ana):
    client = member_client(ana)
    ahead = f"{timezone.localdate() + timedelta(days=2)}"
    for wrong, status, words in (
        ({**RELAPSE, "began_on": ""}, 422, "A guess is fine."),
        ({**RELAPSE, "began_on": ahead, "ended_on": ""}, 409, "still to come"),
        ({**RELAPSE, "ended_on": "2026-01-01"}, 409, "Could the two be swapped?"),
        ({"kind": "side_effect", "began_on": "2026-02-01", "note": "Numb left hand"}, 422, "in your own words"),
        ({"kind": "nonsense"}, 422, ""),
    ):
        answer = client.post(PATH, wrong)
        assert answer.status_code == status and words in answer.content.decode(), wrong
        if wrong["kind"] != "nonsense":
            assert "Numb left hand" in answer.content.decode()
    assert not Record.objects.exists()


def test_it_is_changed_and_taken_away_after_asking(shipped, member_client, ana, noon):
    row, client = keep(ana, noon, name="Numb hand", values={"steroids": "no"}), member_client(ana)
    page = client.get(f"{PATH}{row.pk}/").content.decode()
    assert "Numb hand" in page
    assert client.post(f"{PATH}{row.pk}/", {"began_on": "2026-03-01", "name": "Both hands"}).status_code == 303
    row.refresh_from_db()
    assert (row.began_on, row.name, row.values) == (date(2026, 3, 1), "Both hands", {})
    assert client.post(f"{PATH}{row.pk}/", {"began_on": "2026-03-01", "ended_on": "2026-02-01"}).status_code == 409
    assert client.get(f"{PATH}{row.pk}/removal/").status_code == 200
    assert client.post(f"{PATH}{row.pk}/removal/").status_code == 303
    assert not Record.objects.exists()


def test_nobody_else_finds_it(shipped, member_client, ana, cleo, noon):
    row, client = keep(ana, noon, name="canary"), member_client(cleo)
    assert b"canary" not in client.get(PATH).content
    for path in (f"{PATH}{row.pk}/", f"{PATH}{row.pk}/removal/"):
        assert client.get(path).status_code == client.post(path, RELAPSE).status_code == 404
    with behind_the_wall(cleo.pk):
        assert not Record.objects.exists()


def test_only_with_a_yes(shipped, member_client, ana, noon):
    members.give_or_withdraw(member=ana, purpose=Purpose.ACCOUNT, agrees=False, now=noon)
    assert member_client(ana).post(PATH, RELAPSE).status_code == 409
    assert not Record.objects.exists()


def test_it_is_unreadable_at_rest_goes_out_and_away(db, ana, noon):
    keep(ana, noon, name="canary-name", note="canary-note", values={"steroids": "canary"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM companion_record r")
        assert "canary" not in cursor.fetchone()[0]
    assert personal_data.export_for(ana)["records"][0]["name"] == "canary-name"
    personal_data.erase_for(ana, now=noon)
    assert not Record.objects.exists()


def test_it_costs_the_same_for_one_and_for_many_and_has_pages(shipped, member_client, ana, noon):
    client = member_client(ana)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(PATH)
        return len(asked)

    keep(ana, noon)
    client.get(PATH)
    few = cost()
    for number in range(34):
        keep(ana, noon, began_on=date(2026, 1, 1) + timedelta(days=number))
    assert cost() == few
    assert "Older ones" in client.get(PATH).content.decode()
