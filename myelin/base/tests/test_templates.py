"""Every template of the house: it parses, stays short, and brings nothing that the strict policy would refuse."""

import re
from pathlib import Path

import pytest
from django.template import engines

HOUSE = Path(__file__).parents[2]
TEMPLATES = sorted(str(page.relative_to(HOUSE)) for page in HOUSE.glob("*/templates/**/*.html"))
REFUSED = {
    "an inline style": re.compile(r"\sstyle\s*=|<style"),
    "an inline handler": re.compile(r"\son[a-z]+\s*="),
    "a script without the nonce": re.compile(r"<script(?![^>]*nonce=)(?![^>]*application/ld\+json)"),
    "something from elsewhere": re.compile(r"""(?:src|<link[^>]*href)=["']?(?:https?:)?//"""),
    "words that are not escaped": re.compile(r"\|\s*safe\b|autoescape off"),
    "an hour in a form of its own": re.compile(r"""(?:date|time):["'][^"']*[gGhH]:i"""),
    # Every language writes days in its own order: pages name a form of `config/formats`, or write for programs.
    "a day in a form of its own": re.compile(r"""\b(?:date|when):["'](?!Y-m-d["']|Ymd["']|[A-Z_]+_FORMAT["'])"""),
}


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_parses(path):
    name = path.split("/templates/")[1]
    assert engines["django"].get_template(name).template.source


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_stays_short(path):
    assert len((HOUSE / path).read_text().splitlines()) <= 120


@pytest.mark.parametrize("kind", REFUSED)
def test_no_template_brings(kind):
    # A letter has no style sheet to link to, and no policy that would refuse a style.
    pages = [path for path in TEMPLATES if kind != "an inline style" or "/mail/" not in path]
    assert [path for path in pages if REFUSED[kind].search((HOUSE / path).read_text())] == []


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("an inline style", '<p style="color: red">'),
        ("an inline handler", '<a onclick="go()">'),
        ("a script without the nonce", "<script>go()</script>"),
        ("something from elsewhere", '<img src="https://a.example/x.png">'),
        ("words that are not escaped", "{{ text|safe }}"),
        ("an hour in a form of its own", '{{ made|date:"F j, H:i" }}'),
        ("a day in a form of its own", '{{ made|date:"F j, Y" }}'),
    ],
)
def test_the_search_finds_what_is_planted(kind, planted):
    assert REFUSED[kind].search(planted)
