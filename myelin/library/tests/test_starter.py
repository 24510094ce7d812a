"""The starter library of the pack: drafts that wait for a clinician, true to the rules of the editor."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from myelin.facts.models import Citation, Fact, Outcome
from myelin.library import actions, lint, queries
from myelin.library.body import read
from myelin.library.models import ArticlePage, GlossaryWord, Sponsor
from myelin.library.starter import load_starter, read_starter
from myelin.members.models import Member
from myelin.pack.folder import PackError

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.PACK_DIR)
GUIDE = "infusion-treatments-guide"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def loaded(pack_loaded: None) -> list[ArticlePage]:
    caches["pages"].clear()
    return list(ArticlePage.objects.order_by("pk"))


def test_all_of_them_wait_and_none_is_on_the_site(client: Client, loaded: list[ArticlePage]) -> None:
    assert len(loaded) >= 8
    assert loaded[0].slug == GUIDE
    assert not any(article.live for article in loaded)
    assert queries.waiting().count() == len(loaded)
    assert "No article is published yet" in client.get("/library/").content.decode()
    assert GlossaryWord.objects.exists()


def test_none_breaks_a_rule_of_the_editor(loaded: list[ArticlePage]) -> None:
    found = {article.slug: lint.refusals(article) for article in loaded}
    assert {slug: problems for slug, problems in found.items() if problems} == {}


def test_twice_changes_nothing(loaded: list[ArticlePage], now: datetime) -> None:
    counts = load_starter(folder=FOLDER, now=now)
    assert (counts.made, counts.changed) == (0, 0)
    assert ArticlePage.objects.count() == len(loaded)


def test_what_somebody_changed_is_never_written_over(loaded: list[ArticlePage], ana: Member, now: datetime) -> None:
    guide = ArticlePage.objects.get(slug=GUIDE)
    guide.title = "Ours now"
    guide.save_revision(user=ana)
    ArticlePage.objects.filter(pk=guide.pk).update(starter="an older pack")
    load_starter(folder=FOLDER, now=now)
    assert ArticlePage.objects.get(pk=guide.pk).draft_title == "Ours now"


def test_a_newer_pack_brings_a_newer_draft(loaded: list[ArticlePage], now: datetime) -> None:
    ArticlePage.objects.filter(slug=GUIDE).update(starter="an older pack")
    assert load_starter(folder=FOLDER, now=now).changed == 1
    assert queries.waiting().count() == len(loaded)


def test_a_signed_guide_shows_its_facts_with_sources(
    client: Client, loaded: list[ArticlePage], ito: Member, now: datetime
) -> None:
    actions.sign_article(article=loaded[0], reviewer=ito, next_review_on=None, now=now)
    html = client.get(f"/library/{GUIDE}/").content.decode()
    fact = Fact.objects.get(key="ocrelizumab/regimens/0")
    assert fact.value in html
    assert "Not yet reviewed by a clinician here." in html
    assert "Newer words exist" in html
    assert "starter library" in html
    assert "{{" not in html and "fact:" not in html
    assert html.index('id="short"') < html.index('href="#source-1"') < html.index("On this page")
    assert Citation.objects.filter(ref=f"article:{loaded[0].pk}", fact=fact).exists()


def test_a_fact_that_was_rejected_takes_its_sentences_away(
    client: Client, loaded: list[ArticlePage], ito: Member, now: datetime
) -> None:
    actions.sign_article(article=loaded[0], reviewer=ito, next_review_on=None, now=now)
    page = f"/library/{GUIDE}/"
    fact = Fact.objects.get(key="methylprednisolone_iv/not_dmt")
    sentence = "A steroid drip treats a relapse and does not prevent the next one."
    before = client.get(page).content.decode()
    assert sentence in before and fact.value in before
    day = now.date()
    later = day.replace(year=day.year + 1, day=1)
    Fact.objects.filter(pk=fact.pk).update(outcome=Outcome.REJECTED, reviewed_on=day, review_by=later)
    after = client.get(page).content.decode()
    assert sentence not in after and fact.value not in after


@pytest.mark.parametrize("number", [0, 5])
def test_drawing_the_facts_costs_the_same_however_many_there_are(
    loaded: list[ArticlePage], number: int, django_assert_max_num_queries: Any, now: datetime
) -> None:
    with django_assert_max_num_queries(6):
        assert read(loaded[number].body, today=now.date()).sources


def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "01-x.yaml").write_text("slug: x\ntitle: X\nkind: poem\nsummary: S\ntopics: [a]\nbody: [{text: hi}]\n")
    with pytest.raises(PackError, match=r"01-x\.yaml, at kind"):
        read_starter(tmp_path)
    (library / "01-x.yaml").write_text("slug: x\ntitle: X\nkind: guide\nsummary: S\ntopics: [a]\nbody: [{song: hi}]\n")
    with pytest.raises(PackError, match="no block is called “song”"):
        read_starter(tmp_path)


def test_the_api_gives_the_list_and_one_article(
    client: Client, loaded: list[ArticlePage], ito: Member, now: datetime
) -> None:
    assert client.get("/api/v1/articles").json() == {"items": [], "next": None}
    loaded[0].sponsor = Sponsor.objects.create(name="W", label="Paid for by W", about="-")
    actions.sign_article(article=loaded[0], reviewer=ito, next_review_on=None, now=now)
    row = client.get("/api/v1/articles").json()["items"][0]
    assert (row["slug"], row["url"]) == (GUIDE, f"/library/{GUIDE}/")
    told = client.get(f"/api/v1/articles/{GUIDE}").json()
    assert told["reviewer"]["name"] == "Ito"
    assert told["sources"][0]["fact"]
    assert client.get("/api/v1/articles/first-infusion-day").status_code == 404
