"""The reviewers' queue: what waits, in which order, and what it costs."""

from datetime import datetime
from pathlib import Path

import pytest

from myelin.facts.actions import cite, load_facts
from myelin.facts.models import Citation, Fact
from myelin.pack.folder import read_pack
from myelin.pack.tests.packs import SHIPPED, demomab, fact, small_pack

pytestmark = pytest.mark.django_db


def test_what_moves_plans_comes_first(tmp_path: Path, noon: datetime, ito, client):
    load_facts(small_pack(tmp_path), now=noon)
    client.force_login(ito)
    page = client.get("/facts/")
    assert page.status_code == 200
    assert page.context["page"].items[0].key == "demomab/regimens/0"


def test_it_is_filtered_by_medicine_and_by_tab(noon: datetime, ito, client):
    load_facts(read_pack(SHIPPED), now=noon)
    client.force_login(ito)
    newer = client.get("/facts/?tab=newer&medicine=ocrelizumab").context["page"]
    assert {one.subject for one in newer} == {"ocrelizumab"}
    assert all(one.has_newer_words for one in newer)
    memory = client.get("/facts/?tab=memory").context["page"]
    assert all(one.basis == "memory" for one in memory)
    assert not client.get("/facts/?tab=done").context["page"].items
    assert client.get("/facts/?tab=no-such-tab").context["tab"] == "waiting"


def test_its_pages_never_overlap_and_reach_everything(noon: datetime, ito, client):
    load_facts(read_pack(SHIPPED), now=noon)
    client.force_login(ito)
    seen: list[int] = []
    page = client.get("/facts/?medicine=ocrelizumab").context["page"]
    while True:
        seen += [one.pk for one in page]
        if page.next is None:
            break
        page = client.get("/facts/", {"medicine": "ocrelizumab", "after": page.next}).context["page"]
    assert len(seen) == len(set(seen)) == Fact.objects.filter(subject="ocrelizumab", is_code=False).count()


@pytest.mark.parametrize("number", [1, 15])
def test_it_costs_the_same_for_one_fact_as_for_many(
    tmp_path: Path, noon: datetime, ito, client, number: int, django_assert_num_queries
):
    risks = [fact(f"Risk {place}") for place in range(number)]
    load_facts(small_pack(tmp_path, demomab=demomab() | {"serious_risks": risks}), now=noon)
    client.force_login(ito)
    client.get("/facts/")
    with django_assert_num_queries(QUEUE_COSTS):
        client.get("/facts/")


QUEUE_COSTS = 5
"""Session with its member, groups, second step, subjects, facts."""


def test_what_cites_a_fact_is_told_once_and_taken_back(tmp_path: Path, noon: datetime):
    load_facts(small_pack(tmp_path), now=noon)
    keys = ["demomab/regimens/0", "demomab/missed_dose", "unknown/key"]
    cite(ref="article:1", title="Guide", url="/library/guide/", keys=keys)
    cite(ref="article:1", title="A guide", url="/library/guide/", keys=keys[1:])
    told = Citation.objects.get(ref="article:1")
    assert (told.fact.key, told.title) == ("demomab/missed_dose", "A guide")
