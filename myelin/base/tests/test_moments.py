import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import dates, timezone, translation

import myelin
from myelin.base.moments import Clock, ago

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    """Whatever language the page before was in."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=5), "Just now"),
        (timedelta(seconds=-20), "Just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=15), "15 hours ago"),
        (timedelta(hours=16), "Yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "November 17"),
        (timedelta(days=365), "November 24, 2025"),
        (timedelta(days=-14), "December 8"),
    ],
)
def test_it_says_when_as_people_do(passed, words):
    with timezone.override("UTC"):
        assert ago(NOW - passed, now=NOW) == words


def test_yesterday_is_the_members_own_yesterday():
    late = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    with timezone.override("UTC"):
        assert ago(late, now=NOW) == "12 hours ago"
    with timezone.override("America/Chicago"):
        assert ago(late, now=NOW) == "Yesterday"


def test_the_page_keeps_the_exact_moment_beside_the_words():
    page = Template("{% load myelin %}{{ moment|ago }}").render(Context({"moment": NOW - timedelta(days=900)}))
    assert page == '<time datetime="2024-06-07T15:30+00:00">June 7, 2024</time>'


@pytest.mark.parametrize(
    ("language", "passed", "words"),
    [
        ("en", timedelta(hours=16), "yesterday"),
        ("en", timedelta(hours=2), "2 hours ago"),
        ("en", timedelta(days=7), "November 17"),
        ("es", timedelta(hours=16), "ayer"),
        ("es", timedelta(hours=2), "hace 2 horas"),
        ("es", timedelta(days=7), "el 17 de noviembre"),
        ("es", timedelta(days=365), "el 24 de noviembre de 2025"),
    ],
)
def test_within_a_sentence_it_follows_a_verb(language, passed, words):
    with timezone.override("UTC"), translation.override(language):
        assert Clock(NOW).ago(NOW - passed, within=True) == words


def test_a_template_says_that_it_is_within_a_sentence():
    yesterday = timezone.now() - timedelta(days=1)
    page = Template('{% load myelin %}Asked {{ moment|ago:"within" }}').render(Context({"moment": yesterday}))
    assert page.endswith(">yesterday</time>")


def test_no_moment_is_no_words():
    assert Template("{% load myelin %}{{ moment|ago }}").render(Context({"moment": None})) == ""


FORMS = {
    "DATE_FORMAT": ("December 8, 2026", "8 de diciembre de 2026"),
    "MONTH_DAY_FORMAT": ("December 8", "8 de diciembre"),
    "SHORT_MONTH_DAY_FORMAT": ("Dec 8", "8 Dic"),
    "YEAR_MONTH_FORMAT": ("December 2026", "diciembre de 2026"),
    "WEEKDAY_FORMAT": ("Tuesday, December 8", "martes 8 de diciembre"),
    "WEEKDAY_DATE_FORMAT": ("Tuesday, December 8, 2026", "martes 8 de diciembre de 2026"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_language_writes_a_day_in_its_own_order(form):
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(
                Template("{{ day|date:form }}").render(Context({"day": date(2026, 12, 8), "form": form})).lower()
            )
    assert said == [words.lower() for words in FORMS[form]]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_form_of_a_day_is_missing_in_a_language(language):
    there = {name for name in vars(import_module(f"myelin.config.formats.{language}.formats")) if name.isupper()}
    assert set(FORMS) <= there


LETTERS = re.compile(r"""date_format\([^"\n]*, "(?!l"|M"|[A-Z_]+_FORMAT")""")


def test_no_code_writes_a_day_in_letters_of_its_own():
    assert LETTERS.search('date_format(day, "F j, Y")') and not LETTERS.search('date_format(day, "DATE_FORMAT")')
    code = [path for path in Path(myelin.__file__).parent.rglob("*.py") if "tests" not in path.parts]
    assert [path for path in code if LETTERS.search(path.read_text())] == []


def test_a_day_of_the_week_is_small_within_a_spanish_sentence():
    """Django has it so; a sentence of ours that is just "Monday" would take its place."""
    with translation.override("es"):
        assert all(str(name).islower() for name in dates.WEEKDAYS.values())
