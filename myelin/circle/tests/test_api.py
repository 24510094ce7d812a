"""The circle as JSON: each part both ways for a program, one's own circle whole, and an end that is felt at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from myelin.circle import actions
from myelin.circle.models import Look, Scope, StepTaking, Taking
from myelin.companion import actions as care
from myelin.companion.models import Infusion, Record
from myelin.companion.steps import Kind
from myelin.members import actions as members

API = "/api/v1"
HERS = f"{API}/cares/ana"
PARTS = ["calendar", "runway", "observer", "tired"]


class Program:
    """A program of somebody's, which knows nothing but their key."""

    def __init__(self, member):
        self.client = Client(
            headers={"authorization": f"Bearer {members.make_token(member=member, name='p', now=timezone.now())}"}
        )

    def __call__(self, method, path, body=None):
        return getattr(self.client, method)(f"{API}/{path}", body, content_type="application/json")

    def get(self, path):
        return self.client.get(f"{API}/{path}")


@pytest.fixture
def dose(treat, ana):
    treat(ana, "ocrelizumab", date(2026, 6, 1), last_given_on=date(2026, 6, 15), place="Harbor Street")
    found = Infusion.objects.of(ana).to_come().first()
    assert found is not None
    return found


@pytest.fixture
def her_care(dose, ana, noon):
    """Words of ana's in every corner of her care that no part of the circle opens."""
    now = timezone.now()
    care.save_day(member=ana, day=now.date(), today=now.date(), now=now, mood="okay", note="kanari-diary")
    care.note_record(
        member=ana, kind=Record.Kind.RELAPSE, began_on=now.date(), today=now.date(), now=now, name="kanari-record"
    )
    care.note_step(infusion=dose, kind=Kind.ORDER, by=ana, answer="not_yet", note="kanari-step", now=now)
    actions.add_task(member=ana, title="Soup", on=now.date(), now=now)
    actions.tell_tired(member=ana, now=now)
    return dose


def let_ben(let, ana, ben, kind):
    return let(ana, ben, kind) if kind in PARTS else let(ana, ben, nothing=True)


@pytest.mark.parametrize("kind", [*PARTS, "nothing"])
def test_a_part_is_read_where_it_is_let_through_and_nowhere_else(her_care, let, ana, ben, kind):
    let_ben(let, ana, ben, kind)
    answer = Program(ben).get("cares/ana")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    seen = answer.json()
    assert seen["scopes"] == ([kind] if kind in PARTS else [])
    there = {part for part, field in (("calendar", "dates"), ("runway", "way"), ("tired", "is_tired")) if seen[field]}
    assert there == {kind} & {"calendar", "runway", "tired"}
    assert [task["title"] for task in seen["tasks"]] == ["Soup"], "the list is for everybody in the circle"
    for word in ("kanari", "Ocrevus", "ocrelizumab", "Harbor Street", "600 mg"):
        assert word not in answer.text
    assert Look.objects.of(ana).filter(person=ben, kind="board").count() == 1, "each look stands in her log"


@pytest.mark.parametrize("kind", [*PARTS, "nothing"])
def test_each_deed_asks_for_its_part(her_care, let, ana, ben, kind):
    let_ben(let, ana, ben, kind)
    program, step = Program(ben), f"cares/ana/steps/{her_care.pk}/ride/taking"
    deeds = {
        "calendar": [("post", "cares/ana/calendar", 201), ("delete", "cares/ana/calendar", 204)],
        "runway": [("put", step, 204), ("delete", step, 204)],
        "observer": [("post", "cares/ana/notes", 201), ("get", "cares/ana/notes", 200)],
    }
    for part, them in deeds.items():
        for method, path, status in them:
            answer = program.get(path) if method == "get" else program(method, path, {"text": "Slept well."})
            assert answer.status_code == (status if part == kind else 404), (part, method)
            assert (
                answer["Content-Type"].startswith("application/json" if part == kind else "application/problem+json")
                or status == 204
            )


