"""A medical reviewer signs a fact: the page, the rule, the database."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError

from myelin.base.errors import Refused
from myelin.facts.actions import (
    ChangedMeanwhile,
    NeedsASource,
    NotADate,
    NotAReviewer,
    NothingRead,
    load_facts,
    review_fact,
)
from myelin.facts.models import Fact, FactReview, Outcome
from myelin.facts.personal_data import erase_for, export_for
from myelin.facts.spelled import plain
from myelin.facts.words import standing
from myelin.pack.tests.packs import small_pack

pytestmark = pytest.mark.django_db
IN_A_YEAR = date(2027, 6, 15)


@pytest.fixture
def warning(tmp_path: Path, noon: datetime) -> Fact:
    """A fact that nobody read anywhere."""
    load_facts(small_pack(tmp_path), now=noon)
    return Fact.objects.get(key="demomab/boxed_warnings/0")


def sign(fact: Fact, reviewer, now: datetime, **changes) -> Fact:
    said = {"version": fact.version, "outcome": Outcome.CONFIRMED, "read_in": "Demo label 2026", "review_by": IN_A_YEAR}
    return review_fact(fact=fact, reviewer=reviewer, now=now, **(said | changes))


def test_what_nobody_read_is_hidden_until_a_reviewer_confirms_it(warning: Fact, ito, noon: datetime):
    assert warning not in Fact.objects.shown()
    sign(warning, ito, noon)
    assert warning in Fact.objects.shown()


def test_a_rejected_fact_is_hidden_though_it_was_read(warning: Fact, ito, noon: datetime):
    read = Fact.objects.get(key="demomab/missed_dose")
    assert read in Fact.objects.shown()
    sign(read, ito, noon, outcome=Outcome.REJECTED)
    assert read not in Fact.objects.shown()


def test_notes_to_reviewers_and_unverified_codes_are_never_shown(warning: Fact):
    shown = set(Fact.objects.shown().values_list("key", flat=True))
    assert "demomab/article_notes/0" not in shown
    assert "demomab/codes/rxnorm_ingredient" not in shown


def test_the_word_of_a_reviewer_stays_in_the_record(warning: Fact, ito, noon: datetime):
    sign(warning, ito, noon, note="Read twice")
    review = FactReview.objects.get(fact=warning)
    assert (review.reviewer, review.version, review.read_in, review.note) == (ito, 1, "Demo label 2026", "Read twice")


def test_a_later_word_replaces_an_earlier_one_and_both_stay(warning: Fact, ito, noon: datetime):
    sign(warning, ito, noon)
    fact = sign(warning, ito, noon + timedelta(days=1), outcome=Outcome.REJECTED)
    assert not fact.is_confirmed
    assert FactReview.objects.filter(fact=warning).count() == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"version": 7}, ChangedMeanwhile),
        ({"read_in": "  "}, NothingRead),
        ({"review_by": date(2026, 6, 15)}, NotADate),
        ({"review_by": date(2029, 1, 1)}, NotADate),
    ],
)
def test_it_is_refused_with_a_sentence(warning: Fact, ito, noon: datetime, changes, refusal: type[Refused]):
    with pytest.raises(refusal, match=r"\."):
        sign(warning, ito, noon, **changes)
    warning.refresh_from_db()
    assert not warning.outcome


def test_only_a_medical_reviewer_may(warning: Fact, ana, noor, noon: datetime):
    for somebody in (ana, noor):
        with pytest.raises(NotAReviewer):
            sign(warning, somebody, noon)


def test_what_is_too_unsure_cannot_be_confirmed_only_rejected(warning: Fact, ito, noon: datetime):
    unsure = Fact.objects.get(key="demomab/codes/rxnorm_ingredient")
    with pytest.raises(NeedsASource):
        sign(unsure, ito, noon)
    sign(unsure, ito, noon, outcome=Outcome.REJECTED)


def test_a_review_without_a_later_date_does_not_fit_the_database(warning: Fact):
    warning.outcome, warning.reviewed_on, warning.review_by = Outcome.CONFIRMED, IN_A_YEAR, IN_A_YEAR
    with pytest.raises(IntegrityError, match="fact_review_is_whole"):
        warning.save()


def test_after_its_date_it_is_being_checked_again(warning: Fact, ito, noon: datetime):
    fact = sign(warning, ito, noon)
    assert standing(fact, IN_A_YEAR).words == "Reviewed by Ito, MD, neurologist, June 15, 2026"
    assert standing(fact, IN_A_YEAR + timedelta(days=1)).words == "Being checked again since June 15, 2027"
    assert fact not in Fact.objects.waiting(today=IN_A_YEAR)
    assert fact in Fact.objects.waiting(today=IN_A_YEAR + timedelta(days=1))


def test_a_reviewer_takes_their_words_out_and_leaves_without_a_name(warning: Fact, ito, noon: datetime):
    sign(warning, ito, noon)
    assert export_for(ito)["fact_reviews"][0]["fact"] == warning.key
    erase_for(ito, now=noon)
    warning.refresh_from_db()
    assert warning.is_confirmed and warning.reviewed_by is None
    assert export_for(ito) == {"fact_reviews": []}


def test_the_page_signs_it(warning: Fact, ito, client):
    client.force_login(ito)
    page = client.get(f"/facts/{warning.pk}/")
    assert warning.value in page.content.decode()
    review_by = page.context["form"]["review_by"].initial
    said = {"version": 1, "outcome": "confirmed", "read_in": "Demo label 2026", "review_by": review_by.isoformat()}
    answer = client.post(f"/facts/{warning.pk}/", said)
    assert answer.status_code == 303
    warning.refresh_from_db()
    assert (warning.outcome, warning.reviewed_by) == ("confirmed", ito)


def test_the_page_says_what_programs_read_in_words(tmp_path: Path, noon: datetime, ito, client):
    load_facts(small_pack(tmp_path), now=noon)
    client.force_login(ito)
    html = client.get(f"/facts/{Fact.objects.get(key='demomab/regimens/0').pk}/").content.decode()
    assert "<li>anchor: first infusion</li>" in html
    assert "<li>name: every</li><li>dose: <ul><li>amount: 10</li><li>unit: mg</li></ul></li>" in html
    assert "<li>offset: 0 days</li>" in html and "<li>every: 6 weeks</li>" in html


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("P12M", "12 months"),
        ("P1D", "1 day"),
        ("PT12H", "12 hours"),
        ("P1DT1H30M", "1 day 1 hour 30 minutes"),
        ("P1M,P3M-P6M", "1 month, 3 months to 6 months"),
        ("last_dose + P48M", "last dose + 48 months"),
        ("wk1_2", "wk1–2"),
        ("SPMS_active", "SPMS active"),
        ("api.fda.gov/drug set_id 62", "api.fda.gov/drug set_id 62"),
        ("PML, CYP2D6 and PMC7446632", "PML, CYP2D6 and PMC7446632"),
        (True, "yes"),
        (False, "no"),
        (0.25, "0.25"),
        ("", "none"),
    ],
)
def test_codes_are_spelled_and_words_stay(value: object, said: str):
    assert plain(value) == said


@pytest.mark.parametrize("said", [{}, {"version": "x"}, {"review_by": "tomorrow"}, {"outcome": "perhaps"}])
def test_a_form_with_errors_comes_back_filled(warning: Fact, ito, client, said: dict[str, str]):
    client.force_login(ito)
    answer = client.post(f"/facts/{warning.pk}/", {"note": "A long thought"} | said)
    assert answer.status_code == 422
    assert "A long thought" in answer.content.decode()


def test_a_stale_form_says_so_and_loses_nothing(warning: Fact, ito, client):
    client.force_login(ito)
    review_by = client.get(f"/facts/{warning.pk}/").context["form"]["review_by"].initial.isoformat()
    said = {"version": 9, "outcome": "confirmed", "read_in": "Demo label", "review_by": review_by, "note": "Thought"}
    answer = client.post(f"/facts/{warning.pk}/", said)
    assert answer.status_code == 409
    assert "has changed since you opened it" in answer.content.decode()
    assert "Thought" in answer.content.decode()


def test_the_pages_are_not_there_for_anybody_else(warning: Fact, ana, client):
    assert client.get("/facts/").status_code == 302
    client.force_login(ana)
    assert client.get("/facts/").status_code == 404
    assert client.get(f"/facts/{warning.pk}/").status_code == 404
    assert client.post(f"/facts/{warning.pk}/", {}).status_code == 404
