"""The pages of medicines: what they show, what they hide, and what they cost."""

from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest

from myelin.facts.actions import review_fact
from myelin.facts.models import Fact, Outcome
from myelin.pack.tests.packs import demomab, fact, small_pack
from myelin.therapies.actions import load_pack
from myelin.therapies.models import Therapy
from myelin.therapies.queries import search_documents, word_groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(pack_loaded: None) -> None:
    """The formulary that ships."""


@pytest.fixture
def small(tmp_path: Path, noon: datetime) -> None:
    load_pack(small_pack(tmp_path), now=noon)


def text(response) -> str:
    return unescape(response.content.decode())


def test_a_visitor_reads_facts_beside_their_source_and_standing(small: None, client):
    page = text(client.get("/medicines/demomab/"))
    assert "Demovia" in page
    assert "10 mg every 6 weeks" in page
    assert "Demomab label" in page and "part 2.1" in page
    assert "Not yet reviewed by a clinician here" in page
    assert "No clinician has checked this page." in page


def test_what_nobody_read_and_notes_to_reviewers_are_not_there(small: None, client):
    page = text(client.get("/medicines/demomab/"))
    assert "Perhaps a made-up warning" not in page
    assert "A note for reviewers alone" not in page
    assert "12345" not in page
    assert "2 more lines are on our list." in page


def test_a_confirmed_fact_shows_who_stands_behind_it(small: None, client, ito, noon: datetime):
    warning = Fact.objects.get(key="demomab/boxed_warnings/0")
    review_fact(
        fact=warning,
        reviewer=ito,
        version=1,
        outcome=Outcome.CONFIRMED,
        read_in="Label of 2026",
        review_by=date(2028, 6, 1),
        now=noon,
    )
    page = text(client.get("/medicines/demomab/"))
    assert "Perhaps a made-up warning" in page
    assert "Checked here in: Label of 2026." in page
    assert "Partly reviewed" in page


def test_jurisdictions_stand_apart(small: None, client):
    us, eu = client.get("/medicines/demomab/").context["page"], client.get("/medicines/demomab/?j=EU").context["page"]
    assert (us.place.code, eu.place.code) == ("US", "EU")
    assert [place.code for place in us.places] == ["US", "EU"]

    def risks(page) -> list[str]:
        return [line.text for section in page.sections if section.slug == "risks" for line in section.lines]

    assert risks(us) == ["Boredom in the US"]
    assert risks(eu) == ["Ennui in the EU"]
    assert [line.text for other in us.elsewhere for line in other.lines] == ["Ennui in the EU"]


def test_an_approval_has_its_day_in_words_and_a_long_page_says_what_is_on_it(small: None, client):
    page = client.get("/medicines/demomab/").content.decode()
    assert "<strong>Approved.</strong>" in page and "January 2, 2026" in page
    assert "2026-01-02" not in page
    assert 'href="#approved"' in page


def test_an_unknown_place_is_the_first_one(small: None, client):
    assert client.get("/medicines/demomab/?j=XX").context["page"].place.code == "US"


def test_side_effects_stand_in_a_table_beside_the_comparator(small: None, client):
    page = text(client.get("/medicines/demomab/"))
    assert "40 in 100" in page and "33 in 100" in page and "placebo" in page


def test_newer_words_are_marked(shipped: None, client):
    page = text(client.get("/medicines/ocrelizumab/"))
    assert "Newer words exist" in page
    assert "we have not read the new words" in page


def test_every_medicine_has_a_page_and_no_other_product_in_its_notes(shipped: None, client):
    for therapy in Therapy.objects.current():
        response = client.get(f"/medicines/{therapy.url_slug}/")
        assert response.status_code == 200
        assert "Reference article:" not in text(response)


def test_the_list_names_brands_by_how_they_are_given(shipped: None, client):
    page = text(client.get("/medicines/"))
    assert "Ocrevus (ocrelizumab)" in page
    assert page.index("By infusion") < page.index("By injection") < page.index("By mouth")
    assert "Campath" not in page


def test_an_address_with_underscores_leads_to_the_one_with_hyphens(shipped: None, client):
    response = client.get("/medicines/ocrelizumab_hyaluronidase/")
    assert (response.status_code, response["Location"]) == (301, "/medicines/ocrelizumab-hyaluronidase/")


def test_a_medicine_that_is_not_there_is_not_found(small: None, client):
    assert client.get("/medicines/nothing/").status_code == 404


@pytest.mark.parametrize("number", [1, 15])
def test_the_page_costs_the_same_for_one_fact_as_for_many(
    tmp_path: Path, noon: datetime, client, number: int, django_assert_num_queries
):
    risks = [fact(f"Risk {place}") for place in range(number)]
    load_pack(small_pack(tmp_path, demomab=demomab() | {"serious_risks": risks}), now=noon)
    client.get("/medicines/demomab/")
    with django_assert_num_queries(5):
        client.get("/medicines/demomab/")


def test_the_list_costs_three_statements(shipped: None, client, django_assert_num_queries):
    client.get("/medicines/")
    with django_assert_num_queries(3):
        client.get("/medicines/")


def test_the_search_is_told_names_and_never_what_nobody_read(shipped: None):
    told = {one.ref: one for one in search_documents()}
    assert len(told) == 22
    assert "Ocrevus" in told["medicine:ocrelizumab"].body
    assert "Novantrone" not in told["medicine:mitoxantrone"].body


def test_brands_generic_names_and_words_of_members_mean_the_same(shipped: None):
    groups = word_groups()
    assert any({"ocrelizumab", "Ocrevus"} <= set(group) for group in groups)
    assert any({"Brain fog", "cog fog"} <= set(group) for group in groups)
    assert not any("generics" in group for group in groups)
