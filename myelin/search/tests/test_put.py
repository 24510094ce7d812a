import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from myelin.search import actions, queries
from myelin.search.models import Document
from myelin.search.tests.factories import NOON, refs, tell

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def test_it_is_found_at_once(ben):
    tell("update:1", "", "The lift was broken again, so we took the stairs slowly.", author=ben)
    assert refs(VISITOR, "stairs") == ["update:1"]


def test_the_hit_brings_all_that_a_result_shows(ben):
    tell("article:1", "Cold rooms and warm hands", "Gloves help.", author=ben, label="Made with a sponsor", url="/x/")
    (hit,) = queries.find(VISITOR, "gloves")
    assert (hit.kind, hit.title, hit.url, hit.excerpt) == (
        "article",
        "Cold rooms and warm hands",
        "/x/",
        "Gloves help.",
    )
    assert (hit.label, hit.posted_at, hit.author_name) == ("Made with a sponsor", NOON, ben.name)


def test_telling_it_again_replaces_it():
    tell("update:1", "", "stairs")
    tell("update:1", "", "balcony")
    assert refs(VISITOR, "stairs") == []
    assert refs(VISITOR, "balcony") == ["update:1"]
    assert Document.objects.count() == 1


def test_it_goes_with_the_transaction_that_wrote_it():
    with transaction.atomic():
        tell("update:1", "", "stairs")
        transaction.set_rollback(True)
    assert refs(VISITOR, "stairs") == []


def test_it_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        tell("update:1", "", "stairs")


def test_removing_twice_is_safe():
    tell("update:1", "", "stairs")
    actions.remove("update:1")
    actions.remove("update:1")
    assert refs(VISITOR, "stairs") == []


@pytest.mark.parametrize("body", ["", "\x00", "half \ud800 a pair", "a" * 300_000, "it's \\ 'quoted' & | ! :* <->"])
def test_any_text_may_be_told(body):
    tell("update:1", "Balcony", body)
    assert refs(VISITOR, "balcony") == ["update:1"]


def test_a_text_of_very_many_different_words_may_be_told():
    tell("update:1", "Balcony", " ".join(f"w{number}" for number in range(40_000)))
    assert refs(VISITOR, "balcony") == ["update:1"]


def test_rebuilding_keeps_what_is_told_and_nothing_else():
    tell("update:1", "", "stairs")
    tell("update:2", "", "balcony")
    told = actions.NewDocument("update:3", "update", "", "garden", 4, None, "/x/", "", NOON)
    assert actions.rebuild([told]) == 1
    assert [refs(VISITOR, word) for word in ("stairs", "balcony", "garden")] == [[], [], ["update:3"]]


def test_the_list_of_pending_entries_stays_short():
    with connection.cursor() as cursor:
        cursor.execute("select reloptions from pg_class where relname = 'search_tsv'")
        assert set(cursor.fetchone()[0]) == {"fastupdate=on", "gin_pending_list_limit=256"}