@pytest.mark.parametrize("kind", PARTS)
def test_no_part_opens_what_is_hers_alone(her_care, let, ana, ben, kind):
    """Her treatments, diary, results, records, visits, way and circle: by number and as lists."""
    let(ana, ben, kind)
    program, course, dose = Program(ben), her_care.course_id, her_care.pk
    record = Record.objects.of(ana).get().pk
    for path in (
        f"courses/{course}", f"courses/{course}/infusions", f"courses/{course}/tests", f"infusions/{dose}/runway",
        f"infusions/{dose}/taps", f"records/{record}", f"courses/{course}/tests/hepatitis_b/results",
    ):  # fmt: skip
        assert program.get(path).status_code == 404, path
    for path in ("courses", "diary", "records", "reminders", "visits", "circle", "circle/looks", "circle/notes"):
        answer = program.get(path)
        assert answer.status_code == 200 and "kanari" not in answer.text and "ana" not in answer.text, path
    task = actions.add_task(member=ana, title="Drive", on=timezone.now().date(), now=timezone.now())
    for method, path in (
        ("put", f"infusions/{dose}/steps/order"), ("put", f"infusions/{dose}/date"), ("delete", f"circle/tasks/{task.pk}"),
        ("post", f"infusions/{dose}/completion"), ("delete", "circle/people/ben"),
    ):  # fmt: skip
        body = {"answer": "done", "due_on": "2026-12-24", "given_on": "2026-06-20"}
        assert program(method, path, body).status_code == 404, path
    assert not Infusion.objects.of(ana).filter(pk=dose).given().exists()


ENDS = ["switched off", "ended by its date", "shown out", "left", "blocked"]


@pytest.mark.parametrize("how", ENDS)
def test_an_end_is_felt_with_the_next_request(her_care, let, ana, ben, how):
    let(ana, ben)
    program, hers, now = Program(ben), Program(ana), timezone.now()
    assert program("put", f"cares/ana/steps/{her_care.pk}/ride/taking").status_code == 204
    match how:
        case "switched off":
            assert hers("put", "circle/people/ben", {"scopes": []}).status_code == 200
        case "ended by its date":
            Scope.objects.update(ends_at=now)
        case "shown out":
            assert hers("delete", "circle/people/ben").status_code == 204
        case "left":
            assert program("delete", "cares/ana").status_code == 204
        case "blocked":
            members.block(member=ana, person=ben, now=now)
    answer, is_in = program.get("cares/ana"), how in {"switched off", "ended by its date"}
    assert answer.status_code == (200 if is_in else 404)
    if is_in:
        assert [answer.json()[name] for name in ("scopes", "dates", "way", "is_tired")] == [[], None, None, None]
    for method, path in (
        ("post", "notes"), ("post", "calendar"), ("put", f"steps/{her_care.pk}/order/taking"),
    ):  # fmt: skip
        assert program(method, f"cares/ana/{path}", {"text": "x"}).status_code == 404
    assert bool(program.get("cares").json()["people"]) is is_in
    assert StepTaking.objects.exists() is (how == "ended by its date")


def test_a_first_and_a_last_day_are_kept(let, ana, ben):
    let(ana, ben, "calendar")
    hers = Program(ana)
    spans = [{"kind": "runway", "until": "2099-12-10"}, {"kind": "observer", "since": "2099-01-01"}]
    told = hers("put", "circle/people/ben", {"scopes": spans}).json()
    assert {scope["kind"]: scope["ends_at"] for scope in told["scopes"]} == {
        "runway": "2099-12-11T00:00:00Z", "observer": None,
    }  # fmt: skip
    assert Program(ben).get("cares/ana").json()["scopes"] == ["runway"]
    swapped = hers(
        "put", "circle/people/ben", {"scopes": [{"kind": "tired", "since": "2099-02-02", "until": "2099-02-01"}]}
    )
    assert swapped.status_code == 422 and "Could the two be swapped?" in swapped.json()["detail"]
    assert hers("put", "circle/people/ben", {"scopes": [{"kind": "diary"}]}).status_code == 422


