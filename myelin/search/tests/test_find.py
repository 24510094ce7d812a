import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.base.pages import BadCursor, write_cursor
from myelin.search import counting, queries, ranking
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def settings_now() -> list[str]:
    names = ("statement_timeout", "work_mem", "plan_cache_mode", "max_parallel_workers_per_gather")
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(f"current_setting('{name}')" for name in names))
        return list(cursor.fetchone())


@pytest.fixture
def garden(db):
    tell("question:1", "How do you keep cool while you work in the garden?", "I love my garden, but the heat wins.")
    tell("question:2", "Who has tried a cooling vest?", "I am thinking about a vest for the hot weeks.")
    tell("question:3", "Do you tell people at work?", "My boss is kind but I do not know how to begin.")
    tell("update:4", "", "We repainted the kitchen. The garden has to wait.")
    counting.count_all_words()


def test_a_whole_message_finds_what_it_asks(garden):
    message = (
        "Hello all! My name is Io.\nI was wondering if a cooling vest is worth it, has anybody got one? Thanks, Io"
    )
    assert refs(VISITOR, message)[0] == "question:2"


def test_the_title_counts_more_than_the_text(garden):
    assert refs(VISITOR, "garden") == ["question:1", "update:4"]


def test_the_word_may_stand_in_another_form(garden):
    assert refs(VISITOR, "GARDENS") == refs(VISITOR, "garden")


def test_accents_do_not_matter():
    tell("update:1", "", "Zoë und Müller")
    assert refs(VISITOR, "zoe muller") == ["update:1"]


def test_a_word_that_is_in_every_document_still_finds():
    for number in range(3):
        tell(f"update:{number}", "", "fatigue")
    counting.count_all_words()
    assert len(refs(VISITOR, "fatigue")) == 3


def test_it_can_be_kept_to_kinds(garden):
    assert refs(VISITOR, "garden", kinds=["update"]) == ["update:4"]
    assert refs(VISITOR, "garden", kinds=["article"]) == []
    assert refs(VISITOR, "garden", kinds=["\x00"]) == refs(VISITOR, "garden", kinds=["\ud800"]) == []


@pytest.mark.parametrize(
    "q",
    ["", "   ", "\x00", "\ud800", "the and of", "?!", "' \\ & | ! :* ( <->", "🦓", "x" * 10_000, "%(id)s %s {gate}"],
)
def test_nothing_to_look_for_finds_nothing(garden, q):
    assert queries.find(VISITOR, q).items == []


def test_a_very_long_message_is_read(garden):
    assert refs(VISITOR, "Is the garden too much work? " * 300)[0] == "question:1"


def test_words_of_the_search_language_are_words(garden):
    assert refs(VISITOR, "garden & !garden | 'x':* garden'); drop table") == ["question:1", "update:4"]


def test_pages_follow_each_other_without_a_gap():
    for number in range(25):
        tell(f"update:{number}", "", f"stairs {'and more ' * (number % 4)}")
    found, after, pages = [], None, 0
    while pages == 0 or after:
        page = queries.find(VISITOR, "stairs", after=after)
        found += [hit.ref for hit in page]
        after, pages = page.next, pages + 1
    assert pages == 3
    assert sorted(found) == sorted(f"update:{number}" for number in range(25))


def test_a_full_last_page_names_no_next_one():
    for number in range(10):
        tell(f"update:{number}", "", "stairs")
    assert queries.find(VISITOR, "stairs").next is None


@pytest.mark.parametrize("after", ["x", "bm90", "WzEsMl0", "WyJhIiwiYiJd", "x" * 2_000])
def test_a_broken_cursor_is_refused(after):
    with pytest.raises(BadCursor):
        queries.find(VISITOR, "stairs", after=after)


@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_two_statements_however_much_is_found(ana, ben, number):
    for one in range(number):
        tell(f"update:{one}", "", "stairs", author=ben)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert refs(ana, "stairs")
    transaction = ("BEGIN", "SAVEPOINT", "ROLLBACK", "RELEASE")
    assert len([query for query in seen if not query["sql"].startswith(transaction)]) == 2


def test_its_settings_end_with_it(garden):
    before = settings_now()
    refs(VISITOR, "garden")
    assert settings_now() == before


@pytest.mark.parametrize("place", [(1.5, True), (float("nan"), 1), (float("-inf"), 2**62)])
def test_a_cursor_from_elsewhere_does_no_harm(garden, place):
    assert queries.find(VISITOR, "garden", after=write_cursor(*place)) is not None


def test_a_search_that_takes_too_long_is_given_up_kindly(garden):
    ranking.install(vector=False)
    with connection.cursor() as cursor:
        cursor.execute("""create or replace function search_score(
              d search_document, query text, words text[], weights real[])
            returns double precision language sql volatile as $$ select 1.0 from pg_sleep(2) $$""")
    before = settings_now()
    with pytest.raises(queries.TooBusy, match="Please try fewer words") as refused:
        refs(VISITOR, "garden")
    assert refused.value.status == 503
    assert settings_now() == before
