"""What a file holds is for whoever brought it: no page, no query and no dump shows it to anybody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.base.wall import ROLE, behind_the_wall
from myelin.companion.models import Course
from myelin.exchange.models import Found, Reading, Taken
from myelin.exchange.tests.test_bring import PATH, brought, bundled, lab, request, take


def test_nobody_else_finds_it(member_client, ana, cleo, shipped):
    reading, _page = brought(member_client(ana), bundled(request()))
    client = member_client(cleo)
    for path in (f"{PATH}{reading.pk}/", f"{PATH}{reading.pk}/removal/"):
        assert client.get(path).status_code == client.post(path, {"then": "take"}).status_code == 404
    row = Found.objects.get(reading=reading)
    assert row.chosen and not Course.objects.exists()
    assert f"{PATH}{reading.pk}/" not in client.get(PATH).content.decode()


@pytest.mark.parametrize("model", [Reading, Found, Taken])
def test_a_query_that_forgets_its_gate_finds_nothing_of_others(member_client, ana, cleo, shipped, model):
    client = member_client(ana)
    reading, _page = brought(client, bundled(request()))
    take(client, reading)
    for member, number in ((cleo, 0), (ana, 1)):
        with behind_the_wall(member.pk):
            assert model.objects.count() == number


def test_pages_read_behind_the_wall(member_client, ana, shipped):
    client = member_client(ana)
    reading, _page = brought(client, bundled(request()))
    for path in (PATH, f"{PATH}{reading.pk}/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        ours = [query["sql"] for query in queries if "exchange_" in query["sql"]]
        assert ours and all(ROLE in sql for sql in ours)


def test_nothing_of_it_is_readable_in_the_database(member_client, ana, shipped):
    brought(member_client(ana), bundled(lab(text="kanari-lab"), request(text="kanari-medicine")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(f::text, ' ') FROM exchange_found f")
        (text,) = cursor.fetchone()
    assert text and "kanari" not in text and "2026-05-04" not in text
