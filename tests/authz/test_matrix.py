"""Every cell: route × method × actor, against what the policy table says."""

from __future__ import annotations

import json

import pytest
from django.db import transaction
from django.urls import reverse

from conftest import NOON, join
from myelin.base.tests.markup import bare
from myelin.config.policy import ROUTES, Who
from tests.authz import caring, circles
from tests.authz.doors import browser_of, sign_in
from tests.authz.examples import BODIES, ELSEWHERE, METHODS, arguments_of
from tests.authz.world import ACTORS, build

OUTSIDE = {"visitor", "suspended"}
APART = {"blocked", "blocker"}
GROUPS = {Who.REVIEWER: "reviewer", Who.OPERATOR: "operator", Who.MODERATOR: "moderator"}
IN_GROUP = {
    "LOOKS_AFTER": {circles.MODERATOR},
    "INSIDE": {circles.MODERATOR, circles.INSIDE, "owner"},
    "INSIDE_OR_INVITED": {circles.MODERATOR, circles.INSIDE, circles.INVITED, "owner"},
}
TALKING = {"owner", "in the circle"}
"""Who takes part in the conversation; the follower has left it."""
EXCEPTIONS = {("members:block", "blocker"): "ok", ("circle:invited", "owner"): "missing"}
"""Cells that differ from their row, with the reason beside the row in the table."""
CELLS = [
    (name, method, who)
    for name, rule in ROUTES.items()
    for method, who in (("GET", rule.read), (METHODS.get(name, "POST"), rule.write))
    if who is not None and name not in ELSEWHERE
]


def expected(who, actor):
    """ "ok", "login", "missing", "refused" or "key" (401)."""
    program = who.name.startswith("PROGRAM")
    if actor in OUTSIDE and who not in {Who.ANYONE, Who.SEES, Who.NOBODY, Who.SECRET}:
        return "key" if program else "login"
    match who:
        case Who.ANYONE | Who.MEMBER | Who.PROGRAM | Who.SECRET:
            return "ok"
        case Who.SEES | Who.MEMBER_WHO_SEES | Who.PROGRAM_THAT_SEES:
            return "missing" if actor in APART | OUTSIDE else "ok"
        case Who.PARTICIPANT | Who.PROGRAM_OF_PARTICIPANT:
            return "ok" if actor in TALKING else "missing"
        case Who.OTHERS | Who.PROGRAM_FOR_OTHERS:
            return "missing" if actor in APART | {"owner"} else "ok"
        case _ if who.name.removeprefix("PROGRAM_") in IN_GROUP:
            return "ok" if actor in IN_GROUP[who.name.removeprefix("PROGRAM_")] else "missing"
        case Who.CARER | Who.PROGRAM_OF_CARER:
            return "ok" if actor in {caring.CARER, caring.BARE} else "missing"
        case Who.CARER_WITH | Who.PROGRAM_OF_CARER_WITH:
            return "ok" if actor == caring.CARER else "missing"
        case Who.INVITED_CARER | Who.PROGRAM_OF_INVITED_CARER:
            return "ok" if actor == caring.ASKED else "missing"
        case Who.OWNER | Who.PROGRAM_OF_OWNER:
            return "ok" if actor == "owner" else "missing"
        case Who.TENDER | Who.PROGRAM_OF_TENDER:
            return "ok" if actor in {"owner", "moderator"} else "missing"
        case Who.ASKER | Who.PROGRAM_OF_ASKER:
            return "ok" if actor == "owner" else "missing" if actor in APART else "refused"
        case Who.REVIEWER | Who.OPERATOR | Who.MODERATOR:
            return "ok" if actor == GROUPS[who] else "missing"
    return "missing"


def answered(response):
    if response.status_code == 302 and response["Location"].startswith("/login/"):
        return "login"
    words = {404: "missing", 403: "refused", 401: "key"}
    return words.get(response.status_code, "ok" if response.status_code < 500 else str(response.status_code))


def call(client, name, method, path):
    body = BODIES.get(name, {})
    if name.startswith("api:") and method != "GET":
        return client.generic(method, path, json.dumps(body), content_type="application/json")
    return (
        client.generic(method, path) if method not in {"GET", "POST"} else getattr(client, method.lower())(path, body)
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all cells: each takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(join, NOON)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def doors(world):
    """The cookies of each actor."""
    return sign_in(world.people)


@pytest.fixture(autouse=True)
def taken_back(world, doors, django_db_blocker):
    """Let a test write, and take it back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "method", "who"), CELLS, ids=[f"{method} {name}" for name, method, _who in CELLS])
def test_each_actor_gets_what_the_table_says(world, doors, name, method, who):
    path = reverse(name, kwargs=arguments_of(name, world))
    wrong = {}
    for actor in ACTORS:
        with transaction.atomic():
            got = answered(call(browser_of(doors[actor]), name, method, path))
            transaction.set_rollback(True)
        if who in GROUPS and actor in OUTSIDE and got == "missing":
            continue  # a desk may hide from visitors altogether
        if got != EXCEPTIONS.get((name, actor), expected(who, actor)):
            wrong[actor] = f"{got}, not {expected(who, actor)}"
    assert wrong == {}


def test_the_matrix_finds_a_planted_fault():
    """A table that says less than the code allows is noticed."""
    assert expected(Who.OWNER, "stranger") != answered(type("R", (), {"status_code": 200})())


DEEDS = [name for name, rule in ROUTES.items() if rule.read is None and name not in ELSEWHERE and "api:" not in name]


@pytest.mark.parametrize("name", DEEDS)
def test_a_thing_to_do_is_not_a_page(world, doors, name):
    """Opened with GET it is refused, or leads to the page where it can be done; it never does the thing."""
    response = browser_of(doors["owner"]).get(reverse(name, kwargs=arguments_of(name, world)))
    assert response.status_code in {303, 404, 405}


@pytest.mark.parametrize("actor", ["stranger", "blocked", "visitor"])
def test_what_may_not_be_seen_looks_like_what_never_was(world, doors, actor):
    client = browser_of(doors[actor])
    world.people["owner"].threads.update(audience=0)
    hidden = client.get(f"/updates/{world.ids['update']}/")
    never = client.get("/updates/999999999/")
    assert hidden.status_code == never.status_code == 404
    assert bare(hidden.text).replace(f"/updates/{world.ids['update']}/", "/updates/999999999/") == bare(never.text)
    assert hidden.headers.keys() == never.headers.keys()
