"""Facts and medicines as JSON: the same gates as the pages."""

from datetime import date, datetime
from pathlib import Path

import pytest

from myelin.facts.actions import review_fact
from myelin.facts.models import Fact, Outcome
from myelin.pack.folder import read_pack
from myelin.pack.tests.packs import SHIPPED, small_pack
from myelin.therapies.actions import load_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path: Path, noon: datetime, client, ana) -> None:
    load_pack(small_pack(tmp_path), now=noon)
    client.force_login(ana)


def keys(answer) -> list[str]:
    return [row["key"] for row in answer.json()["items"]]


def test_facts_come_with_value_jurisdiction_basis_and_sources(small: None, client):
    answer = client.get("/api/v1/facts?medicine=demomab")
    assert answer.status_code == 200
    row = next(row for row in answer.json()["items"] if row["key"] == "demomab/regimens/0")
    assert (row["value"], row["jurisdiction"], row["basis"]) == ("10 mg every 6 weeks", "US", "read")
    assert (row["sources"][0]["title"], row["sources"][0]["section"]) == ("Demomab label", "2.1")
    assert (row["is_reviewed"], row["reviewed_by"]) == (False, None)


def test_what_nobody_read_stays_inside_until_it_is_confirmed(small: None, client, ito, noon: datetime):
    warning = Fact.objects.get(key="demomab/boxed_warnings/0")
    assert warning.key not in keys(client.get("/api/v1/facts?medicine=demomab"))
    review_fact(
        fact=warning,
        reviewer=ito,
        version=1,
        outcome=Outcome.CONFIRMED,
        read_in="Label",
        review_by=date(2027, 6, 1),
        now=noon,
    )
    row = next(row for row in client.get("/api/v1/facts?medicine=demomab").json()["items"] if row["key"] == warning.key)
    assert (row["is_reviewed"], row["reviewed_by"], row["review_by"]) == (True, "Ito", "2027-06-01")


def test_notes_to_reviewers_and_unverified_codes_never_leave(small: None, client):
    told = keys(client.get("/api/v1/facts?medicine=demomab"))
    assert "demomab/article_notes/0" not in told
    assert "demomab/codes/rxnorm_ingredient" not in told


def test_facts_of_one_jurisdiction_leave_the_other_out(small: None, client):
    told = keys(client.get("/api/v1/facts?medicine=demomab&jurisdiction=EU"))
    assert "demomab/serious_risks/1" in told
    assert "demomab/serious_risks/0" not in told


def test_all_facts_are_reached_page_by_page(client, ana, noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    client.force_login(ana)
    seen: list[str] = []
    answer = client.get("/api/v1/facts").json()
    while True:
        seen += [row["key"] for row in answer["items"]]
        if answer["next"] is None:
            break
        answer = client.get("/api/v1/facts", {"after": answer["next"]}).json()
    assert len(seen) == len(set(seen)) == Fact.objects.shown().count()


def test_a_broken_cursor_is_a_problem_with_a_sentence(small: None, client):
    answer = client.get("/api/v1/facts?after=nonsense")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_medicines_are_listed_with_their_names(small: None, client):
    (row,) = client.get("/api/v1/medicines").json()
    assert (row["medicine"], row["brands"], row["way"]) == ("demomab", ["Demovia"], "infusion")


def test_a_medicine_tells_regimens_tests_and_verified_codes(small: None, client):
    told = client.get("/api/v1/medicines/demomab").json()
    assert told["regimens"][0]["schedule"]["phases"][0]["every"] == "P6W"
    assert [row["fact"] for row in told["tests"]] == ["demomab/tests/before_first_dose/0"]
    assert told["codes"] == [{"system": "ATC", "code": "L04AG99"}]


def test_a_medicine_that_is_not_there_is_not_found(small: None, client):
    assert client.get("/api/v1/medicines/nothing").status_code == 404