def test_somebody_is_asked_says_yes_helps_and_is_seen_helping(ana, ben):
    hers, program = Program(ana), Program(ben)
    assert hers("post", "circle/invitations", {"who": "nobody-here"}).status_code == 422
    asked = hers("post", "circle/invitations", {"who": "ben", "called": "my brother", "scopes": ["tired", "observer"]})
    assert asked.status_code == 201 and asked.json()["handle"] == "ben"
    (waiting,) = program.get("cares").json()["invitations"]
    assert (waiting["handle"], waiting["scopes"]) == ("ana", ["tired", "observer"]) and "called" not in waiting
    assert program("put", f"cares/invitations/{waiting['id']}").json()["scopes"] == ["observer", "tired"]

    task = hers(
        "post", "circle/tasks", {"title": "Soup", "on": f"{timezone.now() + timedelta(days=9):%Y-%m-%d}", "at": "12:30"}
    ).json()
    assert (task["at"], task["who"]) == ("12:30:00", None)
    taking = f"cares/ana/tasks/{task['id']}/taking"
    assert [program("put", taking).status_code for _ in range(2)] == [204, 204] and Taking.objects.count() == 1
    assert hers.get("circle").json()["tasks"][0]["who"] == "Ben"
    assert hers("delete", f"circle/tasks/{task['id']}/taking").status_code == 204
    assert program("put", taking).status_code == 204 and program("delete", taking).status_code == 204

    assert hers("put", "circle/tired").status_code == 204 and program.get("cares/ana").json()["is_tired"] is True
    assert hers("delete", "circle/tired").status_code == 204 and program.get("cares/ana").json()["is_tired"] is False

    note = program("post", "cares/ana/notes", {"text": "Walked further."}).json()
    assert [row["text"] for row in program.get("cares/ana/notes").json()["items"]] == ["Walked further."]
    (mine,) = hers.get("circle/notes").json()["items"]
    assert (mine["id"], mine["name"], mine["hidden_at"]) == (note["id"], "Ben", None)
    assert hers("put", f"circle/notes/{note['id']}/hiding").status_code == 204
    assert hers.get("circle/notes").json()["items"][0]["hidden_at"] is not None
    assert hers("delete", f"circle/notes/{note['id']}").status_code == 204
    assert program.get("cares/ana/notes").json() == {"items": [], "next": None}
    kinds = {look["kind"] for look in hers.get("circle/looks").json()["items"]}
    assert kinds == {"joined", "board", "tired", "taken", "given_back", "noted", "notes"}


def test_a_letter_goes_out_and_no_answer_holds_its_secret(ana, ben, noon):
    hers = Program(ana)
    asked = hers("post", "circle/invitations", {"who": "wren@example.com", "scopes": ["tired"]})
    assert asked.status_code == 201 and "/invited/" not in asked.text and mail.outbox == []
    assert hers("delete", f"circle/invitations/{asked.json()['id']}").status_code == 204
    assert hers.get("circle").json()["invitations"] == []


def test_the_link_and_the_calendar_are_addresses_that_end(dose, let, ana, ben):
    let(ana, ben, "calendar")
    hers, program = Program(ana), Program(ben)
    link = hers("post", "circle/link", {"days": 7}).json()["address"]
    dates = program("post", "cares/ana/calendar").json()["address"]
    assert Client().get(link).status_code == 200 and "SUMMARY:Appointment" in Client().get(dates).text
    until = hers.get("circle").json()["link_ends_at"]
    assert until.startswith(f"{timezone.now().date() + timedelta(days=7)}")
    assert hers("post", "circle/link", {"days": 8}).status_code == 422
    assert (
        hers("delete", "circle/link").status_code == 204 and program("delete", "cares/ana/calendar").status_code == 204
    )
    assert Client().get(link).status_code == 404 and Client().get(dates).status_code == 404


def test_a_broken_letter_is_never_on_the_list(ana):
    program = Program(ana)
    refused = program("post", "circle/tasks", r'{"title": "\ud800", "on": "2027-01-01"}')
    assert refused.status_code == 422 and refused["Content-Type"] == "application/problem+json"
    assert program.get("circle").json()["tasks"] == []
