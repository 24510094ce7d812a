"""Every address of the editors' room, asked as everybody: what opens, for whom, and what is switched off for all."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from conftest import NOON, join
from myelin.config.policy_cms import EVERYBODY, PARTS, SAYS_NO, STAFF
from myelin.library.models import ArticlePage, LibraryIndexPage
from myelin.library.tests import factories
from myelin.members.models import Member
from tests.authz.doors import browser_of, sign_in
from tests.authz.routes import all_routes
from tests.authz.world import ACTORS, build

ROUTES = sorted({(route.path, route.name) for route in all_routes() if route.path.startswith("cms/") and route.name})
OUTSIDERS = [actor for actor in ACTORS if actor not in STAFF]
SOME_OUTSIDERS = ["visitor", "suspended", "stranger"]
"""One of each kind that the library knows: asked at every address. All others are asked once for each part."""
SHUT = {400, 403, 404, 405}


def part_of(path):
    return path.split("/")[1]


def routes_of(part):
    return [(path, name) for path, name in ROUTES if part_of(path) == part]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world, with an article that waits for its review."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build(join, NOON)
        article = factories.waiting(factories.author(world.people["author"]), timezone.now())
        task, root = article.current_workflow_task_state, LibraryIndexPage.objects.get()
        flow = article.current_workflow_state
        world.ids |= {
            **dict.fromkeys(("page_id", "page_to_move_id", "object_id", "pk pages", "pk api"), article.pk),
            **dict.fromkeys(("parent_page_id", "destination_id", "page_pk"), root.pk),
            **{"content_type_app_name": "library", "content_type_model_name": "articlepage"},
            **{"app_label": "library", "app_name": "library", "model_name": "articlepage", "action": "publish"},
            **{"revision_id": article.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest"},
            **{"task_state_id": task.pk, "task_id": task.task_id, "workflow_state_id": flow.pk},
            **{"workflow_pk": flow.workflow_id, "pk workflows": flow.workflow_id, "action_name": "approve"},
            **{"pk users": world.people["stranger"].pk, "filter_spec": "original", "uidb64": "x", "token": "y"},
        }
        world.ids["cookies"] = sign_in(
            {actor: world.people[actor] for actor in [*OUTSIDERS, *STAFF] if actor != "visitor"}
        )
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def taken_back(world, django_db_blocker):
    """Let a test write, and take it back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(world, path, name):
    """Where a route leads in this world; things that the library has none of are number 1."""
    words = re.findall(r"<(?:\w+:)?(\w+)>", path)
    ids = {word: world.ids.get(f"{word} {part_of(path)}", world.ids.get(word, 1)) for word in words}
    return reverse(name, kwargs=ids)


def ask(world, actor, method, path):
    """The status, and where it leads: "login", "home" or elsewhere. Nothing asked about a page publishes anything."""
    with transaction.atomic():
        answer = getattr(browser_of(world.ids["cookies"][actor]), method)(path)
        assert not (path.startswith("/cms/pages/") and ArticlePage.objects.live().exists()), (actor, method, path)
        transaction.set_rollback(True)
    where = answer.headers.get("Location", "")
    return answer.status_code, "login" if where.startswith("/login/") else "home" if where == "/cms/" else where


def test_the_table_names_every_part_and_no_other():
    assert {part_of(path) for path, _name in ROUTES} | {"test404"} == set(PARTS)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_whoever_has_no_duty_is_led_to_sign_in(world, part):
    found = routes_of(part)
    asked = [(path, name, actor) for path, name in found for actor in SOME_OUTSIDERS]
    asked += [(*found[0], actor) for actor in OUTSIDERS if found]
    wrong = {}
    for path, name, actor in asked:
        for method in ("get", "post"):
            status, where = ask(world, actor, method, address(world, path, name))
            if not (part in EVERYBODY or where in {"login", "/settings/"} or status in {404, 405}):
                wrong[method, name, actor] = (status, where)
    assert wrong == {}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_of_the_staff_those_in_the_table_find_something_and_the_others_nothing(world, part):
    opened, wrong = set(), {}
    for path, name in routes_of(part):
        for actor in STAFF:
            for method in ("get", "post"):
                status, where = ask(world, actor, method, address(world, path, name))
                if status >= 500:  # a form with nothing in it is no bug of ours
                    wrong[method, name, actor] = (status, where)
                if status == 200:
                    opened |= {actor} if name.split(":")[-1] not in SAYS_NO else set()
                if actor in PARTS[part] or name.split(":")[-1] in SAYS_NO:
                    continue
                if not (status in SHUT or where in {"home", "login", "/settings/"}):
                    wrong[method, name, actor] = (status, where)
    assert wrong == {}
    assert opened <= PARTS[part]


@pytest.mark.parametrize("part", ["", "pages", "sponsor", "glossaryword"])
def test_whoever_works_in_a_part_finds_it_open(world, part):
    """The control: a part that is shut to everybody would pass the test above."""
    for actor in PARTS[part]:
        ways = (ask(world, actor, "get", address(world, path, name))[0] for path, name in routes_of(part))
        assert 200 in ways, actor


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_account_has_no_page_here(world, method):
    for actor in ["visitor", *STAFF]:
        assert ask(world, actor, method, "/cms/account/") == (302, "/settings/")
        assert ask(world, actor, method, "/cms/login/")[1] == "login"
        for page in ("", "done/", "confirm/x/y/", "complete/"):
            assert ask(world, actor, method, f"/cms/password_reset/{page}")[0] == 404


def test_not_even_the_mightiest_changes_a_password_or_an_address_here(world):
    root = world.people["operator"]
    root.is_superuser = True
    root.save(update_fields=["is_superuser"])
    member = world.people["stranger"]
    client = Client()
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/cms/users/edit/{member.pk}/").text
    assert 'name="password1"' not in page
    sent = {"email": member.email, "password1": "a quiet lake at noon", "password2": "a quiet lake at noon"}
    client.post(f"/cms/users/edit/{member.pk}/", sent)
    before, member = member.password, Member.objects.get(pk=member.pk)
    assert member.password == before


def test_a_name_that_leads_nowhere_is_noticed(world):
    """The control: an address that cannot be made is a fault, not a pass."""
    with pytest.raises(NoReverseMatch):
        address(world, "cms/nowhere/", "wagtailadmin_nowhere")
