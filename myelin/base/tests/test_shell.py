"""The page around every page."""

import re

import pytest
from django.template.loader import render_to_string

from myelin.base.context import shell
from myelin.base.tests.markup import Markup

pytestmark = pytest.mark.django_db


def test_a_visitor_gets_the_way_in_and_no_cookie(client):
    answer = client.get("/about/help/")
    page = answer.content.decode()
    assert 'href="#main"' in page
    assert "Log in" in page
    assert 'class="menu"' not in page
    assert not answer.cookies


def test_a_member_gets_the_menu_search_and_calm(client, ana):
    client.force_login(ana)
    page = client.get("/about/help/").content.decode()
    assert 'class="menu"' in page
    assert 'role="search"' in page
    assert f'href="/people/{ana.handle}/"' in page
    assert 'name="calm" value="on"' in page


@pytest.mark.parametrize("theme", ["dark", "contrast", "light"])
def test_the_look_a_member_chose_is_on_the_page(client, ana, theme):
    ana.theme, ana.calm = theme, True
    ana.save(update_fields=["theme", "calm"])
    client.force_login(ana)
    page = client.get("/about/help/").content.decode()
    assert f'data-theme="{theme}"' in page
    assert 'data-calm="on"' in page
    assert "Calm is on" in page


@pytest.mark.parametrize(("cookie", "shown"), [("dark", True), ("auto", False), ('"><script>', False)])
def test_a_visitor_may_bring_a_look_along(client, cookie, shown):
    client.cookies["theme"] = cookie
    assert ("data-theme" in client.get("/about/help/").content.decode()) is shown


def test_the_part_of_the_menu_one_is_in_is_marked(client, ana):
    client.force_login(ana)
    assert client.get("/questions/").content.decode().count('aria-current="page"') == 1


def test_the_shell_asks_the_database_nothing(rf, ana, django_assert_num_queries):
    request = rf.get("/")
    request.user = ana
    request.resolver_match = None
    with django_assert_num_queries(0):
        shell(request)


def test_the_shell_shows_without_a_request():
    page = render_to_string("base/error.html", {"fault": {"title": "Oh", "lead": "", "text": ""}})
    assert "<title>Oh | Myelin</title>" in page


def test_a_visitor_is_sent_no_script(client):
    assert "script" not in Markup.of(client.get("/about/help/").content.decode()).tags


def test_a_members_scripts_are_files_of_ours_that_the_policy_names(client, ana):
    client.force_login(ana)
    answer = client.get("/about/help/")
    scripts = re.findall(r"<script ([^>]*)></script>", answer.content.decode())
    nonce = re.search(r"script-src 'nonce-([^']+)'", answer["Content-Security-Policy"]).group(1)
    assert scripts
    for script in scripts:
        assert re.fullmatch(rf'type="module" nonce="{re.escape(nonce)}" src="/static/live/\w+\.js"', script)


def test_a_page_brings_no_style_and_nothing_from_elsewhere(client, ana):
    client.force_login(ana)
    markup = Markup.of(client.get("/about/help/").content.decode())
    assert markup.tags.isdisjoint({"style", "iframe", "object"})
    addresses = [value for _, name, value in markup.attributes if name in {"href", "src", "action"}]
    assert [address for address in addresses if "//" in address] == []
    assert {name for _, name, _ in markup.attributes if name == "style" or name.startswith("on")} == set()
