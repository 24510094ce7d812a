"""A server may lack pgvector. Then the same search costs more and finds the same."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from myelin.search import actions, counting, queries, ranking
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
ASKED = ["stairs", "warm stairs in the garden", "Is there a lift, or are there stairs? Thank you", "gardn", "balc"]


def type_of_vectors() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "select format_type(atttypid, null) from pg_attribute where attname = 'vec' and "
            "attrelid = 'search_document'::regclass"
        )
        return str(cursor.fetchone()[0])


@pytest.fixture
def texts(db):
    words = ["stairs", "warm garden", "lift", "balcony with stairs", "garden lift"]
    for number in range(40):
        tell(f"update:{number}", words[number % 5], f"{words[number % 3]} and {words[number % 4]} " * (number % 7))
    counting.count_all_words()


def test_it_finds_the_same_in_the_same_order(texts):
    before = [refs(VISITOR, q, size=40) for q in ASKED]
    assert ranking.install(vector=False) is False
    assert type_of_vectors() == "text"
    assert [refs(VISITOR, q, size=40) for q in ASKED] == before


def test_new_documents_and_pages_work(texts):
    ranking.install(vector=False)
    tell("update:new", "", "a tandem")
    assert refs(VISITOR, "tandem") == ["update:new"]
    page = queries.find(VISITOR, "stairs", size=5)
    assert not {hit.ref for hit in page} & set(refs(VISITOR, "stairs", size=5, after=page.next))


def test_pgvector_may_come_later(texts):
    before = refs(VISITOR, "warm stairs", size=40)
    ranking.install(vector=False)
    if not actions.renew_ranking():
        pytest.skip("This server has no pgvector.")
    assert type_of_vectors() == "sparsevec"
    assert refs(VISITOR, "warm stairs", size=40) == before
