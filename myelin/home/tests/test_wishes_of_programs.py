"""What a program wishes of a list, and cannot have."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("wish", ["feed?size=0", "feed?size=-1", "questions?size=0", "search?q=sun&size=0"])
def test_a_page_holds_one_thing_at_least(member_client, ana, wish):
    assert member_client(ana).get(f"/api/v1/{wish}").status_code == 422


@pytest.mark.parametrize("path", ["search?q=sun&", "saved?"])
def test_a_kind_that_there_is_not_is_told(member_client, ana, path):
    client = member_client(ana)
    answer = client.get(f"/api/v1/{path}kind=bogus")
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "kind"
    assert client.get(f"/api/v1/{path}kind=question&size=1000").status_code == 200
