import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from myelin.base.models import Once
from myelin.base.pages import BadCursor, keyset, read_cursor, write_cursor

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NEWEST_FIRST = ("-made_at", "-id")


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.fixture
def rows(db):
    """Nine rows, three to a moment: every page of two cuts through a tie."""
    moments = [NOON - timedelta(hours=number // 3) for number in range(9)]
    return [Once.objects.create(key=uuid4(), path=f"/{at.hour}/", made_at=at) for at in moments]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "order",
    [NEWEST_FIRST, ("made_at", "id"), ("-made_at", "id"), ("path", "-made_at", "id"), ("-id",), ("key",)],
)
@pytest.mark.parametrize("size", [1, 2, 4, 9, 100])
def test_the_pages_together_are_the_list_each_row_once(rows, order, size):
    seen, after = [], None
    for _ in range(10):
        page = keyset(Once.objects.all(), order=order, after=after, size=size)
        seen += page.items
        after = page.next
        if after is None:
            break
    assert seen == list(Once.objects.order_by(*order))


@pytest.mark.django_db
def test_rows_written_meanwhile_move_nothing(rows):
    first = keyset(Once.objects.all(), order=NEWEST_FIRST, after=None, size=4)
    Once.objects.create(key=uuid4(), path="/new/", made_at=NOON + timedelta(hours=1))
    second = keyset(Once.objects.all(), order=NEWEST_FIRST, after=first.next, size=20)
    assert [*first, *second] == sorted(rows, key=lambda row: (row.made_at, row.pk), reverse=True)


@pytest.mark.django_db
def test_a_page_costs_one_statement(rows, django_assert_num_queries):
    start = keyset(Once.objects.all(), order=NEWEST_FIRST, after=None, size=2).next
    with django_assert_num_queries(1):
        keyset(Once.objects.all(), order=NEWEST_FIRST, after=start, size=2)


@pytest.mark.django_db
def test_rows_may_be_dictionaries(rows):
    listed = Once.objects.values("id", "made_at")
    first = keyset(listed, order=NEWEST_FIRST, after=None, size=5)
    assert len([*first, *keyset(listed, order=NEWEST_FIRST, after=first.next)]) == 9


@pytest.mark.django_db
def test_a_page_holds_a_hundred_rows_at_most(db):
    Once.objects.bulk_create(Once(key=uuid4(), path="/", made_at=NOON) for _ in range(130))
    page = keyset(Once.objects.all(), order=NEWEST_FIRST, after=None, size=10_000)
    assert len(page) == 100
    assert page.next is not None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "after",
    [
        "x",
        "é",
        "%%%",
        "A" * 2_000,
        cursor(),
        cursor(1),
        cursor("noon", 1),
        cursor({"t": "noon"}, 1),
        cursor({"t": "2026-11-24T12:00:00"}, 1),
        cursor({"t": NOON.isoformat()}, "one"),
        cursor({"t": NOON.isoformat()}, 2**70),
        cursor({"t": NOON.isoformat()}, "a\0"),
        cursor({"t": NOON.isoformat()}, None),
        cursor({"t": NOON.isoformat()}, [1]),
        cursor({"made_at__lt": 1}, 1),
        "W" * 900,
    ],
)
def test_a_cursor_that_is_not_ours_is_refused_in_words(rows, after):
    with pytest.raises(BadCursor, match="lost your place") as refusal:
        keyset(Once.objects.all(), order=NEWEST_FIRST, after=after)
    assert refusal.value.status == 400


def test_a_list_of_its_own_making_keeps_its_places():
    made = write_cursor(NOON, 7, "soup")
    assert read_cursor(made, datetime, int, str) == [NOON, 7, "soup"]


@pytest.mark.parametrize("kinds", [(datetime, int), (int, int, str), (datetime, str, str)])
def test_a_place_of_another_kind_is_refused(kinds):
    with pytest.raises(BadCursor):
        read_cursor(write_cursor(NOON, 7, "soup"), *kinds)
