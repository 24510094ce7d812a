"""Days at both ends of the calendar: wherever a day may be told, one that is very far away is no fault of ours."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from conftest import NOON, join
from tests.authz.doors import browser_of, sign_in
from tests.authz.examples import ARGUMENTS, BODIES, METHODS, arguments_of
from tests.authz.world import build

DAYS = ["0001-01-01", "0001-04-01", "9999-12-31"]
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ALSO = {
    "api:set_scopes": [{"scopes": [{"kind": "tired", name: "2026-06-01"}]} for name in ("since", "until")],
    "api:invite_carer": [{"who": "carer-without-scopes", "scopes": ["tired"], "until": "2026-06-01"}],
    "api:set_reminder": [
        {"kind": "own", "times": ["23:30"], "words": "Water", "weekdays": [0], "first_on": "2026-06-01"}
    ],
    "api:note_record": [{"kind": "relapse", "began_on": "2026-06-01", "ended_on": "2026-06-01"}],
    "api:note_result": [{"ordered_on": "2026-06-01"}, {"done_on": "2026-05-01", "repeat_on": "2026-06-01"}],
    "visits:visits": [{"on": "2026-06-20"}],
    "circle:tasks": [{"title": "Soup", "on": "2026-06-20"}],
}
TOLD = [(name, body) for name, body in BODIES.items() if A_DAY.search(str(body))]
TOLD += [(name, body) for name, bodies in ALSO.items() for body in bodies]
DATED = [name for name, needs in ARGUMENTS.items() if needs.get("day") == "day"]


@pytest.fixture(scope="module")
def owner(django_db_setup, django_db_blocker):
    """Dele's world, and his browser: each test takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build(join, NOON)
        yield world, sign_in({"owner": world.people["owner"]})["owner"]
        transaction.set_rollback(True)


@pytest.fixture
def ask(owner, django_db_blocker):
    """Asks as Dele, and takes back what that did."""
    world, cookies = owner

    def asked(path, body=None, method="GET"):
        if path.startswith("/api/"):
            return browser_of(cookies).generic(method, path, json.dumps(body), content_type="application/json")
        return getattr(browser_of(cookies), method.lower())(path, body)

    with django_db_blocker.unblock(), transaction.atomic():
        yield world, asked
        transaction.set_rollback(True)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("name", "body"), TOLD, ids=[name for name, _body in TOLD])
def test_a_far_day_that_is_told_is_refused(ask, name, body, day):
    world, asked = ask
    body = json.loads(A_DAY.sub(day, json.dumps(body)))
    answer = asked(reverse(name, kwargs=arguments_of(name, world)), body, METHODS.get(name, "POST"))
    assert answer.status_code in {303, 409, 422}, answer.content


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", DATED)
def test_a_far_day_in_an_address_is_no_fault(ask, name, day):
    world, asked = ask
    path = reverse(name, kwargs={**arguments_of(name, world), "day": date.fromisoformat(day)})
    for method in ("GET", METHODS.get(name, "POST")):
        assert asked(path, BODIES.get(name, {}), method).status_code < 500


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("plan", ["infusions", "tests"])
def test_a_plan_up_to_a_far_day_ends(ask, plan, day):
    world, asked = ask
    assert asked(f"/api/v1/courses/{world.ids['course']}/{plan}?until={day}").status_code == 200


@pytest.mark.parametrize("day", DAYS)
def test_a_far_day_has_no_page(ask, day):
    assert ask[1](f"/care/diary/{day}/").status_code == 404
